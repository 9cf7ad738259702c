"""The figures of one question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from coursebuilder.model.letters import letters
from coursebuilder.results.asked import Item
from coursebuilder.results.privacy import Shown
from coursebuilder.results.statistics import Sums, corrected_correlation
from coursebuilder.results.table import OTHER

FEWEST_FOR_CORRELATION = 30  # learners; with fewer the sign of a correlation is chance
Row = Mapping[str, Any]
_NONE = ("n", "facility", "discrimination", "believed", "seconds")


def question_figures(
    item: Item,
    counts: Row,
    responses: Sequence[Row],
    times: Row,
    sums: Sequence[Row],
    learners: int,
    shown: Shown,
) -> dict[str, Any]:
    """All figures of a question, null where they may not or can't be given; `not_given` says why.

    learners: of the module
    """
    said = {"kind": item.kind, "part": item.part, "text": item.text, "objective": item.objective or None}
    n = int(counts.get("n") or 0)
    if not shown.enough(n):
        why = f"fewer than {shown.least} learners answered it" if n else "nobody's answer was told"
        return said | dict.fromkeys(_NONE) | {"answers": {}, "not_given": {"n": why}}
    not_given: dict[str, str] = {}
    size, rounded = shown.rounded(n, learners)
    digits = 2 if rounded else 3
    answers = _answers(item, responses, n, digits, shown)
    made: dict[str, Any] = {
        **said,
        "n": size,
        "n_rounded": rounded,
        "attempts": _attempts(counts, shown) if not rounded else None,
        "other_form": shown.number(counts["other_form"]),
        "facility": _facility(item, counts, answers, digits, shown, not_given),
        "again": _again(counts, learners, shown),
        "discrimination": _discrimination(item, sums, not_given),
        "answers": answers,
        "believed": _believed(answers),
        "seconds": _seconds(times, shown, not_given),
    }
    return made | {"not_given": not_given}


def _facility(
    item: Item,
    counts: Row,
    answers: Mapping[str, Mapping[str, Any]],
    digits: int,
    shown: Shown,
    not_given: dict[str, str],
) -> float | None:
    """The share that was right at the first try; None where it would tell a hidden share."""
    judged, right = int(counts["judged"]), int(counts["right"])
    alone = not item.in_parts  # one answer is all that a learner gives
    if not item.scored:
        not_given["facility"] = "nothing is right or wrong here"
    elif not shown.enough(judged):
        not_given["facility"] = "too few of the answers say whether they were right"
    elif not shown.safe(right, judged):
        few = "right" if right < judged - right else "wrong"
        not_given["facility"] = f"fewer than {shown.least} learners had it {few}"
    elif alone and any(one["right"] and one["share"] is None for one in answers.values()):
        not_given["facility"] = f"it would tell of fewer than {shown.least} who chose another answer"
    else:
        return round(right / judged, digits)
    return None


def _attempts(counts: Row, shown: Shown) -> int | None:
    """All answers; None where they are few more than the first ones, which tells that few answered again."""
    attempts: int = counts["attempts"]
    return attempts if shown.safe(counts["n"], attempts) else None


def _again(counts: Row, learners: int, shown: Shown) -> dict[str, Any] | None:
    """Those who answered again later: how many, and the share right at their last try; None where few did, or
    all but few of those who answered or of the module's learners."""
    again, right = counts["again"], counts["again_right"]
    if not shown.enough(again) or not shown.safe(again, counts["n"], learners):
        return None
    if not shown.safe(right, again):
        return None
    return {"n": again, "facility": round(right / again, 3)}


def _discrimination(item: Item, sums: Sequence[Row], not_given: dict[str, str]) -> float | None:
    if not item.scored:
        return None
    total = Sums()
    for row in sums:
        if row["k"] > 1:
            total = total.plus(
                Sums(row["n"], row["sum_x"], row["sum_rest"], row["sum_rest2"], row["sum_both"])
            )
    if total.n < FEWEST_FOR_CORRELATION:
        not_given["discrimination"] = (
            f"fewer than {FEWEST_FOR_CORRELATION} learners answered it and another one"
        )
        return None
    found = corrected_correlation(total)
    if found is None:
        not_given["discrimination"] = "all answered alike"
        return None
    return round(found, 3)


def _seconds(times: Row, shown: Shown, not_given: dict[str, str]) -> dict[str, float] | None:
    if not times:
        not_given["seconds"] = "no platform told how long it took"
        return None
    if not shown.enough(times["n"]):
        not_given["seconds"] = f"fewer than {shown.least} learners' times were told"
        return None
    return {name: round(times[name], 1) for name in ("lower", "median", "upper")}


def _answers(
    item: Item, responses: Sequence[Row], n: int, digits: int, shown: Shown
) -> dict[str, dict[str, Any]]:
    """Each answer's share of first answers; null for those of few, and of what would tell of few."""
    if item.kind == "long-fill-in":
        return {}
    if item.in_parts:
        return _each_part(item, responses, n, digits, shown)
    counts = Counter({row["response"]: row["first"] for row in responses})
    if item.kind == "sequencing":
        keys = [item.right, *sorted(key for key in counts if key not in {item.right, OTHER, ""})][:40]
    else:
        keys = list(letters(len(item.options)))
    counts[OTHER] = sum(count for key, count in counts.items() if key not in keys)
    cells = shown.cells({key: counts[key] for key in (*keys, OTHER)})
    if item.kind == "sequencing":
        few = [key for key in keys if cells[key] is None or not cells[key]]
        cells = {key: count for key, count in cells.items() if key not in few or key == item.right}
    return {
        key: _answer(item, key, count, n, digits)
        for key, count in cells.items()
        if key != OTHER or counts[OTHER] or item.typed
    }


def _answer(item: Item, key: str, count: int | None, n: int, digits: int) -> dict[str, Any]:
    if key == OTHER:
        return {"text": None, "right": False if item.scored else None, "share": _share(count, n, digits)}
    words = [item.options[ord(one) - ord("a")] for one in key if one.isalpha()]
    right = None if not item.scored else key in item.right if item.typed else key == item.right
    return {"text": " → ".join(words), "right": right, "share": _share(count, n, digits)}


def _each_part(
    item: Item, responses: Sequence[Row], n: int, digits: int, shown: Shown
) -> dict[str, dict[str, Any]]:
    """Where several parts are given at once: how many gave each part, whatever else they gave."""
    counts: Counter[str] = Counter()
    told = 0
    for row in responses:
        told += row["first"]
        if row["response"] in {"", OTHER}:
            continue
        for at, one in enumerate(row["response"], 1):
            if one != "_":
                counts[f"{at}.{one}" if item.sources else one] += row["first"]
    made: dict[str, dict[str, Any]] = {}
    for key in _parts(item):
        count = shown.number(counts[key], told)
        option = item.options[ord(key[-1]) - ord("a")]
        if item.sources:
            at = int(key.split(".")[0])
            text, right = f"{item.sources[at - 1]} – {option}", item.right[at - 1] == key[-1]
        else:
            text, right = option, key in item.right
        made[key] = {"text": text, "right": right, "share": _share(count, n, digits)}
    return made


def _parts(item: Item) -> list[str]:
    names = letters(len(item.options))
    if item.kind == "multiple":
        return list(names)
    return [f"{at}.{one}" for at in range(1, len(item.sources) + 1) for one in names]


def _share(count: int | None, n: int, digits: int) -> float | None:
    return None if count is None else round(count / n, digits)


def _believed(answers: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The wrong answer that most chose; None where none may be shown, or the right one is what is hidden."""
    wrong = {key: one["share"] for key, one in answers.items() if one["right"] is False and key != OTHER}
    told = {key: share for key, share in wrong.items() if share}
    return max(sorted(told), key=lambda key: told[key]) if told else None
