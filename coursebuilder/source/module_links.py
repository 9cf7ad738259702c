"""Links to other modules of the course: (02-next.md) and (02-next.md#page).

A package holds one module: there such a link is words with the other module's title behind them. In a whole
course model/whole_course.py makes a link of it: it finds both by data-to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import PurePath

from coursebuilder.model import Module
from coursebuilder.model.whole_course import rewritten
from coursebuilder.words import words

_LINK = re.compile(r'<span data-to="([^"#]+)#([^"]*)">(.*?)</span><span class="in-module"></span>', re.DOTALL)


def with_module_links(modules: Sequence[Module], language: str) -> tuple[Module, ...]:
    """The modules, in whose texts each link to another one names it by id and title."""
    named = {PurePath(module.place.path).name: module for module in modules}

    def put(found: re.Match[str]) -> str:
        target = named.get(found[1])
        if target is None:
            return found[3]  # told of by the rule on links
        page = found[2] or target.pages[0].id
        told = words(language).say("in-module", title=target.title)
        to = escape(f"{target.id}--{page}")
        return f'<span data-to="{to}">{found[3]}</span><span class="in-module"> {told}</span>'

    def change(value: object) -> object:
        return _LINK.sub(put, value) if isinstance(value, str) and "data-to=" in value else value

    return tuple(
        replace(
            module,
            pages=rewritten(module.pages, change),
            tutor_notes=rewritten(module.tutor_notes, change),
        )
        if module.elsewhere
        else module
        for module in modules
    )
