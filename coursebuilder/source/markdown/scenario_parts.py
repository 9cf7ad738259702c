"""The parts of a scenario: what choices change, what is said, and what the learner may say."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from markdown_it.token import Token

from coursebuilder.model import Block, Gauge, Reply, Speech, Verdict
from coursebuilder.problems import did_you_mean
from coursebuilder.source.markdown.walk import Walk

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
VERDICT = re.compile(r"\[([\w -]+)\](\s+|$)")
# Word makes one sign of --> and ==>, in its font for pictures or as an arrow.
_ARROW = "(?:[-–—=]{1,3}>|[→⇒⟶⟹➔➜➡\uf0e0\uf0e8]\ufe0f?)"
LEADS = re.compile(rf"\s*{_ARROW}\s*#?([^<>→]*)$")
_TO_LINK = re.compile(rf"{_ARROW}\s*$")
_CHANGE = re.compile(r"(.+?)\s*([+−-])\s*([1-9])")
_REPLY = "- [best] “What you say” -> next-step"
ReadBlocks = Callable[[int, int], tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class Reader:
    """What every part of one scenario is read with; `faces` are those of the speakers met so far."""

    walk: Walk
    name: str
    blocks: ReadBlocks
    faces: dict[str, int]
    gauges: dict[str, Gauge]

    def problem(self, code: str, message: str, at: int, hint: str) -> None:
        self.walk.problem(code, message, self.walk.place(at), hint)


def read_gauge(reader: Reader, at: int) -> Gauge | None:
    """A list item such as  Trust: wary, **growing**, good."""
    inline = reader.walk.tokens[at + 2]
    for first, _ in [*reader.walk.spans(at + 1, reader.walk.ends[at])][1:]:
        hint = "one line for each thing that choices change:  - Trust: wary, **growing**, good"
        reader.problem("bad-gauge", "something stands below what choices change", first, hint)
    name, colon, rest = inline.content.partition(":") if inline.type == "inline" else ("", "", "")
    words = [word.strip() for word in rest.split(",")]
    start = next((n for n, word in enumerate(words) if word.startswith("**")), 0)
    plain = tuple(word.strip("* ") for word in words)
    if not colon or not name.strip() or not 2 <= len(plain) <= 9 or not all(plain):
        hint = "- Trust: wary, **growing**, good   (two words or more, low to high, the bold one at first)"
        reader.problem("bad-gauge", "what choices change can't be read", at, hint)
        return None
    if name.strip().casefold() in reader.gauges:
        reader.problem("duplicate-id", f'"{name.strip()}" stands twice', at, "name each one once")
    return Gauge(reader.walk.place(at), name.strip(), plain, start)


def read_speech(reader: Reader, at: int, face: int) -> Speech | None:
    """A paragraph that begins with a name in bold and a colon, in or behind the bold."""
    walk = reader.walk
    if walk.type(at) != "paragraph_open":
        return None
    children = walk.tokens[at + 1].children or []
    parts = children[1:] if children and not children[0].content and children[0].type == "text" else children
    kinds = [child.type for child in parts[:3]]
    if kinds != ["strong_open", "text", "strong_close"]:
        return None
    speaker, rest = parts[1].content.rstrip(), parts[3:]
    after = rest[0].content if rest and rest[0].type == "text" else ""
    if not speaker.endswith(":") and not after.startswith(":"):
        return None
    if rest and rest[0].type == "text":
        rest[0].content = after.removeprefix(":").lstrip()
    speaker = speaker.removesuffix(":").rstrip()
    walk.tokens[at + 1].children = rest
    html, text = walk.paragraph(at)
    if not text:
        reader.problem("empty-step", f'"{speaker}" says nothing', at, f"**{speaker}:** “Hello.”")
    if face:
        reader.faces[speaker] = face
    return Speech(walk.place(at), speaker, html, text, reader.faces.get(speaker, 0))


def read_reply(reader: Reader, at: int) -> Reply | None:
    walk = reader.walk
    html = text = led = to = ""
    verdict: Verdict = "best"
    changes: tuple[tuple[str, int], ...] = ()
    for number, (first, _) in enumerate(walk.spans(at + 1, walk.ends[at])):
        if walk.type(first) == "paragraph_open" and number == 0:
            children = walk.tokens[first + 1].children or []
            verdict = _verdict(reader, children, at)
            to, changes = _leads(reader, children, at, verdict)
            html, text = walk.paragraph(first)
        elif walk.type(first) == "blockquote_open":
            led += walk.finished(first + 1, walk.ends[first])
        else:
            hint = "what it leads to starts with > and is indented by two:   > why"
            reader.problem(
                "text-in-answer", "a reply is one paragraph, and below it what it led to", first, hint
            )
    if not text:
        reader.problem("empty-answer", "a reply without words", at, _REPLY)
    if "<a " in html:
        hint = "what is said is pressed as a whole: put the link or the source below it, behind >"
        reader.problem("link-in-reply", f'a link in the reply "{text}"', at, hint)
    if not led:
        hint = "below it, indented by two:   > what it led to, and why"
        reader.problem("choice-without-consequence", f'nothing comes of the reply "{text}"', at, hint)
    return Reply(walk.place(at), verdict, html, text, led, to, changes)


def _verdict(reader: Reader, children: list[Token], at: int) -> Verdict:
    """The word in brackets, which is taken out of the text."""
    first = children[0] if children else None
    box = VERDICT.match(first.content) if first and first.type == "text" else None
    if not first or not box:
        hint = f"say how it does before its words:  {_REPLY}"
        reader.problem("choice-without-verdict", "a reply without a verdict", at, hint)
        return "best"
    first.content = first.content[box.end() :]
    for verdict in VERDICTS:
        if verdict == box[1].strip().casefold().replace(" ", "-"):
            return verdict
    hint = did_you_mean(box[1], VERDICTS)
    reader.problem("choice-without-verdict", f'"[{box[1]}]" is no verdict', at, hint)
    return "best"


def _leads(
    reader: Reader, children: list[Token], at: int, verdict: Verdict
) -> tuple[str, tuple[tuple[str, int], ...]]:
    """What stands behind the arrow, which is taken out of the text: the next step, and what changes."""
    last = children[-1] if children else None
    arrow = LEADS.search(last.content) if last and last.type == "text" else None
    if not last or not arrow:
        if any(child.type == "text" and _TO_LINK.search(child.content) for child in children):
            hint = f"the name of the next step stands there alone:  {_REPLY}"
            reader.problem("choice-without-next", "the arrow of a reply leads to a link", at, hint)
            children[:] = [child for child in children if not child.type.startswith("link")]
        elif verdict != "unsafe":
            reader.problem(
                "choice-without-next", "a reply that leads nowhere", at, f"name the next step:  {_REPLY}"
            )
        return "", ()
    last.content = last.content[: arrow.start()]
    to, *rest = (part.strip() for part in arrow[1].split(","))
    if verdict == "unsafe":
        hint = "it is put right where it stands and the learner chooses again: leave the arrow out"
        reader.problem("unsafe-choice-leads-on", f'an unsafe reply leads on to "{to}"', at, hint)
        return "", ()
    return to, tuple(change for part in rest if (change := _change(reader, part, at)))


def _change(reader: Reader, part: str, at: int) -> tuple[str, int] | None:
    parts = _CHANGE.fullmatch(part)
    if not parts:
        reader.problem("bad-gauge", f'"{part}" can\'t be read', at, "-> next-step, trust +1")
        return None
    gauge = reader.gauges.get(parts[1].casefold())
    if gauge is None:
        names = [one.name for one in reader.gauges.values()]
        hint = (
            did_you_mean(parts[1], names) if names else "list it before the first step:  - Trust: low, high"
        )
        reader.problem("unknown-gauge", f'nothing is called "{parts[1]}" in this scenario', at, hint)
        return None
    return gauge.name, int(parts[3]) * (1 if parts[2] == "+" else -1)


def is_reply(text: str) -> bool:
    """Whether a list item begins with a word in brackets, or leads somewhere."""
    return bool(VERDICT.match(text) or LEADS.search(text))
