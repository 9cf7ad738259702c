"""The figures of a course as one page that needs no other file, and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coursebuilder.quality.changes import Change
from coursebuilder.templating import environment

_LONG = 40  # characters of a label beside a bar, which fit a telephone's screen


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label, its value as text, and its length as a share of the longest, in per cent."""

    label: str
    told: str
    length: float


def as_json(figures: Mapping[str, Any]) -> str:
    """The figures as the text of quality.json."""
    return json.dumps(figures, ensure_ascii=False, indent=1) + "\n"


def report_html(figures: Mapping[str, Any], changed: Sequence[Change] | None, against: str) -> str:
    """The whole page.

    changed: what differs from an earlier release; None where none was given
    against: that release's version
    """
    kinds: Counter[str] = Counter()
    for module in figures["modules"].values():
        for kind, row in module["kinds"].items():
            kinds[kind] += row["practice"] + row["tested"]
    guessed = [module["guesses"] for module in figures["modules"].values()]
    return (
        environment()
        .get_template("printables/quality.html.j2")
        .render(
            figures=figures,
            kinds=bars(dict(kinds)),
            advice=bars(figures["advice"]),
            ages={name: _age_bars(module["pages"]) for name, module in figures["modules"].items()},
            guessed={key: sum(one[key] for one in guessed) for key in ("right", "questions", "chance")},
            changed=changed,
            against=against,
        )
    )


def _age_bars(pages: Mapping[str, Mapping[str, Any]]) -> list[Bar]:
    """Bars of the pages with a reading age, in their order; two pages of one title are two bars."""
    told = [(one["title"], one["reading_age"]) for one in pages.values() if one["reading_age"] is not None]
    longest = max((age for _, age in told), default=1.0)
    return [Bar(_short(title), f"{age:.1f}", _length(age, longest)) for title, age in told]


def bars(counts: Mapping[str, int]) -> list[Bar]:
    """Bars of counts, the longest first."""
    longest = max(counts.values(), default=1)
    rows = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [Bar(_short(name), f"{count:,}", _length(count, longest)) for name, count in rows]


def _length(value: float, longest: float) -> float:
    """Leaves room for the value behind the longest bar."""
    return round(85 * max(value, 0) / (longest or 1), 1)


def _short(text: str) -> str:
    return text if len(text) <= _LONG else text[: _LONG - 1].rstrip() + "…"
