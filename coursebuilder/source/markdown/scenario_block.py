"""A ::: scenario block: a conversation in steps.

::: scenario sports-hall {key=abc}
setting the scene, any blocks                            -> setup
- Trust: wary, **growing**, good                         -> gauges: a list; words from low to high, the
                                                            bold one is where it starts, else the first
### They say hello {#hello face=2}                       -> a step; {.end} ends the conversation
any blocks
**Young person, 15:** “I don't know why I'm here.”       -> a speech begins with a name in bold and a colon
What do you answer?                                      -> a last paragraph that asks; else the usual one

- [best] “We can just watch the game.” -> brother, trust +1
  > what it led to                                       -> replies: verdict, words, next step, changes
- [unsafe] “I won't tell anyone.”
  > why not, and what to say instead                     -> leads nowhere: the learner chooses again
:::
"""

from __future__ import annotations

import re
from itertools import pairwise

from coursebuilder.model import Block, Gauge, LeftOut, Scenario, Step
from coursebuilder.model.keys import key_of
from coursebuilder.problems import Place
from coursebuilder.source.attributes import Attributes
from coursebuilder.source.ids import block_id_hint, slug
from coursebuilder.source.markdown.scenario_parts import (
    ReadBlocks,
    Reader,
    is_reply,
    read_gauge,
    read_reply,
    read_speech,
)
from coursebuilder.source.markdown.walk import Walk

FACES = 6  # how many are drawn
_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")
_KEY = re.compile(r"[a-z0-9]{3}")
Span = tuple[int, int]


def scenario_block(
    walk: Walk, start: int, name: str, attributes: Attributes, place: Place, blocks: ReadBlocks
) -> Scenario:
    """The scenario that opens at `start`; its Problems go to walk.found."""
    walk.only(attributes, ["key", "was"], place)
    key = attributes.values.get("key") or key_of("scenario", attributes.values.get("was") or name)
    if not _ID.fullmatch(name):
        walk.problem(
            "bad-id", f'"{name}" can\'t be the id of a scenario', place, block_id_hint("scenario", name)
        )
    if not _KEY.fullmatch(key):
        hint = "three characters of a-z and 0-9, such as key=x7q"
        walk.problem("bad-key", f'"{key}" can\'t be a key', place, hint)
    spans = list(walk.spans(start + 1, walk.ends[start]))
    heads = [n for n, span in enumerate(spans) if _begins_step(walk, span[0])]
    reader = Reader(walk, name, blocks, {}, {})
    if not heads:
        hint = "begin each step with a heading:  ### They say hello {#hello}"
        walk.problem("scenario-without-steps", f'scenario "{name}" has no steps', place, hint)
        heads = [len(spans)]
    setup, gauges = _setup(reader, spans[: heads[0]])
    bounds = [*heads, len(spans)]
    steps = tuple(_step(reader, spans[first:last]) for first, last in pairwise(bounds) if first < last)
    return Scenario(place, name, key, setup, gauges, steps)


def _begins_step(walk: Walk, at: int) -> bool:
    return walk.type(at) == "heading_open" and walk.tokens[at].tag == "h3"


def _read(reader: Reader, spans: list[Span]) -> tuple[Block, ...]:
    return reader.blocks(spans[0][0], spans[-1][1]) if spans else ()


def _setup(reader: Reader, spans: list[Span]) -> tuple[tuple[Block, ...], tuple[Gauge, ...]]:
    """What stands before the first step; a list at its end names what choices change."""
    if not spans or reader.walk.type(spans[-1][0]) != "bullet_list_open":
        return _read(reader, spans), ()
    inside = spans[-1][0]
    items = reader.walk.spans(inside + 1, reader.walk.ends[inside])
    gauges = [gauge for first, _ in items if (gauge := read_gauge(reader, first))]
    for gauge in gauges:
        reader.gauges[gauge.name.casefold()] = gauge
    return _read(reader, spans[:-1]), tuple(gauges)


def _step(reader: Reader, spans: list[Span]) -> Step:
    walk, head = reader.walk, spans[0][0]
    place = walk.place(head)
    title, attributes = walk.heading(head)
    walk.report_fault(attributes, place, "### They say hello {#hello}")
    ends, face = "end" in attributes.classes, attributes.values.get("face", "0")
    walk.only(attributes, ["end", "face"], place)
    if face not in map(str, range(FACES + 1)):
        walk.problem("wrong-value", f'face can\'t be "{face}"', place, f"face=1 to face={FACES}")
        face = "0"
    identifier = attributes.id or slug(title, "step")
    if not attributes.id:
        walk.found.left_out.append(LeftOut(place, identifier))
    if not title or not _ID.fullmatch(identifier):
        hint = "### They say hello {#hello}   (small letters, digits and hyphens)"
        walk.problem("bad-id", f'"{identifier}" can\'t be the id of a step', place, hint)
    if walk.report_loose_feedback(spans):
        spans = spans[: next(n for n, span in enumerate(spans) if walk.type(span[0]) == "bullet_list_open")]
        ends = True  # its replies can't be read, so that nothing can be said of them
    last = next((n for n, span in enumerate(spans) if walk.type(span[0]) == "bullet_list_open"), len(spans))
    last = max((n for n in range(last, len(spans)) if _is_replies(walk, spans[n])), default=len(spans))
    blocks, ask = _told(reader, spans[1:last], int(face), last < len(spans))
    if not blocks:
        hint = "write what happens, or what somebody says:  **Young person, 15:** “Hello.”"
        walk.problem("empty-step", f'nothing happens in step "{identifier}"', place, hint)
    for first, _ in spans[last + 1 :]:
        hint = "what a reply leads to stands below it, with > and indented by two; move the rest up"
        reader.problem("text-after-answers", f'step "{identifier}" has text after its replies', first, hint)
    items = list(walk.spans(spans[last][0] + 1, spans[last][1] - 1)) if last < len(spans) else []
    replies = tuple(reply for first, _ in items if (reply := read_reply(reader, first)))
    return Step(place, identifier, title, blocks, ask, replies, ends)


def _is_replies(walk: Walk, span: Span) -> bool:
    """A list with a word in brackets or an arrow; other lists are part of what happens."""
    if walk.type(span[0]) != "bullet_list_open":
        return False
    inlines = (token.content for token in walk.tokens[span[0] : span[1]] if token.type == "inline")
    return any(map(is_reply, inlines))


def _told(reader: Reader, spans: list[Span], face: int, asks: bool) -> tuple[tuple[Block, ...], str]:
    """What happens and what is said, in order; before replies a last paragraph may ask for them."""
    walk, ask = reader.walk, ""
    blocks: list[Block] = []
    waiting: list[Span] = []
    for number, span in enumerate(spans):
        speech = read_speech(reader, span[0], face)
        last = number == len(spans) - 1 and asks and walk.type(span[0]) == "paragraph_open"
        if speech:
            blocks += [*_read(reader, waiting), speech]
            waiting = []
        elif last and walk.tokens[span[0] + 1].content.rstrip().endswith("?"):
            ask = walk.paragraph(span[0])[0]
        else:
            waiting.append(span)
    return (*blocks, *_read(reader, waiting)), ask
