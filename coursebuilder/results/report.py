"""The results as one page that needs no other file: sentences first, then plots with their tables, then
each question."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from coursebuilder.model import Course, Prose, blocks_of
from coursebuilder.results.asked import Item
from coursebuilder.results.findings import Finding, sentences
from coursebuilder.results.lookup import Lookup
from coursebuilder.results.meanings import CARRIED, CARRIED_NAMES, MEANINGS
from coursebuilder.results.plots import bars
from coursebuilder.templating import templates_in

HIDDEN = "not shown"


def report_html(
    course: Course, lookup: Lookup, results: Mapping[str, Any], findings: Sequence[Finding], out: Path
) -> str:
    """The whole page. out: the folder it will lie in, for links to the course's files."""
    modules = [
        _module(number, name, figures, lookup, [one for one in findings if one.module == name], results, out)
        for number, (name, figures) in enumerate(results["modules"].items(), 1)
    ]
    template = templates_in(Path(__file__).parent).get_template("report.html.j2")
    return template.render(
        course=course,
        read=results["read"],
        least=results["least"],
        left_out=results["left_out"],
        modules=modules,
        meanings=MEANINGS,
        carried=CARRIED,
        carried_names=CARRIED_NAMES,
    )


def _module(
    number: int,
    name: str,
    figures: Mapping[str, Any],
    lookup: Lookup,
    findings: list[Finding],
    results: Mapping[str, Any],
    out: Path,
) -> dict[str, Any]:
    asked = lookup.modules.get(name)
    made: dict[str, Any] = {
        "number": number,
        "title": figures.get("title", "The whole course, as one package"),
        "sentences": sentences(figures, findings, results["least"]),
        "not_given": [f"{key.capitalize()}: {why}." for key, why in figures.get("not_given", {}).items()],
        "plots": [],
        "facts": [],
        "questions": [],
    }
    if figures["learners"] is None:
        return made
    made["plots"] = _plots(figures)
    made["facts"] = _facts(figures)
    if asked:
        made["questions"] = [
            _item(lookup.items[name, key], one, out) for key, one in figures["questions"].items()
        ]
    return made


def _plots(figures: Mapping[str, Any]) -> list[dict[str, Any]]:
    plots = []
    weeks, pages = figures["weeks"], figures.get("pages", [])
    if len(weeks) > 1:
        plots.append(
            _plot("Learners who began, by week", "Learners", list(weeks), list(weeks.values()), "Week of")
        )
    if any(page["seen"] for page in pages):
        titles = [f"{n}. {page['title']}" for n, page in enumerate(pages, 1)]
        plot = _plot(
            "How far people come", "Learners shown the page", titles, [one["seen"] for one in pages], "Page"
        )
        plot["heads"] = [*plot["heads"], "Came no further"]
        rows = zip(plot["rows"], pages, strict=True)
        plot["rows"] = [[*row, _told(page["stopped"])] for row, page in rows]
        plots.append(plot)
    scores = figures.get("assessment", {}).get("scores", {})
    if any(scores.values()):
        labels = [f"{low} – {int(low) + 9} %" if low != "100" else "100 %" for low in scores]
        plots.append(
            _plot("Best results in the assessment", "Learners", labels, list(scores.values()), "Result")
        )
    return plots


def _plot(
    title: str, axis: str, labels: Sequence[str], values: Sequence[float | None], head: str
) -> dict[str, Any]:
    return {
        "title": title,
        "text": "",
        "svg": Markup(bars(labels, values, axis)),
        "caption": f"{title}. {HIDDEN.capitalize()}: too few people." if None in values else title,
        "heads": [head, axis],
        "rows": [[label, _told(value)] for label, value in zip(labels, values, strict=True)],
        "open": False,
    }  # fmt: skip


def _told(value: float | None) -> str:
    return HIDDEN if value is None else f"{value:,}"


def _facts(figures: Mapping[str, Any]) -> list[str]:
    facts = []
    minutes = figures.get("minutes", {})
    if minutes.get("median") is not None:
        facts.append(
            f"Time to finish: half took {minutes['median']:g} minutes or less; the middle half between "
            f"{minutes['lower']:g} and {minutes['upper']:g}. Planned: {minutes['planned'] or 'nothing'}."
        )
    facts += _assessment_facts(figures.get("assessment", {}))
    for one in figures.get("objectives", {}).values():
        share = (
            f"{100 * one['share']:.0f} %"
            if one["share"] is not None
            else f"not given, {one['not_given']['share']}"
        )
        facts.append(f"Objective “{one['text']}” met by: {share}.")
    for name, one in figures.get("confidence", {}).items():
        facts.append(
            f"How sure {one['n']:,} learners felt of “{name}”, from 1: {one['before']:g} before, "
            f"{one['after']:g} after."
        )
    for name, one in figures.get("scenarios", {}).items():
        if one["n"]:
            ways = "; ".join(
                f"{path.replace(f'{name}.', '')}: {count:,}" for path, count in one["paths"].items()
            )
            facts.append(
                f"Conversation “{name}”, first time, {one['n']:,} learners. Paths: {ways or HIDDEN}."
            )
    return facts


def _assessment_facts(one: Mapping[str, Any]) -> list[str]:
    if not one:
        return []
    facts = []
    if one["pass_rate"] is not None:
        facts.append(f"Passed, of those with a result: {100 * one['pass_rate']:.0f} %.")
    given = one["reliability"]
    if given["alpha"] is None:
        facts.append(f"Reliability: not given, {given['not_given']}.")
        if given.get("draw_standard_deviation") is not None:
            moved = given["draw_standard_deviation"]
            facts.append(f"Which questions are drawn moves a result by about {moved:g} percentage points.")
    else:
        facts.append(
            f"Reliability (Cronbach's alpha, KR-20): {given['alpha']:.2f}, 95 % interval {given['low']:.2f} "
            f"to {given['high']:.2f}, from {given['n']:,} learners; standard error of a result "
            f"{given['standard_error']:g} percentage points."
        )
    return facts


def _item(item: Item, figures: Mapping[str, Any], out: Path) -> dict[str, Any]:
    answers = figures["answers"]
    made: dict[str, Any] = {
        "id": item.id,
        "part": item.part.capitalize(),
        "where": str(item.place),
        "link": _link(item, out),
        "html": _asked(item),
        "facts": _item_facts(figures),
        "plot": None,
    }
    if answers and any(one["share"] is not None for one in answers.values()):
        labels = [_label(key, one) for key, one in answers.items()]
        shares = [one["share"] for one in answers.values()]
        right = [bool(one["right"]) for one in answers.values()]
        title = f"First answers to “{item.id}”"
        made["plot"] = {
            "title": title,
            "svg": Markup(bars(labels, shares, "Share of learners", right, percent=True)),
            "caption": f"{title}. {HIDDEN.capitalize()}: too few people." if None in shares else title,
            "heads": ["Answer", "Right", "Share"],
            "rows": [
                [
                    label,
                    "yes" if one["right"] else "" if one["right"] is None else "no",
                    _per_cent(one["share"]),
                ]
                for label, one in zip(labels, answers.values(), strict=True)
            ],
            "open": True,
        }
    return made


def _label(key: str, one: Mapping[str, Any]) -> str:
    return one["text"] or ("anything else" if key == "*" else key)


def _per_cent(share: float | None) -> str:
    return HIDDEN if share is None else f"{100 * share:.0f} %"


def _item_facts(one: Mapping[str, Any]) -> list[str]:
    if one["n"] is None:
        return [f"Not given: {one['not_given']['n']}."]
    facts = [f"{'About ' if one['n_rounded'] else ''}{one['n']:,} learners answered it."]
    if one["facility"] is not None:
        facts.append(f"Right at the first try: {_per_cent(one['facility'])}.")
    if one["again"]:
        again = one["again"]
        facts.append(
            f"{again['n']:,} answered again; right at their last try: {_per_cent(again['facility'])}."
        )
    if one["discrimination"] is not None:
        facts.append(f"Discrimination: {one['discrimination']:.2f}.")
    if one["seconds"]:
        facts.append(f"Half took {one['seconds']['median']:g} seconds or less.")
    if one["other_form"]:
        facts.append(f"{one['other_form']:,} answers to another form of it are not counted.")
    return [*facts, *(f"{key.capitalize()}: not given, {why}." for key, why in one["not_given"].items())]


def _asked(item: Item) -> Markup:
    """The question as the learner sees it: what sets the scene in words, and its wording."""
    if item.question is None:
        return Markup("<p>{}</p>").format(item.text)
    scene = [block.html for block in blocks_of(item.question.setup) if isinstance(block, Prose)]
    return Markup('{}<p class="right">{}</p>').format(
        Markup("".join(scene)), Markup(item.question.html or escape(item.text))
    )


def _link(item: Item, out: Path) -> str:
    path = Path(item.place.path)
    try:
        shown = os.path.relpath(path, out)
    except ValueError:  # another drive
        shown = path.as_posix()
    return f"{Path(shown).as_posix()}#L{item.place.line}"
