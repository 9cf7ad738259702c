"""Plots as inline SVG, by Altair and vl-convert: no script, no font and no other file goes with them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import altair
import vl_convert

_BLUE, _GREY = "#1d4f91", "#767676"
_LONG = 48  # characters of a label


def bars(
    labels: Sequence[str],
    values: Sequence[float | None],
    title: str,
    marked: Sequence[bool] = (),
    percent: bool = False,
) -> str:
    """Lying bars in the given order, one a label; hidden values have none. marked: bars in the darker
    colour."""
    rows = [
        {
            "label": _short(label) + "\u200b" * list(labels[:n]).count(label),  # equal labels are two bars
            "value": value,
            "marked": marked[n] if n < len(marked) else False,
        }
        for n, (label, value) in enumerate(zip(labels, values, strict=True))
    ]
    axis = altair.Axis(format="%" if percent else "d", tickMinStep=0 if percent else 1, tickCount=5)
    scale = altair.Scale(domain=[0, 1]) if percent else altair.Undefined
    colour = altair.condition("datum.marked", altair.value(_BLUE), altair.value(_GREY))
    chart = (
        altair.Chart(altair.InlineData(values=rows))
        .mark_bar()
        .encode(
            x=altair.X("value:Q", title=title, axis=axis, scale=scale),
            y=altair.Y("label:N", title=None, sort=None, axis=altair.Axis(labelLimit=320)),
            color=colour if any(marked) else altair.value(_BLUE),
        )
        .properties(width=420, height=altair.Step(22))
        .configure(font="sans-serif", background="transparent", padding={"left": 40, "right": 10})
    )
    return _inline(vl_convert.vegalite_to_svg(chart.to_json()))


def _short(text: str) -> str:
    return text if len(text) <= _LONG else text[: _LONG - 1].rstrip() + "…"


def _inline(svg: str) -> str:
    """The drawing hidden from screen readers, which have its table, and as wide as there is room."""
    svg = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", svg)
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
