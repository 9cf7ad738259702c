"""Claims: each paragraph, point and row of a text with a number, and beside it what it rests on.

The numbers are those of `coursebuilder.model.paragraphs`; here is only where on paper they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from coursebuilder.model.paragraphs import Paragraph, as_learners_see, cited_in, claims_of

_NUMBER = "\0number\0"  # stands where a claim's number will be; no course text can hold a NUL
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_NUMBERED = Markup(f"{_NUMBER} ")


def claims(html: str, uncited: str) -> Markup:
    """Paragraphs and points as claims. `uncited` is what stands beside one that cites no source."""
    parts = (_claim(part, uncited) if is_claim else part for part, is_claim in claims_of(html))
    return Markup(as_learners_see("".join(parts)))


def _claim(html: str, uncited: str) -> str:
    basis = _basis(html, uncited)
    if html.startswith("<li>"):
        inside = html.removeprefix("<li>").removesuffix("</li>")
        return f'<li class="claim">{_NUMBERED}<div class="said">{inside}</div> {basis}</li>'
    return f'<div class="claim">{_NUMBERED}<div class="said">{html}</div> {basis}</div>'


def claim(html: str) -> Markup:
    """One claim that needs no basis, such as what a question asks."""
    return Markup('<div class="claim">{}<div class="said">{}</div><span></span></div>').format(
        _NUMBERED, Markup(as_learners_see(html))
    )


def claim_rows(html: str, uncited: str, heads: tuple[str, str]) -> Markup:
    """A table's rows as claims; `heads` stand above the numbers and above what each row rests on."""

    def row(found: re.Match[str]) -> str:
        inside = found[1]
        if "<th" in inside:
            first, last = (f'<th scope="col">{escape(head)}</th>' for head in heads)
            return f"<tr>{first}{inside}{last}</tr>"
        return f"<tr><td>{_NUMBERED}</td>{inside}<td>{_basis(inside, uncited)}</td></tr>"

    return Markup(as_learners_see(_ROW.sub(row, html)))


def numbered(html: Markup, paragraphs: Iterable[Paragraph], module: str) -> Markup:
    """A page with its claims' numbers put in, each with what a comment on it has to name.

    module: the id of the module that the page belongs to
    Raises ValueError unless there are as many numbers as claims.
    """
    shown = Markup('<span class="n" data-module="{}" data-hash="{}">{}</span>')
    numbers = [shown.format(module, one.hash, one.number) for one in paragraphs if one.numbered]
    first, *rest = str(html).split(_NUMBER)
    filled = (f"{number}{text}" for number, text in zip(numbers, rest, strict=True))
    return Markup(first + "".join(filled))


def _basis(html: str, uncited: str) -> Markup:
    return Markup('<span class="basis">{}</span>').format(Markup("; ".join(cited_in(html))) or uncited)
