"""Which colours of a theme stand on which, and whether they contrast enough.

Ratios are those of WCAG 2.2: 1.4.3 asks 4.5:1 of text, 1.4.6 (AAA) 7:1, 1.4.11 asks 3:1 of edges of controls
and of graphics. A theme with `level: AAA` must reach 7:1, and 4.5:1 for edges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from coursebuilder.problems import Place, Problem

Level = Literal["AA", "AAA"]
Kind = Literal["text", "edge"]
LEVELS: tuple[Level, ...] = ("AA", "AAA")
NEEDED: Mapping[tuple[Level, Kind], float] = {
    ("AA", "text"): 4.5,
    ("AA", "edge"): 3.0,
    ("AAA", "text"): 7.0,
    ("AAA", "edge"): 4.5,
}
WHITE = "white"  # what stands on the cover is white in every theme
# These say nothing that a word or a shape beside them doesn't say too, so they are in no pair.
DECORATION = {
    "here": "the part of the progress bar where the learner is: the page's number stands above it",
    "bubble": "the drawing on the cover",
    "bubble2": "the drawing on the cover",
    "shadow": "the shade under a card, which has an edge too",
}
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Pair:
    """A colour on another, each by its token's name; `use`: what the pair is seen as."""

    above: str
    ground: str
    kind: Kind
    use: str


@dataclass(frozen=True, slots=True)
class Contrast:
    """A pair in one mode (light or dark): the ratio that it reaches, and the one that it needs."""

    pair: Pair
    mode: str
    reached: float
    needed: float

    @property
    def enough(self) -> bool:
        """Whether it reaches what it needs."""
        return self.reached >= self.needed


def _pairs(above: str, grounds: str, kind: Kind, use: str) -> tuple[Pair, ...]:
    return tuple(Pair(above, ground, kind, use) for ground in grounds.split())


PAIRS: tuple[Pair, ...] = (
    *_pairs("ink", "page surface sunken tint right-t again-t safe-t note-t", "text", "text"),
    *_pairs("soft", "page surface sunken tint right-t again-t note-t", "text", "secondary text"),
    *_pairs("accent", "page surface sunken tint note-t", "text", "links and labels"),
    *_pairs("accent2", "page surface sunken", "text", "a link under the pointer"),
    *_pairs("right", "page surface right-t", "text", "the word and edge of a right answer"),
    *_pairs("again", "page surface again-t", "text", "the word and edge of an answer not quite right"),
    *_pairs("safe", "page surface safe-t", "text", "safeguarding: its words and its edge"),
    *_pairs("note", "page sunken note-t", "text", "the label of a note or an example"),
    *_pairs("on", "accent accent2", "text", "the words on a filled button"),
    *_pairs(WHITE, "cover", "text", "the words on the cover"),
    *_pairs("page", "ink", "text", "the bar that says what is not saved"),
    *_pairs("control", "page surface sunken tint", "edge", "the edges of buttons, fields and answers"),
    *_pairs("accent", "line", "edge", "the done part of a progress bar"),
    *_pairs("focus", "page surface", "edge", "the ring round what has the focus"),
    *_pairs("focus", "halo", "edge", "the two tones of that ring"),
)


def ratio(one: str, other: str) -> float:
    """The contrast ratio (WCAG 2.2) of two colours #RRGGBB: 1 for equal ones, 21 for black and white."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def contrasts(colours: Mapping[str, Mapping[str, str]], level: Level) -> Iterator[Contrast]:
    """Every pair in every mode. colours: mode -> token -> #RRGGBB."""
    for mode, tokens in colours.items():
        known = {**tokens, WHITE: "#FFFFFF"}
        for pair in PAIRS:
            reached = ratio(known[pair.above], known[pair.ground])
            yield Contrast(pair, mode, reached, NEEDED[level, pair.kind])


def contrast_problems(
    colours: Mapping[str, Mapping[str, str]],
    level: Level,
    places: Mapping[tuple[str, str], Place],
    file: Place,
) -> Iterator[Problem]:
    """An error for each colour of a mode that doesn't contrast enough with what it stands on.

    places: where the theme's `file` sets a token, by mode and name; other tokens are the default theme's
    """
    short: dict[tuple[str, Pair], list[Contrast]] = {}
    for contrast in contrasts(colours, level):
        if not contrast.enough:
            first = Pair(contrast.pair.above, "", contrast.pair.kind, contrast.pair.use)
            short.setdefault((contrast.mode, first), []).append(contrast)
    for (mode, pair), found in short.items():
        names = [pair.above, *(one.pair.ground for one in found)]
        place = next((places[mode, name] for name in names if (mode, name) in places), file)
        reached = ", ".join(f"{shown_ratio(one.reached)}:1 on {one.pair.ground}" for one in found)
        yield Problem(
            "theme-contrast",
            f"{mode} {pair.above} ({pair.use}) reaches {reached}; {found[0].needed:g}:1 is needed",
            place,
            "make one of the two darker or the other lighter",
        )


def shown_ratio(reached: float) -> str:
    """A ratio to two decimals, rounded down: 4.499 isn't enough and mustn't be shown as 4.50."""
    return f"{int(reached * 100) / 100:.2f}"


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
