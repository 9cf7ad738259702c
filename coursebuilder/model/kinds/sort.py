"""Put each item into the bin where it belongs; an item's reason stands in a third column.

| What you notice | Where it goes | Why |      the header names both sides; the third column may be left out
|---|---|---|
| A new bruise    | Tell the lead | May be harm. |    each row is an item, its bin, and a reason
| A new hobby     | Note it       | |                bins are told apart by their words: two to four of them
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import ClassVar

from coursebuilder.model.kinds.body import Body, Row
from coursebuilder.model.kinds.checks import too_few, too_many, twice, without_feedback
from coursebuilder.model.kinds.kind import Activity, Kind, PaperRow, Say
from coursebuilder.model.letters import letter, lettered
from coursebuilder.model.shown_order import shuffled
from coursebuilder.model.tasks import Option, in_order
from coursebuilder.problems import Problem

_FEWEST_BINS = 2
_MOST_BINS = 4  # all of them stand below each item: more would be a page of its own on a phone
_EXAMPLE = "write a table, an item and its bin in each row:  | item | where it belongs |"


@dataclass(frozen=True, slots=True)
class Sort:
    """Items and bins, both in the order in which the table names them first.

    headings: what stands above items, bins and, where there are any, reasons
    places: the number of each item's bin, from 0
    reasons: why each item belongs there, as safe HTML; "" where nothing is said
    """

    headings: tuple[str, ...]
    items: tuple[Option, ...]
    bins: tuple[Option, ...]
    places: tuple[int, ...]
    reasons: tuple[str, ...]
    kind: ClassVar[str] = "sort"

    @property
    def pairs(self) -> tuple[tuple[Option, Option], ...]:
        """Each item with its bin."""
        return tuple((item, self.bins[place]) for item, place in zip(self.items, self.places, strict=True))


def read_sort(body: Body) -> tuple[Sort | None, list[Problem]]:
    """The task of a table with two or three columns; None where there are more or fewer."""
    count = len(body.headings)
    if count not in (2, 3):
        what = f"{body.it} has a table with {count} column{'s' * (count > 1)}"
        hint = "two columns, or three with reasons:  | item | where it belongs | why |"
        return None, [body.problem("not-two-columns", what, hint)]
    rows = [row for row in body.rows if row.cells[0].text and row.cells[1].text]
    bins: dict[str, Option] = {}
    for row in rows:
        bins.setdefault(_words(row), _option(row, 1))
    names = list(bins)
    task = Sort(
        headings=tuple(heading.text for heading in body.headings),
        items=tuple(_option(row, 0) for row in rows),
        bins=tuple(bins.values()),
        places=tuple(names.index(_words(row)) for row in rows),
        reasons=tuple(_reason(row) for row in rows),
    )
    return task, _problems(body, task)


def _words(row: Row) -> str:
    """A bin's words as they are compared."""
    return " ".join(row.cells[1].text.casefold().split())


def _option(row: Row, column: int) -> Option:
    cell = row.cells[column]
    return Option(row.place, cell.html, cell.text)


def _reason(row: Row) -> str:
    told = row.cells[2:]
    return f"<p>{told[0].html}</p>" if told and told[0].text else ""


def _problems(body: Body, task: Sort) -> list[Problem]:
    problems = [] if all(heading.text for heading in body.headings) else [_unnamed(body)]
    found = [_half(body, row, task.bins) for row in body.rows]
    problems += [one for one in found if one]
    if not any(found):
        problems += too_few(body, len(task.items), "items") or _bins(body, task.bins)
    problems += too_many(body, len(task.items))
    problems += twice(body, ((row.cells[0].text, row.place) for row in body.rows))
    if not all(task.reasons):
        problems += without_feedback(
            body, "after the table,  > why;  or a third column with a reason in each row"
        )
    return problems


def _unnamed(body: Body) -> Problem:
    what, hint = "a column without a heading", "say what stands in it: learners are told what to sort"
    return body.problem("column-without-heading", what, hint)


def _half(body: Body, row: Row, bins: Sequence[Option]) -> Problem | None:
    """An item in no bin, or a bin that no item belongs to."""
    item, place = row.cells[0].text, row.cells[1].text
    if item and not place:
        hint = "write where it belongs into the second column" + _one_of(bins)
        return body.problem("item-without-bin", f'the item "{item}" is in no bin', hint, row.place)
    if not item:
        what = f'a row names the bin "{place}" and no item' if place else "a row without an item and a bin"
        hint = "write an item into the first column, or leave the row out"
        return body.problem("bin-without-item", what, hint, row.place)
    return None


def _one_of(bins: Sequence[Option]) -> str:
    return f": {' / '.join(one.text for one in bins)}" if bins else ""


def _bins(body: Body, bins: Sequence[Option]) -> list[Problem]:
    if _FEWEST_BINS <= len(bins) <= _MOST_BINS:
        return []
    names = _one_of(bins)
    if len(bins) < _FEWEST_BINS:
        what = f"{body.it} has one bin{names}"
        hint = "write items that belong elsewhere as well: two to four different bins in the second column"
    else:
        what = f"{body.it} has {len(bins)} bins{names}"
        hint = "two to four; write the same bin with the same words in each row"
    return [body.problem("too-few-or-many-bins", what, hint)]


def _right(task: Sort) -> str:
    """The letter of each item's bin."""
    return "".join(map(letter, task.places))


def _meaning(task: Sort) -> str:
    return f"{_right(task)}\n{in_order(task.items)}\n{in_order(task.bins)}"


def _html(task: Sort, key: str, say: Say) -> Mapping[str, object]:
    """Items in another order than the author's, who may have written them bin by bin."""
    named = {one: (one, item) for one, item in lettered(task.items)}
    left, right, *_ = task.headings
    told = list(zip(lettered(task.items), task.reasons, task.places, strict=True))
    return {
        "how": say("choose-pair", left=left, right=right),
        "items": [named[one] for one in shuffled(key, len(task.items))],
        "bins": lettered(task.bins),
        "together": [
            (one, [told_of for told_of in told if told_of[2] == n]) for n, one in enumerate(task.bins)
        ],
    }


def _on_paper(task: Sort, say: Say) -> tuple[PaperRow, ...]:
    rows = zip(task.pairs, task.reasons, strict=True)
    return (
        PaperRow(None, f"<i>{escape(' → '.join(task.headings))}</i>"),
        *(PaperRow(True, f"{item.html} → {place.html}", reason) for (item, place), reason in rows),
    )


def _activity(task: Sort) -> Activity:
    return Activity(
        "matching",
        options=tuple(one.text for one in task.bins),
        sources=tuple(item.text for item in task.items),
        letters=_right(task),
    )


SORT: Kind[Sort] = Kind(
    name="sort",
    form="table",
    example=_EXAMPLE,
    template="sort",
    read=read_sort,
    letters=_right,
    meaning=_meaning,
    longest=lambda task: (len(task.items), len(task.items)),
    html=_html,
    on_paper=_on_paper,
    activity=_activity,
    words=lambda task: (*task.headings[:2], *(one.text for one in (*task.items, *task.bins))),
    feedback=lambda task: task.reasons,
)
