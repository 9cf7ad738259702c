"""The blocks of a LESSON.md as Markdown and questions; a block of an unknown type keeps its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coursebuilder.bring.html import FindPicture
from coursebuilder.bring.items import Asked, Fate, Note, Part
from coursebuilder.bring.lesson_entries import ADDRESSES, BODIES, LOOK, PAIR, TITLES, entries_of, is_entry
from coursebuilder.bring.lesson_question import ANSWER, BLANK, asked_in, guarded_markdown
from coursebuilder.bring.lesson_text import Block
from coursebuilder.bring.plain_text import (
    SAFE_ADDRESS,
    beginning,
    escaped,
    escaped_lines,
    on_one_line,
)

_CALLOUTS = {"tip": "tip", "success": "tip", "warning": "warning", "danger": "warning", "error": "warning",
             "important": "important", "example": "example", "key-message": "key-message"}  # fmt: skip
_NOTES = frozenset({"alert", "callout", "note", "statement", *_CALLOUTS})
_CLIPS = frozenset({"audio", "button", "embed", "file", "iframe", "link", "video"})
_NOTHING = frozenset({"continue", "divider", "spacer"})
_REVEALED = frozenset({"accordion", "flashcards", "flip-card", "flip-cards", "reveal", "tabs"})
_NO_WORDS = frozenset({"maxattempts", "max-attempts", "casesensitive", "case-sensitive", "shuffle"})


@dataclass(frozen=True, slots=True)
class LessonReader:
    """Reads blocks; find: a picture's address -> its name under media/, or ""; notes: gets what is told."""

    find: FindPicture
    notes: list[Note]
    where: str = ""

    def parts(self, block: Block) -> Iterator[Part]:
        """What a block becomes."""
        kind = block.kind
        if kind == "text":
            yield from self._markdown(block)
        elif kind in {"image", "picture", "photo"}:
            yield from self._picture(block)
        elif kind in {"knowledge-check", "quiz"}:
            yield from self._question(block)
        elif kind in _NOTES:
            yield from self._callout(block)
        elif kind == "quote":
            yield from self._quote(block)
        elif kind in _CLIPS:
            yield from self._link(block)
        elif kind in _NOTHING:
            self._tell("changed", block, f"{kind}: headings and pages part the text here")
        else:
            yield from self._others(block)

    def _tell(self, fate: Fate, block: Block, what: str) -> None:
        self.notes.append(Note(fate, self._place(block.line), what))

    def _place(self, line: int) -> str:
        return f"{self.where}line {line}"

    def placed(self, blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
        """The words of a lesson by their place: of each block its values and lines."""
        for block in blocks:
            place = self._place(block.line)
            for key, value in block.properties.items():
                if key not in ADDRESSES | LOOK | _NO_WORDS and value not in {"true", "false"}:
                    yield place, BLANK.sub(" ", value)
            for one in block.content:
                if isinstance(one, str):
                    yield place, _without_marks(one)
                else:
                    yield from self.placed([one])

    def _markdown(self, block: Block) -> Iterator[Part]:
        """Its Markdown, a heading by itself each, and what stands in blocks inside."""
        run: list[str] = []
        for one in [*block.content, None]:
            if isinstance(one, str):
                run.append(one)
                continue
            text = guarded_markdown("\n".join(run), self.find)
            yield from split_headings(text)
            run = []
            if one is not None:
                yield from self.parts(one)

    def _picture(self, block: Block) -> Iterator[Part]:
        source = block.properties.get("src") or block.properties.get("url") or ""
        alt, caption = block.properties.get("alt", ""), block.properties.get("caption", "")
        if shown := self._shown(source, alt, caption):
            yield shown
        else:
            about = f': "{beginning(alt)}"' if alt else ""
            what = f"the picture {beginning(source) or 'without an address'}{about}: save it under media/"
            self._tell("not carried", block, what)
            yield from (escaped_lines(escaped(on_one_line(one))) for one in (alt, caption) if one)
        yield from self._markdown(block)

    def _callout(self, block: Block) -> Iterator[Part]:
        kind = block.properties.get("type") or block.properties.get("variant") or block.kind
        title = block.properties.get("title", "") or block.rest
        inside = list(self._markdown(block))
        texts = [part for part in inside if isinstance(part, str)]
        name = _CALLOUTS.get(kind.lower(), "note")
        said = escaped(on_one_line(title))
        body = "\n\n".join(deeper(text) for text in (*self._values(block, "title"), *texts))
        if body:
            yield f"::: {name} {said}".rstrip() + f"\n{body}\n:::"
        elif said:
            yield said
        yield from (part for part in inside if isinstance(part, Asked))

    def _quote(self, block: Block) -> Iterator[Part]:
        texts = [part for part in self._markdown(block) if isinstance(part, str)]
        texts = [*self._values(block, "author", "attribution", "source"), *texts]
        by = [
            block.properties[key] for key in ("author", "attribution", "source") if block.properties.get(key)
        ]
        texts += [f"— {escaped(on_one_line(', '.join(by)))}"] if by else []
        if texts:
            yield "\n".join(f"> {line}".rstrip() for line in "\n\n".join(texts).split("\n"))

    def _link(self, block: Block) -> Iterator[Part]:
        """Clips and embedded pages: a link, where there is an address of the web."""
        address = next(
            (block.properties[key] for key in ("src", "url", "href") if block.properties.get(key)), ""
        )
        words = next((block.properties[key] for key in TITLES if block.properties.get(key)), "") or block.kind
        self._tell("not carried", block, f"{block.kind} {beginning(address)}: get leave, and put the file in")
        shown = escaped(on_one_line(words))
        yield f"[{shown}]({address})" if SAFE_ADDRESS.fullmatch(address) and "(" not in address else shown
        yield from self._values(block, *TITLES)
        yield from self._markdown(block)

    def _values(self, block: Block, *without: str) -> Iterator[str]:
        """What stands in key: value lines and is read by people, but for these keys."""
        for key, value in block.properties.items():
            if value and key not in {*without, *ADDRESSES, *LOOK} and value not in {"true", "false"}:
                yield escaped_lines(escaped(on_one_line(value)))

    def _others(self, block: Block) -> Iterator[Part]:
        """Accordions, tabs, cards, steps …: each entry to be opened, or under a heading of its own."""
        entries = list(entries_of(block))
        opened = block.kind in _REVEALED and bool(entries)
        became = "boxes to open" if opened else "headings and text" if entries else "text"
        self._tell("changed", block, f"{block.kind}: it became {became}")
        lead = [one for one in (block.rest, block.properties.get("title", "")) if one]
        yield from (f"### {escaped(on_one_line(one))}" for one in lead)
        source = block.properties.get("src") or block.properties.get("image") or ""
        if source:
            yield from self._picture_of(block, source)
        yield from self._values(block, "title", "alt")
        for entry in entries:
            title = escaped(on_one_line(entry.title)) or "More"
            body = guarded_markdown(entry.body, self.find)
            if opened:
                yield f"::: reveal {title}\n{deeper(body) or '…'}\n:::"
            else:
                yield f"#### {title}" if lead else f"### {title}"
                yield from split_headings(deeper(body))
        if not entries:
            yield from self._markdown(block)
        else:
            for one in block.content:
                if not isinstance(one, str) and not is_entry(one):
                    yield from self.parts(one)

    def _picture_of(self, block: Block, source: str) -> Iterator[Part]:
        alt = block.properties.get("alt", "")
        if shown := self._shown(source, alt):
            yield shown
        else:
            self._tell("not carried", block, f"the picture {beginning(source)}: save it under media/")
            if alt:
                yield escaped_lines(escaped(on_one_line(alt)))

    def _shown(self, source: str, alt: str, caption: str = "") -> str:
        """The picture at an address as Markdown; "" where it isn't to be had."""
        name = self.find(source) if source and "://" not in source else ""
        said = escaped(on_one_line(caption)).replace('"', "”")
        title = f' "{said}"' if said else ""
        return f"![{escaped(on_one_line(alt))}](media/{name}{title})" if name else ""

    def _question(self, block: Block) -> Iterator[Part]:
        asked = asked_in(block, self._place(block.line), self.notes, self.find)
        if asked is not None:
            yield asked
            return
        yield from self._values(block, "answer", "answers")
        lines = "\n".join(one for one in block.content if isinstance(one, str))
        yield guarded_markdown(re.sub(r"(?m)^([ \t]*[-*+][ \t]+)\[ ?\][ \t]*", r"\1", lines), self.find)


def split_headings(text: str) -> Iterator[str]:
    """The text in pieces, each heading by itself; code between fences stays whole."""
    run: list[str] = []
    code = ""
    for line in text.split("\n"):
        ticks = re.match(r"[ \t]*(`{3,}|~{3,})", line)
        if ticks and (not code or ticks[1].startswith(code)):
            code = "" if code else ticks[1]
        if not code and re.match(r"#{1,6}\s+\S", line):
            yield from _joined(run)
            yield line.rstrip()
            run = []
        else:
            run.append(line)
    yield from _joined(run)


def _joined(run: list[str]) -> Iterator[str]:
    if text := "\n".join(run).strip("\n"):
        yield text


def deeper(text: str) -> str:
    """Headings inside a box: sub-headings at least."""
    return re.sub(r"(?m)^#{1,2}(?=\s)", "###", text)


def _without_marks(line: str) -> str:
    """A line without the sign of an answer, and without addresses and keys."""
    if line.lstrip().startswith(":::"):  # in code: `written_words` takes it for a fence
        return ""
    found = ANSWER.match(line)
    text = found[2] if found else line
    text = re.sub(r"\]\([^()\s]*\)", "] ", text)
    pair = PAIR.match(text)
    if pair and pair[2].lower() in ADDRESSES | LOOK:
        return ""
    return (pair[3] or "") if pair and pair[2] in {*TITLES, *BODIES, "feedback"} else text
