"""Claims: each paragraph, point and row of a text with a number, and beside it what it rests on."""

from __future__ import annotations

import re
from itertools import count

from markupsafe import Markup, escape

_NUMBER = "\0number\0"  # stands where a claim's number will be; no course text can hold a NUL
_TAGS = re.compile(r"(</?(?:p|li)>)")
_CITE = re.compile(r'<a class="cite"[^>]*>(.*?)</a>')
_REFERENCE = re.compile(r" \[[a-z][a-z0-9-]*:\d+\]")
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_NUMBERED = Markup('<span class="n">{}</span> ').format(Markup(_NUMBER))


def claims(html: str, uncited: str) -> Markup:
    """Paragraphs and points as claims. `uncited` is what stands beside one that cites no source.

    A list inside a point belongs to that point.
    """
    made: list[str] = []
    opened: list[int] = []
    for part in _TAGS.split(html):
        if part in {"<p>", "<li>"}:
            if not opened:
                made.append(
                    f'<{"li" if part == "<li>" else "div"} class="claim">{_NUMBERED}<div class="said">'
                )
            opened.append(len(made))
            made.append("" if len(opened) == 1 and part == "<li>" else part)
        elif part in {"</p>", "</li>"} and opened:
            start = opened.pop()
            if opened:
                made.append(part)
                continue
            end = "</div> {}</li>" if part == "</li>" else "</p></div> {}</div>"
            made.append(end.format(_basis("".join(made[start:]), uncited)))
        else:
            made.append(part)
    return Markup(as_learners_see("".join(made)))


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


def numbered(html: Markup, prefix: str) -> Markup:
    """The claims of a page counted: 2.3.1, 2.3.2 ..."""
    numbers = count(1)
    return Markup(re.sub(_NUMBER, lambda _: f"{prefix}.{next(numbers)}", str(html)))


def as_learners_see(html: str) -> str:
    """Citations without the references that stand beside the claim, each section once."""

    def shown(found: re.Match[str]) -> str:
        names = _REFERENCE.sub("", found[1])
        inside = ", ".join(dict.fromkeys(names.removeprefix("(").removesuffix(")").split(", ")))
        return found[0].replace(f">{found[1]}<", f">({inside})<" if names.startswith("(") else f">{names}<")

    return _CITE.sub(shown, html)


def _basis(html: str, uncited: str) -> Markup:
    cited = dict.fromkeys(found.removeprefix("(").removesuffix(")") for found in _CITE.findall(html))
    return Markup('<span class="basis">{}</span>').format(Markup("; ".join(cited)) or uncited)
