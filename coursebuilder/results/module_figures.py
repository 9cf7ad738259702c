"""The figures of a module that take several rows together: pages, reliability, and a scenario's paths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from coursebuilder.model import Scenario, scenarios_of
from coursebuilder.model.letters import letter
from coursebuilder.results.asked import AskedModule
from coursebuilder.results.privacy import Shown
from coursebuilder.results.statistics import draw_effect, reliability

FEWEST_FOR_RELIABILITY = 30  # learners; the interval of fewer is too wide to say anything
_PATHS = 10  # of a scenario that are listed
Row = Mapping[str, Any]


def pages_of(
    seen: Sequence[Row], stops: Sequence[Row], asked: AskedModule, people: int, shown: Shown
) -> list[dict[str, Any]]:
    """Each page: learners who were shown it, and of those who didn't finish how many came no further."""
    at = Counter({row["item"]: row["n"] for row in seen})
    stopped = Counter({row["place"]: row["n"] for row in stops if not row["finished"]})
    told = shown.falling(people, (at[page.id] for page in asked.pages))
    cells = shown.cells({number: stopped[number] for number in range(len(asked.pages) + 1)})
    return [
        {"id": page.id, "title": page.title, "seen": told[number - 1], "stopped": cells[number]}
        for number, page in enumerate(asked.pages, 1)
    ]


def reliability_of(
    asked: AskedModule, items: Sequence[Row], totals: Sequence[Row], shown: Shown
) -> dict[str, Any]:
    """Cronbach's alpha of the first try where everybody is asked the same, else why it isn't given."""
    if not asked.all_asked:
        facilities = _facilities(items)
        effect = round(draw_effect(facilities, asked.draw), 1) if len(facilities) == asked.bank else None
        return {"alpha": None, "not_given": "questions are drawn, so learners were asked different ones",
                "draw_standard_deviation": effect}  # fmt: skip
    whole = {row["s"]: row["n"] for row in totals if row["k"] == asked.bank}
    n = sum(whole.values())
    if n < max(FEWEST_FOR_RELIABILITY, shown.least):
        return {
            "alpha": None,
            "not_given": f"fewer than {FEWEST_FOR_RELIABILITY} learners answered all of it",
        }
    rights = [row["sum_x"] for row in items if row["k"] == asked.bank]
    found = reliability(rights, whole)
    if found is None:
        return {"alpha": None, "not_given": "one question, or all learners had the same score"}
    return {
        "alpha": round(found.alpha, 3),
        "low": round(found.low, 3),
        "high": round(found.high, 3),
        "n": found.n,
        "standard_error": round(found.standard_error, 1),
    }


def _facilities(items: Sequence[Row]) -> list[float]:
    """The facility of each item, over all that answered it, however many others they were asked."""
    n: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for row in items:
        n[row["item"]] += row["n"]
        right[row["item"]] += row["sum_x"]
    return [right[name] / n[name] for name in sorted(n)]


def scenario_of(
    name: str, asked: AskedModule, paths: Sequence[Row], responses: Sequence[Row], shown: Shown
) -> dict[str, Any]:
    """The first conversations: their paths, each step's choices, and how often an unsafe one was made."""
    scenario = next(one for page in asked.pages for one in scenarios_of(page) if one.id == name)
    taken: Counter[str] = Counter()
    for row in paths:
        taken[_first_run(scenario, row["path"].split())] += row["n"]
    n = taken.total()
    if not shown.enough(n):
        return {"n": None, "paths": {}, "steps": {}, "not_given": {"n": f"fewer than {shown.least} learners"}}
    unsafe = _unsafe(asked, name)
    risky = sum(many for path, many in taken.items() if unsafe & set(path.split()))
    common = dict(taken.most_common(_PATHS))
    cells = shown.cells(common | {"others": n - sum(common.values())})
    return {
        "n": n,
        "unsafe": shown.number(risky, n),
        "paths": {
            path: count for path, count in cells.items() if count is not None and (count or path != "others")
        },
        "steps": {
            item.id: _choices(item.id, item.options, item.unsafe, responses, shown)
            for item in asked.items.values()
            if item.id.startswith(f"{name}.")
        },
    }


def _unsafe(asked: AskedModule, name: str) -> set[str]:
    return {
        f"{item.id}={one}"
        for item in asked.items.values()
        if item.id.startswith(f"{name}.")
        for one in item.unsafe
    }


def _first_run(scenario: Scenario, choices: Sequence[str]) -> str:
    """The choices up to the first end; what comes after it is another run of the same conversation."""
    run: list[str] = []
    for choice in choices:
        run.append(choice)
        step = scenario.step(choice.partition("=")[0].partition(".")[2])
        chosen = ord(choice[-1]) - ord("a")
        if step is None or chosen >= len(step.replies) or choice[-1] == "*":
            continue
        led = scenario.step(step.replies[chosen].to)
        if led is not None and led.end:
            break
    return " ".join(run)


def _choices(
    name: str, options: Sequence[str], unsafe: str, responses: Sequence[Row], shown: Shown
) -> dict[str, dict[str, Any]]:
    counts = Counter({row["response"]: row["first"] for row in responses if row["item"] == name})
    cells = shown.cells({letter(n): counts[letter(n)] for n in range(len(options))})
    return {
        key: {"text": options[ord(key) - ord("a")], "first": count, "unsafe": key in unsafe}
        for key, count in cells.items()
    }
