"""A module as prerendered HTML: `sections` once per module, free of any LMS standard; `document` the file.

All text comes from the course or from words/<language>.yaml, all markup from templates/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from coursebuilder.model import Course, Module, Page, Term
from coursebuilder.pages.blocks import page_body
from coursebuilder.pages.data.course import assessed_feedback, course_data, words_alone
from coursebuilder.pages.data.script_element import as_script
from coursebuilder.pages.direction import directed, runs_left
from coursebuilder.pages.late_values import put
from coursebuilder.pages.notices import (
    bases,
    duties,
    facts,
    frameworks_used,
    particulars,
    record_facts,
    status,
    support,
    worried,
)
from coursebuilder.pages.writing import Writing, begin
from coursebuilder.templating import environment, icon
from coursebuilder.words import Words

# What the runtime may show anywhere; other icons are in the sprite only where a page has them.
_RUNTIME_ICONS = frozenset({"again", "arrow-left", "arrow-right", "bulb", "close", "menu", "tick", "warn"})
# What HTML lets one leave out. Text holds no quotation marks of its own: they are escaped.
_BLOCK = (
    "aside|blockquote|body|caption|details|div|dl|fieldset|figure|footer|form|h[1-6]|head|header|legend|link|main|meta|"
    "nav|noscript|ol|option|p|pre|script|section|summary|table|tbody|thead|title|tr|td|th|ul|li|dt|dd"
)
DATA_BEGINS = '<script type="application/json"'
_UP, _DATA = "\0up\0", "\0data\0"  # marks, as no course text can hold a NUL
_BREAK = re.compile(rf"\n(?=</?(?:{_BLOCK})\b)")
# These begin with what is looked for: patterns that do are found many times faster.
_QUOTED = re.compile(r'="(?<=[a-z]=")([\w.#:/-]*[\w.#-])"(?=[ >])', re.ASCII)
_END = re.compile(rf"</p>(?<=[^>]</p>)(?=</?(?:{_BLOCK})\b)")
_ENDS = re.compile("</(?:li|dd|dt|option|td|th|tr|thead|tbody)>")


@dataclass(frozen=True, slots=True)
class Sections:
    """A module's finished page but for what differs by target, where marks stand; and its data as JSON."""

    html: str
    data: Mapping[str, object]
    script: str
    words: Words
    feedback: Mapping[str, Mapping[str, object]]  # by the module's id, of its assessed questions


def sections(
    module: Module, course: Course, place: tuple[int, int], templates: Path | None = None
) -> Sections:
    """Render a module; `place` is its number in the course and how many modules there are, `templates` the
    folder of its theme's own ones.

    The first page is the opening page: its cover shows the module's title.
    """
    writing = begin(module, course, place, templates)
    banner = [*ribbon(writing), *([] if module.signed_off else [draft_banner(writing)])]
    title = writing.words.say("document-title", module=module.title, course=course.title)
    data = course_data(module, course, writing.words.player)
    main = Markup("\n").join([*banner, *module_pages(writing), *asides(writing, (module,))])
    told = {module.id: assessed_feedback((module,))}
    return assembled(writing, title, contents(writing), main, (data, told))


def assembled(
    writing: Writing,
    title: Markup,
    nav: Markup,
    main: Markup,
    data: tuple[Mapping[str, object], Mapping[str, Mapping[str, object]]],
    modules: Sequence[Writing] = (),
) -> Sections:
    """What stands round every document, with these parts of its own.

    data: for either script
    modules: those of a whole course, beside its opening page
    """
    language, help_now = writing.course.language, worried(writing)
    nav, main = directed(nav, language), directed(main, language)
    say = writing.words.say
    pages = len(writing.module.pages)
    where = say("modules", n=len(modules)) if modules else say("page-of", n=1, total=pages)
    used = set(re.findall(r'href="#i-([a-z-]+)"', f"{help_now}{nav}{main}"))
    html = (
        environment()
        .get_template("shell.html.j2")
        .render(
            title=title,
            language=language,
            direction="rtl" if runs_left(language) else "ltr",
            where=where,
            minutes=sum(sum(one.minutes) for one in (writing, *modules)),
            worried=help_now,
            contents=nav,
            main=main,
            w=writing.words.say,
            icons=sorted(used | _RUNTIME_ICONS),
            data=_DATA,
            up=_UP,
            script_hash="\0script\0",
            style_hash="\0style\0",
            later_hash="\0later\0",
        )
    )
    html, begin, rest = html.partition(DATA_BEGINS)
    return Sections(_lean(html) + begin + rest, data[0], as_script(data[0]), writing.words, data[1])


def document(made: Sections, launch: Mapping[str, object], alone: bool = False, up: str = "") -> str:
    """The whole index.html: finished sections, and the JSON its runtime reads.

    `alone`: no platform stands behind the page, and some of its texts say so. `up` leads to the folder of
    script and style, such as "../". Marks stand where the hashes of script, style and build will be: see
    with_hashes.
    """
    data = as_script({**made.data, **words_alone(made.data, made.words)}) if alone else made.script
    if launch:
        data = f'{data[:-1]},"launch":{as_script(launch)}}}'
    return put(made.html, {**made.words.settled(alone), "up": up, "data": data})


def with_hashes(page: str, **hashes: str) -> str:
    """The page with these hashes where their marks stand; no course text can hold a NUL."""
    return put(page, hashes)


def _lean(html: str) -> str:
    """The same page in fewer bytes: it's the larger part of what a slow line waits for.

    Only markup is touched: quotation marks in text are always character references by now.
    """
    values = _QUOTED.split(_BREAK.sub("", html))  # every second part is what stood between quotation marks
    values[1::2] = map("=".__add__, values[1::2])
    return _ENDS.sub("", _END.sub("", "".join(values)))


def contents(writing: Writing, parts: tuple[tuple[str, Writing], ...] = ()) -> Markup:
    """The table of contents; `parts` are the modules of a whole course, each behind its key."""
    return writing.fill(
        "contents",
        place=writing.place,
        stops=_stops(writing),
        parts=[(key, part.module, _stops(part)) for key, part in parts],
        sourced=writing.sourced,
    )


def _stops(writing: Writing) -> list[tuple[Page, int]]:
    return list(zip(writing.module.pages, writing.minutes, strict=True))


def module_pages(writing: Writing, first: bool = True) -> list[Markup]:
    """The module's pages, the opening page first; `first`: it is also where a learner comes in."""
    return [_opening(writing, first), *(_page(writing, page) for page in writing.module.pages[1:])]


def asides(writing: Writing, modules: tuple[Module, ...]) -> list[Markup]:
    """The pages that stand beside the modules' own: about, notes, record of learning, glossary, sources."""
    parts = [_about(writing, modules), writing.fill("notes"), _record(writing, modules)]
    if terms := _terms(writing):
        parts.append(writing.fill("glossary", terms=terms))
    if writing.sourced:
        shown = {"cited": writing.cited, "guidance": writing.module.guidance, "rights": writing.rights}
        parts.append(writing.fill("references", **shown))
    return parts


def _about(writing: Writing, modules: tuple[Module, ...]) -> Markup:
    return writing.fill(
        "about",
        particulars=particulars(writing, modules),
        provider=writing.course.provider,
        support=support(writing),
        bases=bases(modules),
    )


def _record(writing: Writing, modules: tuple[Module, ...]) -> Markup:
    """The form of the record of learning: what is known of the modules, and room for what isn't."""
    return writing.fill(
        "record",
        modules=modules,
        facts=record_facts(writing, modules),
        frameworks=frameworks_used(writing.course, modules),
    )


def _terms(writing: Writing) -> list[tuple[Term, str]]:
    """The module's glossary terms by the alphabet, each with the section of its source."""
    sources = {source.key: source for source in writing.course.sources}
    found = []
    for term in sorted(writing.module.terms, key=lambda term: term.term.casefold()):
        key, _, line = term.source.partition(":")
        found.append((term, sources[key].section_of(int(line)) if key in sources and line else ""))
    return found


def draft_banner(writing: Writing) -> Markup:
    """What every page of a safeguarding module says until somebody has signed it off."""
    banner = Markup('<p class="draft-banner" role="note">{}<span>{}</span></p>')
    return banner.format(icon("warn"), writing.words.say("draft"))


def ribbon(writing: Writing) -> list[Markup]:
    """What every page of a draft says first: how much is still to be done, and where."""
    to_do = writing.module.to_do
    return [] if to_do is None else [writing.fill("ribbon", to_do=to_do)]


def _opening(writing: Writing, first: bool) -> Markup:
    page = writing.module.pages[0]
    return writing.fill(
        "opening",
        page=page,
        first=first,
        place=writing.place,
        facts=facts(writing),
        body=page_body(page, writing),
        duties=list(duties(writing)),
        status=status(writing),
    )


def _page(writing: Writing, page: Page) -> Markup:
    return writing.fill("page", page=page, body=page_body(page, writing))
