"""The analysis: expressions over the prepared table, written once for all engines. docs/results.md defines
each.

Only groups, sums and counts go through the engine, so that all give equal numbers; what is made of them
(shares,
correlations, reliability) is computed afterwards by statistics.py. Medians are exact everywhere: they are
picked
by place among sorted values, since ClickHouse's own quantile is an estimate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

COLUMNS = {
    "learner": "int64",
    "attempt": "int64",
    "module": "string",
    "version": "string",
    "what": "string",
    "part": "string",
    "item": "string",
    "response": "string",
    "right": "boolean",
    "form": "boolean",
    "seconds": "float64",
    "score": "float64",
    "moment": "int64",
    "week": "string",
    "source": "string",
    "scenario": "string",
    "turn": "int32",
    "last_turn": "boolean",
    "nth": "int32",
}
TABLE = "events"
QUARTERS = (0.25, 0.5, 0.75)
LONGEST_PATH = 16  # choices of one conversation that are told apart


def events() -> ir.Table:
    """The prepared table by its name alone; an engine puts its data behind it."""
    return ibis.table(COLUMNS, name=TABLE)


def _one(condition: ir.BooleanValue) -> ir.IntegerValue:
    """1 where it holds, else 0, also where it isn't known."""
    return ibis.ifelse(condition.fill_null(False), 1, 0)


def learners(table: ir.Table, places: Mapping[tuple[str, str], int]) -> ir.Table:
    """A row a learner and module: the version they began with, the week, how far they came.

    places: the number of each page of each module, from 1
    """
    place = ibis.literal(0)
    if places:
        key = table.module + "\n" + table.item
        known = [(key == f"{module}\n{page}", number) for (module, page), number in places.items()]
        place = ibis.cases(*known, else_=0)
    on_page = ibis.ifelse(table.what == "page", place, 0)
    return table.mutate(place=on_page).group_by("learner", "module").agg(
        version=_.version.max(),
        week=ibis.ifelse(_.week == "", None, _.week).min(),
        finished=_one(_.what.isin(("completed", "passed"))).max(),
        passed=_one(_.what == "passed").max(),
        failed=_one(_.what == "failed").max(),
        seconds=ibis.ifelse(_.what == "completed", _.seconds, None).max(),
        score=ibis.ifelse(_.what.isin(("passed", "failed")), _.score, None).max(),
        place=_.place.max(),
    )  # fmt: skip


def quantiles(rows: ir.Table, groups: tuple[str, ...], column: str) -> ir.Table:
    """Exact quartiles of a column by group (type 7, as numpy and R have it by default), with n.

    Each quartile lies between two neighbours in the order of size; these two are weighted and added.
    """
    value = rows[column]
    order = ibis.window(group_by=list(groups), order_by=value)
    placed = rows.filter(value.notnull()).mutate(
        place=ibis.row_number().over(order).cast("int64"),
        many=value.count().over(ibis.window(group_by=list(groups))),
    )
    parts: dict[str, Any] = {"n": _.count()}
    for name, share in zip(("lower", "median", "upper"), QUARTERS, strict=True):
        at = (placed.many - 1) * share
        below = at.floor()
        weight = ibis.ifelse(
            placed.place == below, 1.0 - (at - below), ibis.ifelse(placed.place == below + 1, at - below, 0.0)
        )
        parts[name] = (placed[column] * weight).sum()
    return placed.group_by(*groups).agg(**parts)


def _answers(table: ir.Table) -> ir.Table:
    """Answers to questions as the course asks them now."""
    return table.filter(table.what == "answered", table.form)


def figures(places: Mapping[tuple[str, str], int]) -> dict[str, ir.Table]:
    """All expressions by name. `places`: see learners()."""
    table = events()
    people = learners(table, places)
    return {
        "modules": _modules(people),
        "weeks": people.filter(people.week.notnull()).group_by("module", "week").agg(n=_.count()),
        "times": quantiles(people.filter(people.finished == 1), ("module",), "seconds"),
        "stops": people.group_by("module", "place", "finished").agg(n=_.count()),
        "pages": _pages(table),
        "scores": _scores(people),
        "questions": _questions(table),
        "responses": _responses(table),
        "question_times": quantiles(
            _answers(table).filter(lambda one: one.turn == 1), ("module", "item"), "seconds"
        ),
        "items": _items(table),
        "totals": _totals(table),
        "objectives": _objectives(table),
        "confidence": _confidence(table),
        "paths": _paths(table),
        "sources": table.group_by("source", "what").agg(n=_.count()),
    }


def _modules(people: ir.Table) -> ir.Table:
    return people.group_by("module", "version").agg(
        learners=_.count(),
        finished=_.finished.sum(),
        passed=_.passed.sum(),
        failed=ibis.ifelse(_.passed == 1, 0, _.failed).sum(),
    )


def _pages(table: ir.Table) -> ir.Table:
    first = table.filter(table.what == "page", table.turn == 1)
    return first.group_by("module", "item").agg(n=_.count())


def _scores(people: ir.Table) -> ir.Table:
    told = people.filter(people.score.notnull())
    ten = ibis.least(ibis.greatest((told.score / 10.0).floor(), 0), 10).cast("int32")
    return told.mutate(ten=ten).group_by("module", "ten").agg(n=_.count())


def _questions(table: ir.Table) -> ir.Table:
    """Per item: attempts, learners, right at the first try, and of those who tried again right at the
    last."""
    asked = table.filter(table.what == "answered")
    now = asked.form
    first, again = now & (asked.turn == 1), now & asked.last_turn & (asked.turn > 1)
    return asked.group_by("module", "item").agg(
        attempts=_one(now).sum(),
        other_form=_one(~now).sum(),
        n=_one(first).sum(),
        judged=_one(first & asked.right.notnull()).sum(),
        right=_one(first & asked.right).sum(),
        again=_one(again & asked.right.notnull()).sum(),
        again_right=_one(again & asked.right).sum(),
    )


def _responses(table: ir.Table) -> ir.Table:
    """Per item and response: learners who gave it first, and answers in all."""
    asked = _answers(table)
    return asked.group_by("module", "item", "response").agg(
        first=_one(asked.turn == 1).sum(), answers=_.count()
    )


def _first_tries(table: ir.Table) -> ir.Table:
    """First judged answers with how many the learner gave in the same part of the module, and how many were
    right."""
    asked = _answers(table)
    judged = asked.filter(asked.turn == 1, asked.right.notnull(), asked.part.isin(("assessment", "practice")))
    whole = ibis.window(group_by=["learner", "module", "part"])
    scored = judged.mutate(x=_one(judged.right).cast("int64"))
    return scored.mutate(
        k=scored.count().over(whole).cast("int64"), s=scored.x.sum().over(whole).cast("int64")
    )


def _items(table: ir.Table) -> ir.Table:
    """The sums that correlations of an item with the rest of its part need, by number k of items answered."""
    tries = _first_tries(table)
    rest = ibis.ifelse(tries.k > 1, (tries.s - tries.x) / (tries.k - 1), 0.0)
    return tries.mutate(rest=rest).group_by("module", "part", "item", "k").agg(
        n=_.count(),
        sum_x=_.x.sum(),
        sum_rest=_.rest.sum(),
        sum_rest2=(_.rest * _.rest).sum(),
        sum_both=(_.x * _.rest).sum(),
    )  # fmt: skip


def _totals(table: ir.Table) -> ir.Table:
    """How many learners had s right of k."""
    tries = _first_tries(table)
    once = tries.group_by("learner", "module", "part").agg(k=_.k.max(), s=_.s.max())
    return once.group_by("module", "part", "k", "s").agg(n=_.count())


def _objectives(table: ir.Table) -> ir.Table:
    told = table.filter(table.what == "objective", table.right.notnull())
    best = told.group_by("learner", "module", "item").agg(met=_one(_.right).max())
    return best.group_by("module", "item").agg(n=_.count(), met=_.met.sum())


def _confidence(table: ir.Table) -> ir.Table:
    """Per objective: how many felt how sure before, and how sure after, of those who said both."""
    sure = _answers(table).filter(_.part == "confidence", _.response != "", _.response != "*")
    before, after = sure.item.startswith("sure-before-"), sure.item.startswith("sure-after-")
    aim = sure.item.replace("sure-before-", "").replace("sure-after-", "")
    both = sure.mutate(objective=aim).group_by("learner", "module", "objective").agg(
        before=ibis.ifelse(before & (sure.turn == 1), sure.response, None).max(),
        after=ibis.ifelse(after & sure.last_turn, sure.response, None).max(),
    )  # fmt: skip
    said = both.filter(both.before.notnull(), both.after.notnull())
    return said.group_by("module", "objective", "before", "after").agg(n=_.count())


def _paths(table: ir.Table) -> ir.Table:
    """The choices of a learner in one conversation in a row: step=letter, with how many learners made
    them."""
    chosen = _answers(table).filter(_.part == "scenario", _.response != "")
    named = chosen.mutate(choice=chosen.item + "=" + chosen.response)
    order = ibis.window(group_by=["learner", "module", "scenario"], order_by=["nth"])
    placed = named.mutate(place=ibis.row_number().over(order).cast("int64")).filter(_.place < LONGEST_PATH)
    columns: dict[str, Callable[[Any], Any]] = {
        f"c{n}": lambda one, n=n: ibis.ifelse(one.place == n, one.choice, "").max()  # type: ignore[misc]
        for n in range(LONGEST_PATH)
    }
    rows = placed.group_by("learner", "module", "scenario").agg(**columns)
    path = rows.c0
    for n in range(1, LONGEST_PATH):
        path = path + " " + rows[f"c{n}"]
    return rows.mutate(path=path).group_by("module", "scenario", "path").agg(n=_.count())
