"""Ids for questions, reflections and scenarios whose author gave none yet."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count

from coursebuilder.model import LeftOut
from coursebuilder.problems import Place
from coursebuilder.source.ids import slug
from coursebuilder.source.markdown.opening_line import read_opening_line
from coursebuilder.source.markdown.walk import Walk

BLOCKS_WITH_ID = ("question", "reflection", "scenario")


def id_left_out(walk: Walk, name: str, place: Place, block_names: Collection[str]) -> str:
    """The id that a block without one goes by: its page's, and the first number that is free."""
    if not walk.given_ids:
        opened = (token.info for token in walk.tokens if token.type == "container_block_open")
        lines = [read_opening_line(info, block_names) for info in opened]
        walk.given_ids = {line.rest or line.attributes.id for line in lines if line.name in BLOCKS_WITH_ID}
    taken = walk.given_ids
    page = slug(walk.page, "page")[:50]
    made = next(one for n in count(1) if (one := f"{page}-{n}") not in taken)
    taken.add(made)
    walk.found.left_out.append(LeftOut(place, made))
    hint = f"::: {name} a-name-of-its-own; or let check --write-ids write one, such as {made}"
    walk.problem("id-left-out", f"a {name} without an id", place, hint)
    return made
