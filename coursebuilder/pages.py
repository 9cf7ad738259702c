"""A module as prerendered HTML: `sections` once per module, free of any LMS standard; `document` the file.

All text comes from the course or from words/<language>.yaml, all markup from templates/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from coursebuilder.blocks import page_body
from coursebuilder.course_data import as_script, course_data
from coursebuilder.model import Course, Module, Reflection, Term, blocks_of, questions_of
from coursebuilder.notices import duties, facts, particulars, status, support, worried
from coursebuilder.words import Words
from coursebuilder.writing import Writing, begin, environment, icon

_RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "ur", "yi"}
# What the runtime may show anywhere; other icons are in the sprite only where a page has them.
_RUNTIME_ICONS = frozenset({"again", "arrow-left", "arrow-right", "bulb", "close", "menu", "tick", "warn"})
# What HTML lets one leave out. Text holds no quotation marks of its own: they are escaped.
_BLOCK = (
    "aside|blockquote|body|caption|details|div|dl|fieldset|figure|footer|form|h[1-6]|head|header|legend|link|main|meta|"
    "nav|ol|option|p|pre|script|section|summary|table|tbody|thead|title|tr|td|th|ul|li|dt|dd"
)
_BREAK = re.compile(rf"\n(?=</?(?:{_BLOCK})\b)")
_QUOTED = re.compile(r' ([a-z-]+)="([\w.#:/-]*[\w.#-])"(?=[ >])', re.ASCII)
_END = re.compile(rf"</(?:li|dd|dt|option|t[dhr]|thead|tbody)>|(?<=[^>])</p>(?=</?(?:{_BLOCK})\b)")


@dataclass(frozen=True, slots=True)
class Sections:
    """A module's finished parts, to be set into a document."""

    title: Markup
    language: str
    direction: str
    pages: int
    minutes: int
    worried: Markup
    contents: Markup
    main: Markup
    data: Mapping[str, object]
    words: Words


def sections(module: Module, course: Course, place: tuple[int, int]) -> Sections:
    """Render a module; `place` is its number in the course and how many modules there are.

    The first page is the opening page: its cover shows the module's title.
    """
    writing = begin(module, course, place)
    return Sections(
        title=writing.words.say("document-title", module=module.title, course=course.title),
        language=course.language,
        direction="rtl" if course.language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr",
        pages=len(module.pages),
        minutes=sum(writing.minutes),
        worried=worried(writing),
        contents=_contents(writing),
        main=_main(writing),
        data=course_data(module, course, writing.words.player),
        words=writing.words,
    )


def document(made: Sections, launch: Mapping[str, object]) -> str:
    """The whole index.html: the shell around a module's sections, and the JSON its runtime reads.

    Marks stand where the hashes of script, style and build will be: see with_hashes.
    """
    used = set(re.findall(r'href="#i-([a-z-]+)"', f"{made.worried}{made.contents}{made.main}"))
    html = (
        environment()
        .get_template("shell.html.j2")
        .render(
            s=made,
            w=made.words.say,
            icons=sorted(used | _RUNTIME_ICONS),
            data=Markup(as_script({**made.data, **({"launch": launch} if launch else {})})),
            script_hash="\0script\0",
            style_hash="\0style\0",
        )
    )
    html, data, rest = html.partition('<script type="application/json"')
    return _lean(html) + data + rest


def with_hashes(page: str, **hashes: str) -> str:
    """The page with these hashes where their marks stand; no course text can hold a NUL."""
    for name, value in hashes.items():
        page = page.replace(f"\0{name}\0", value)
    return page


def _lean(html: str) -> str:
    """The same page in fewer bytes: it's the larger part of what a slow line waits for.

    Only markup is touched: quotation marks in text are always character references by now.
    """
    return _END.sub("", _QUOTED.sub(r" \1=\2", _BREAK.sub("", html)))


def _contents(writing: Writing) -> Markup:
    stops = list(zip(writing.module.pages, writing.minutes, strict=True))
    return writing.fill("contents", place=writing.place, stops=stops, sourced=writing.sourced)


def _main(writing: Writing) -> Markup:
    parts = [] if writing.module.signed_off else [_draft_banner(writing)]
    parts.append(_opening(writing))
    parts += [_page(writing, position) for position in range(1, len(writing.module.pages))]
    parts.append(_about(writing))
    if terms := _terms(writing):
        parts.append(writing.fill("glossary", terms=terms))
    if writing.sourced:
        parts.append(writing.fill("references", cited=writing.cited, guidance=writing.module.guidance))
    return Markup("\n").join(parts)


def _about(writing: Writing) -> Markup:
    blocks = chain.from_iterable(blocks_of(page.blocks) for page in writing.module.pages)
    return writing.fill(
        "about",
        particulars=particulars(writing),
        provider=writing.course.provider,
        support=support(writing),
        notes=any(isinstance(block, Reflection) for block in blocks),
    )


def _terms(writing: Writing) -> list[tuple[Term, str]]:
    """The module's glossary terms by the alphabet, each with the section of its source."""
    sources = {source.key: source for source in writing.course.sources}
    found = []
    for term in sorted(writing.module.terms, key=lambda term: term.term.casefold()):
        key, _, line = term.source.partition(":")
        found.append((term, sources[key].section_of(int(line)) if key in sources and line else ""))
    return found


def _draft_banner(writing: Writing) -> Markup:
    banner = Markup('<p class="draft-banner" role="note">{}<span>{}</span></p>')
    return banner.format(icon("warn"), writing.words.say("draft"))


def _opening(writing: Writing) -> Markup:
    page = writing.module.pages[0]
    return writing.fill(
        "opening",
        page=page,
        place=writing.place,
        facts=facts(writing),
        body=page_body(page, writing),
        duties=list(duties(writing)),
        status=status(writing),
        pager=_pager(writing, 0),
    )


def _page(writing: Writing, position: int) -> Markup:
    page = writing.module.pages[position]
    return writing.fill("page", page=page, body=page_body(page, writing), pager=_pager(writing, position))


def _pager(writing: Writing, position: int) -> Markup:
    pages = writing.module.pages
    last = position + 1 == len(pages)
    return writing.fill(
        "pager",
        before=pages[position - 1] if position else None,
        after=None if last else pages[position + 1],
        minutes=0 if last else writing.minutes[position + 1],
        # Next is the one filled button where no question is open and no resume card asks first.
        ready=position > 0 and not questions_of(pages[position]),
    )
