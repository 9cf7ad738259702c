"""What every document for paper is made with: the sheet, its footer, and links that lead nowhere on paper."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import PurePosixPath

from markupsafe import Markup

from coursebuilder.model import Course, Media
from coursebuilder.model.whole_course import side_by_side
from coursebuilder.pages.direction import directed, runs_left
from coursebuilder.pages.late_values import put
from coursebuilder.pages.writing import Writing, begin
from coursebuilder.templating import environment
from coursebuilder.words import Words, words

_TERM = re.compile(r'<a class="term"[^>]*>(.*?)</a>')
_FILE = re.compile(r'<a href="media/[^>]*>(.*?)</a>')
_PLACE = re.compile(r'<a [^>]*href="#at-[^>]*>(.*?)</a>')
_PICTURE = re.compile(r'(?<=<img src=")(media/[^"]*)(" alt="([^"]*)"[^>]*>)')
_HEADING = re.compile(r"(</?h)([2-6])(?=[ >])")
_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}


Say = Callable[..., Markup]


@dataclass(frozen=True, slots=True)
class Paper:
    """A course going to paper: its modules as they are written, one after the other."""

    course: Course
    words: Words
    parts: tuple[Writing, ...]


def begin_paper(course: Course) -> Paper:
    """The course with everything worked out once; drafts stay out, as they do in packages."""
    modules = side_by_side(course.built)
    parts = tuple(begin(module, course, (n, len(modules))) for n, module in enumerate(modules, 1))
    return Paper(course, words(course.language), parts)


def works(paper: Paper) -> Markup:
    """The works, guidance among them, that modules and their notes cite: what citations lead to."""
    modules = [part.module for part in paper.parts]
    keys = {key for module in modules for note in module.tutor_notes for key, _ in note.cited}
    keys |= {citation.key for module in modules for citation in module.citations}
    keys |= {item.key for module in modules for item in module.guidance}
    course, template = paper.course, environment().get_template("printables/works.html.j2")
    html = template.render(
        w=paper.words.say,
        day=paper.words.date,
        sources=[one for one in course.sources if one.key in keys],
        guidance=[one for one in course.guidance if one.key in keys],
    )
    return Markup(html)


def document(paper: Paper, title: Markup, body: Markup) -> bytes:
    """The whole file. Every sheet says at its foot which version of what it belongs to."""
    footer = f"{title.unescape()} – {paper.words.say('version', version=paper.course.version).unescape()}"
    template = environment().get_template("printables/paper.html.j2")
    html = template.render(
        language=paper.course.language,
        direction="rtl" if runs_left(paper.course.language) else "ltr",
        title=title,
        footer=_css_text(footer),
        body=directed(body, paper.course.language),
        w=paper.words.say,
    )
    return put(html, paper.words.settled(alone=False)).encode()


def on_paper(html: str) -> Markup:
    """Text of a page without the links that only a package answers: to a term's definition, a place, a file.

    Its headings go two levels down, as a page is a part of a module here.
    """
    lowered = _HEADING.sub(lambda found: f"{found[1]}{min(6, int(found[2]) + 2)}", html)
    return Markup(_FILE.sub(r"<b>\1</b>", _PLACE.sub(r"\1", _TERM.sub(r"\1", lowered))))


def with_pictures(html: Markup, media: Mapping[str, Media], say: Say | None) -> Markup:
    """Text with the pictures in its lists and tables as addresses that hold all of them.

    say: the words a picture's description is told with; None: it isn't told
    """

    def held(found: re.Match[str]) -> str:
        told = say("paper-alt", alt=Markup(found[3])) if say else ""
        below = f'<span class="small">{told}</span>' if told else ""
        return f"{picture(media[unescape(found[1])])}{found[2]}{below}"

    return Markup(_PICTURE.sub(held, str(html)))


def picture(media: Media) -> str:
    """A picture as an address that holds all of it."""
    data = media.path.read_bytes() if media.data is None else media.data
    kind = _TYPES[PurePosixPath(media.name).suffix.lower()]
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _css_text(text: str) -> Markup:
    """A text for CSS, which must end neither its quotation nor the style element."""
    safe = re.sub(r"[^\w .,:;()–’-]", lambda found: f"\\{ord(found[0]):x} ", text)
    return Markup(f'"{safe}"')
