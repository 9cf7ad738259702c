"""The engine's rows -> the results: what results.json holds, its schema is in docs/results-schema.json.

Every figure that may not or can't be given is null, and `not_given` beside it says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coursebuilder.results.asked import AskedModule
from coursebuilder.results.engines import Rows
from coursebuilder.results.figures import figures
from coursebuilder.results.lookup import Lookup
from coursebuilder.results.module_figures import pages_of, reliability_of, scenario_of
from coursebuilder.results.privacy import Shown
from coursebuilder.results.question_figures import question_figures

Table = list[dict[str, Any]]
Figures = Mapping[str, Table]


@dataclass(frozen=True, slots=True)
class Found:
    """All rows of one run, by the name of their expression."""

    tables: Figures

    def of(self, name: str, **where: object) -> Table:
        """The rows of an expression with these values."""
        return [
            row for row in self.tables[name] if all(row[column] == value for column, value in where.items())
        ]

    def one(self, name: str, **where: object) -> dict[str, Any]:
        return next(iter(self.of(name, **where)), {})


def places_of(lookup: Lookup) -> dict[tuple[str, str], int]:
    """The number of each page in its module, from 1."""
    return {
        (name, page.id): number
        for name, asked in lookup.modules.items()
        for number, page in enumerate(asked.pages, 1)
    }


def run_figures(rows: Rows, lookup: Lookup) -> Found:
    """Ask the engine for everything."""
    return Found({name: rows(expression) for name, expression in figures(places_of(lookup)).items()})


def modules_of(found: Found, lookup: Lookup, shown: Shown) -> dict[str, Any]:
    """Each module that somebody began, in the course's order; `*` stands for the course where it is one
    package."""
    begun = {row["module"] for row in found.tables["modules"]}
    made = {
        name: _module(found, lookup, asked, shown) for name, asked in lookup.modules.items() if name in begun
    }
    if "*" in begun:
        made["*"] = _standing(found, "*", shown)
    return made


def sources_of(found: Found) -> dict[str, dict[str, int]]:
    """How many events of which sort came from which form of source."""
    counts: dict[str, dict[str, int]] = {}
    for row in sorted(found.tables["sources"], key=lambda row: (row["source"], row["what"])):
        counts.setdefault(row["source"], {})[row["what"]] = row["n"]
    return counts


def _module(found: Found, lookup: Lookup, asked: AskedModule, shown: Shown) -> dict[str, Any]:
    module = asked.module
    made = {"title": module.title, **_standing(found, module.id, shown)}
    if made["learners"] is None:
        return made
    people = made["learners"]
    made["minutes"] = _minutes(found, asked, shown)
    made["pages"] = pages_of(
        found.of("pages", module=module.id), found.of("stops", module=module.id), asked, people, shown
    )
    if asked.bank:
        made["assessment"] = _assessment(found, asked, shown, made)
    made["objectives"] = _objectives(found, asked, people, shown)
    confidence = _confidence(found, module.id, people, shown)
    if confidence:
        made["confidence"] = confidence
    made["scenarios"] = _scenarios(found, asked, shown)
    made["questions"] = _questions(found, lookup, asked, people, shown)
    return made


def _scenarios(found: Found, asked: AskedModule, shown: Shown) -> dict[str, Any]:
    name = asked.module.id
    told = found.of("responses", module=name)
    scenarios = dict.fromkeys(one.id.split(".")[0] for one in asked.items.values() if one.part == "scenario")
    return {
        scenario: scenario_of(scenario, asked, found.of("paths", module=name, scenario=scenario), told, shown)
        for scenario in scenarios
    }


def _questions(
    found: Found, lookup: Lookup, asked: AskedModule, people: int, shown: Shown
) -> dict[str, dict[str, Any]]:
    """The questions as the course has them, then those of confidence that a provider turned on."""
    name = asked.module.id
    sure = [
        one
        for (module, key), one in lookup.items.items()
        if module == name and key not in asked.items and found.of("questions", module=name, item=key)
    ]
    return {
        item.id: question_figures(
            item,
            found.one("questions", module=name, item=item.id),
            found.of("responses", module=name, item=item.id),
            found.one("question_times", module=name, item=item.id),
            found.of("items", module=name, item=item.id),
            people,
            shown,
        )
        for item in (*asked.items.values(), *sure)
        if item.part != "scenario"
    }


def _standing(found: Found, module: str, shown: Shown) -> dict[str, Any]:
    """How many began, finished, passed and failed: in all, by version and by week of beginning."""
    rows = found.of("modules", module=module)
    total = {name: sum(row[name] for row in rows) for name in ("learners", "finished", "passed", "failed")}
    if not shown.enough(total["learners"]):
        why = f"fewer than {shown.least} learners"
        return dict.fromkeys(total) | {"not_given": {"learners": why}}
    told = _told(total, shown)
    weeks = shown.cells({row["week"]: row["n"] for row in found.of("weeks", module=module)})
    return {
        **told,
        "versions": _versions(rows, told, shown),
        "weeks": dict(sorted(weeks.items())),
        "not_given": {
            name: f"it or what it leaves of a total is fewer than {shown.least} learners"
            for name, value in told.items()
            if value is None
        },
    }


def _told(total: Mapping[str, int], shown: Shown) -> dict[str, int | None]:
    """The counts of a module that may be shown beside one another.

    Passed and failed add up to those who were judged; both are shown only where these may be shown too.
    """
    learners, finished, judged = total["learners"], total["finished"], total["passed"] + total["failed"]
    passed = shown.number(total["passed"], finished, learners, judged)
    both = passed is not None and shown.safe(judged, finished, learners)
    failed = shown.number(total["failed"], finished, learners, judged) if both else None
    return {
        "learners": learners,
        "finished": shown.number(finished, learners),
        "passed": passed,
        "failed": failed,
    }


def _versions(rows: Table, total: Mapping[str, int | None], shown: Shown) -> dict[str, dict[str, int | None]]:
    """Each version's counts, judged together with the totals: no hidden one follows from those shown.

    total: the counts of all versions that are shown
    """
    versions = sorted((row["version"] for row in rows), key=str)
    learners = shown.cells({row["version"]: row["learners"] for row in rows})
    if len(rows) == 1:  # the other counts are the totals again
        return {version: {"learners": learners[version]} for version in versions}
    hidden = {version for version, count in learners.items() if count is None}
    finished = {row["version"]: (row["finished"], row["learners"]) for row in rows}
    passed = {
        row["version"]: (row["passed"], row["finished"], row["learners"], row["passed"] + row["failed"])
        for row in rows
    }
    columns = {
        "learners": learners,
        "finished": shown.parts(finished, hidden, total["finished"] is not None),
        "passed": shown.parts(passed, hidden, total["passed"] is not None),
    }
    return {version: {name: column[version] for name, column in columns.items()} for version in versions}


def _minutes(found: Found, asked: AskedModule, shown: Shown) -> dict[str, Any]:
    """Minutes of learning up to the end, of those who finished, beside the planned ones."""
    row = found.one("times", module=asked.module.id)
    made: dict[str, Any] = {"planned": asked.module.minutes}
    if not row or not shown.enough(row["n"]):
        why = "no platform told it" if not row else f"fewer than {shown.least} learners finished"
        return made | {"lower": None, "median": None, "upper": None, "not_given": {"median": why}}
    return made | {name: round(row[name] / 60, 1) for name in ("lower", "median", "upper")}


def _assessment(found: Found, asked: AskedModule, shown: Shown, module: Mapping[str, Any]) -> dict[str, Any]:
    name = asked.module.id
    scores = Counter({row["ten"]: row["n"] for row in found.of("scores", module=name)})
    cells = shown.cells({ten: scores[ten] for ten in range(11)}) if shown.enough(scores.total()) else {}
    passed, failed = module["passed"], module["failed"]
    rate = (
        None
        if passed is None or failed is None or not passed + failed
        else round(passed / (passed + failed), 3)
    )
    return {
        "questions": asked.bank,
        "drawn": asked.draw,
        "mastery_score": float(asked.module.rules.mastery_score),
        "pass_rate": rate,
        "scores": {f"{10 * ten}": count for ten, count in cells.items()},
        "reliability": reliability_of(
            asked,
            found.of("items", module=name, part="assessment"),
            found.of("totals", module=name, part="assessment"),
            shown,
        ),
    }


def _objectives(found: Found, asked: AskedModule, people: int, shown: Shown) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for objective in asked.module.objectives:
        row = found.one("objectives", module=asked.module.id, item=objective.id)
        if not row:
            why = "no platform told whether it was met"
            made[objective.id] = {
                "text": objective.text,
                "n": None,
                "share": None,
                "not_given": {"share": why},
            }
        elif shown.enough(row["n"]) and shown.safe(row["met"], row["n"]):
            n, rounded = shown.rounded(row["n"], people)
            share = round(row["met"] / row["n"], 2 if rounded else 3)
            made[objective.id] = {"text": objective.text, "n": n, "share": share}
        else:
            why = f"a group of fewer than {shown.least} learners"
            made[objective.id] = {
                "text": objective.text,
                "n": None,
                "share": None,
                "not_given": {"share": why},
            }
    return made


def _confidence(found: Found, module: str, people: int, shown: Shown) -> dict[str, Any]:
    """Per objective: mean point of the scale (1 the lowest) before and after, of those who answered both."""
    made: dict[str, Any] = {}
    for objective in sorted({row["objective"] for row in found.of("confidence", module=module)}):
        rows = found.of("confidence", module=module, objective=objective)
        n = sum(row["n"] for row in rows)
        if shown.enough(n):
            means = {
                when: round(sum(row["n"] * (ord(row[when]) - ord("a") + 1) for row in rows) / n, 2)
                for when in ("before", "after")
            }
            made[objective] = {"n": shown.rounded(n, people)[0], **means}
    return made
