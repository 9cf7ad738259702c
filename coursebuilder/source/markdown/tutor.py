"""::: tutor TITLE {minutes=60 witness}: what only the tutor reads. It stands on no page."""

from __future__ import annotations

import re
from collections.abc import Callable

from coursebuilder.model import Block, TutorNote
from coursebuilder.problems import Place
from coursebuilder.source.attributes import Attributes
from coursebuilder.source.markdown.walk import Walk

ReadBlocks = Callable[[Walk, int, int], tuple[Block, ...]]


def tutor_note(
    walk: Walk, start: int, title: str, attributes: Attributes, place: Place, blocks: ReadBlocks
) -> None:
    """Keep the note that opens at `start` apart: nothing it shows or cites becomes the module's own."""
    walk.only(attributes, ["minutes", "witness"], place)
    if walk.tokens[start].level:
        walk.problem(
            "block-inside",
            "a tutor's note inside another block",
            place,
            "give it a place of its own, after the block",
        )
    if not title:
        walk.problem("tutor-without-title", "a tutor's note without a title", place, "::: tutor Session plan")
    apart = walk.apart()
    inside = blocks(apart, start + 1, walk.ends[start])
    found = apart.found
    cited = [*((one.key, one.section) for one in found.citations), *((key, "") for key in found.guidance)]
    note = TutorNote(
        place=place,
        page=walk.page,
        title=title,
        minutes=_minutes(walk, attributes, place),
        witness="witness" in attributes.flags,
        blocks=inside,
        media=tuple({item.name: item for item in found.media}.values()),
        cited=tuple(dict.fromkeys(cited)),
    )
    walk.found.problems.extend(found.problems)
    walk.found.links.extend(found.links)
    walk.found.asked.extend(found.asked)
    walk.found.elsewhere.extend(found.elsewhere)
    walk.found.tutor_notes.append(note)


def _minutes(walk: Walk, attributes: Attributes, place: Place) -> int | None:
    given = attributes.values.get("minutes")
    if given is None or re.fullmatch(r"[1-9][0-9]{0,2}", given):
        return int(given) if given else None
    walk.problem("wrong-value", f'minutes can\'t be "{given}"', place, "a whole number: minutes=60")
    return None
