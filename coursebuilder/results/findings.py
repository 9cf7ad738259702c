"""What the figures say, in sentences: for the report's first screen, and as problems on the source's
lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coursebuilder.problems import Place, Problem
from coursebuilder.results.asked import AskedModule
from coursebuilder.results.lookup import Lookup

HARD = 0.5  # facility below which a question is spoken of
BELIEVED = 0.25  # share of one wrong answer from which it is
WEAK = 0.1  # discrimination below which those who know more hardly do better
EASY = 0.98
LONG = 1.5  # times the planned minutes
_MOST = 7  # sentences about one module


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the figures show. weight: the higher, the sooner it is told, from 0 to 1."""

    code: str
    module: str
    text: str
    hint: str
    place: Place
    weight: float


def findings_of(modules: Mapping[str, Any], lookup: Lookup) -> list[Finding]:
    """Findings of all modules, in the course's order, the weightiest of each module first."""
    found: list[Finding] = []
    for name, figures in modules.items():
        asked = lookup.modules.get(name)
        if asked is None or figures["learners"] is None:
            continue
        of_module = [*_questions(asked, figures), *_stop(asked, figures), *_time(asked, figures),
                     *_objectives(asked, figures), *_unsafe(asked, figures)]  # fmt: skip
        found += sorted(of_module, key=lambda one: -one.weight)
    return found


def problems_of(findings: list[Finding]) -> list[Problem]:
    """The findings as warnings where the author wrote what they are about."""
    return [Problem(one.code, one.text, one.place, one.hint, "warning") for one in findings]


def sentences(figures: Mapping[str, Any], findings: list[Finding], least: int) -> list[str]:
    """What the report says of a module before any plot."""
    if figures["learners"] is None:
        return [f"Fewer than {least} learners began it, so that nothing may be told of them."]
    return [_standing(figures), *(one.text[:1].upper() + one.text[1:] + "." for one in findings[:_MOST])]


def _standing(figures: Mapping[str, Any]) -> str:
    learners, finished, passed = figures["learners"], figures["finished"], figures["passed"]
    text = f"{learners:,} learners began it"
    if finished is not None:
        text += f", {finished:,} finished it ({_percent(finished / learners)})"
    if passed:
        text += f", {passed:,} passed"
    few = "; with so few, take each figure as a hint and ask the people themselves" if learners < 30 else ""
    return f"{text}{few}."


def _questions(asked: AskedModule, figures: Mapping[str, Any]) -> Iterator[Finding]:
    numbers = {name: n for n, name in enumerate(figures["questions"], 1)}
    for name, one in figures["questions"].items():
        item = asked.items.get(name)
        if item is None or one["n"] is None:
            continue
        called = f'question {numbers[name]}, "{name}",'
        facility, believed = one["facility"], one["believed"]
        wrong = one["answers"][believed] if believed else None
        share = _percent(wrong["share"]) if wrong else ""
        most = f'; most often it is "{wrong["text"]}" ({share} of all)' if wrong else ""
        if facility is not None and facility < HARD:
            text = f"{called} is answered wrongly by {_percent(1 - facility)}{most}"
            hint = "is what it asks taught on a page, and does the wrong answer's feedback meet that belief?"
            yield Finding("results-hard-question", asked.module.id, text, hint, item.place, 1 - facility)
        elif wrong and wrong["share"] >= BELIEVED:
            text = f'{called} has a wrong answer that many believe: "{wrong["text"]}" ({share})'
            hint = "say on a page why it is wrong, or make it less like the right one"
            yield Finding("results-believed-answer", asked.module.id, text, hint, item.place, wrong["share"])
        weak = one["discrimination"]
        if weak is not None and weak < WEAK and (facility is None or facility < EASY):
            text = (
                f"{called} is answered no better by those who do well in the rest (discrimination {weak:.2f})"
            )
            hint = "look for wording that can be read in two ways, or a wrong answer that is also right"
            yield Finding("results-confusing-question", asked.module.id, text, hint, item.place, 0.6 - weak)


def _stop(asked: AskedModule, figures: Mapping[str, Any]) -> Iterator[Finding]:
    told = [(page["stopped"], n) for n, page in enumerate(figures["pages"]) if page["stopped"]]
    if not told:
        return
    most, n = max(told, key=lambda one: (one[0], -one[1]))
    share = most / figures["learners"]
    if share < 0.05:
        return
    page = asked.pages[n]
    text = f'page {n + 1}, "{page.title}", is where most people stop: {most:,} ({_percent(share)})'
    hint = "is it long, or does it ask for something that learners can't do where they are?"
    yield Finding("results-where-people-stop", asked.module.id, text, hint, page.place, share)


def _time(asked: AskedModule, figures: Mapping[str, Any]) -> Iterator[Finding]:
    planned, median = figures["minutes"]["planned"], figures["minutes"]["median"]
    if planned and median and median > LONG * planned:
        text = f"half of those who finish take more than {median:g} minutes; {planned} are planned"
        hint = "put the honest number into minutes:, or split the module"
        yield Finding("results-longer-than-planned", asked.module.id, text, hint, asked.module.place, 0.5)


def _objectives(asked: AskedModule, figures: Mapping[str, Any]) -> Iterator[Finding]:
    places = {one.id: one.place for one in asked.module.objectives}
    for name, one in figures["objectives"].items():
        if one["share"] is not None and one["share"] < HARD:
            text = f'the objective "{one["text"]}" is met by {_percent(one["share"])}'
            hint = "which of its questions is answered wrongly, and which page teaches it?"
            yield Finding(
                "results-objective-not-met", asked.module.id, text, hint, places[name], 1 - one["share"]
            )


def _unsafe(asked: AskedModule, figures: Mapping[str, Any]) -> Iterator[Finding]:
    for name, one in figures["scenarios"].items():
        if one.get("unsafe"):
            place = next(item.place for item in asked.items.values() if item.id.startswith(f"{name}."))
            share = one["unsafe"] / one["n"]
            text = f'in the conversation "{name}" {_percent(share)} made an unsafe choice at least once'
            hint = "does what comes of it put them right?"
            yield Finding("results-unsafe-choice", asked.module.id, text, hint, place, 0.5 + share / 2)


def _percent(share: float) -> str:
    return f"{share * 100:.0f}\u00a0%"
