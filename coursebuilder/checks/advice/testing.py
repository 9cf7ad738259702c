"""Advice on what questions test: objectives, kinds, feedback, retakes, and choices that count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from coursebuilder.checks.advice.reading import CourseText, plain
from coursebuilder.checks.advice.record import Advice, Finding
from coursebuilder.model import Scenario, is_scored, kind_of, questions_asked
from coursebuilder.model.minutes_and_marks import needed_right
from coursebuilder.problems import Place

# What an objective asks for, and the kinds of question in which a learner does just that.
VERBS: tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...] = (
    (
        "put in order",
        re.compile(
            r"\bput\b.*\bin (?:the |their )?(?:right )?order\b|(?:\A|\b(?:to|can|"
            r"and) )(?:sequence|rank|order|arrange)\b",
            re.I,
        ),
        ("sequencing",),
    ),
    (
        "match",
        re.compile(r"(?:\A|\b(?:to|can|and) )(?:match|pair)\b", re.I),
        ("matching", "sort"),
    ),
    (
        "sort",
        re.compile(r"(?:\A|\b(?:to|can|and) )(?:sort|classify|categorise|group)\b", re.I),
        ("sort", "matching"),
    ),
    (
        "calculate",
        re.compile(r"\b(?:calculate|compute|work out how (?:many|much))\b", re.I),
        ("numeric", "fill-in"),
    ),
)
_MOST_LED_UP = 4  # words before the verb that still belong to it: "You will be able to sort …"
_LONGEST_VERDICT = 80  # characters of HTML, more than verdicts alone fill
_VERDICT = re.compile(
    r"(?:yes|no|right|wrong|correct|incorrect|true|false|exactly|well done|good|great|perfect|sorry|"
    r"try again|not quite|(?:that|this)(?:[’']s| is) (?:not )?(?:right|wrong|correct|incorrect|true|"
    r"false|it))",
    re.IGNORECASE,
)


def _few_items(text: CourseText, limit: float) -> Iterator[Finding]:
    """An objective that fewer than `limit` questions test; none at all is a warning of its own."""
    for module in text.modules:
        items = Counter(asked.question.objective for asked in module.tested)
        for objective in module.module.objectives:
            if objective.id and items[objective.id] < limit and module.tested:
                many = {0: "no question that counts tests", 1: "one question alone tests"}
                what = many.get(items[objective.id], f"{items[objective.id]} questions test")
                hint = "ask about it once more, in another situation: one answer may be luck"
                yield Finding(objective.place, f'{what} the objective "{objective.id}"', hint)


def _verbs(text: CourseText, limit: float) -> Iterator[Finding]:
    for module in text.modules:
        kinds: dict[str | None, set[str]] = {}
        for asked in module.questions:
            kinds.setdefault(asked.question.objective, set()).add(kind_of(asked.question.task).name)
        for objective in module.module.objectives:
            found = verb_of(objective.text)
            asked_by = kinds.get(objective.id, set())
            if found and objective.id and asked_by and not asked_by & set(found[1]):
                what = (
                    f'the objective "{objective.id}" says {found[0]}, and its questions are '
                    f"{_listed(asked_by)}"
                )
                hint = f"test it with kind={found[1][0]}, or say what these questions show"
                yield Finding(objective.place, what, hint)


def verb_of(objective: str) -> tuple[str, tuple[str, ...]] | None:
    """What an objective asks for that some kinds alone can show, and those kinds."""
    for name, pattern, kinds in VERBS:
        found = pattern.search(objective)
        if found and len(objective[: found.start()].split()) <= _MOST_LED_UP:
            return name, kinds
    return None


def _one_kind(text: CourseText, limit: float) -> Iterator[Finding]:
    """`limit` questions or more in a module, all of one kind."""
    for module in text.modules:
        kinds = Counter(kind_of(asked.question.task).name for asked in module.questions)
        if len(kinds) == 1 and kinds.total() >= limit:
            what = f"all {kinds.total()} questions of this module are of one kind, {next(iter(kinds))}"
            kinds_too = "kind=matching, sort, sequencing, fill-in"
            hint = f"let learners also match, sort, put in order or write: {kinds_too}"
            yield Finding(module.questions[0].question.place, what, hint)


def _bare_verdicts(text: CourseText, limit: float) -> Iterator[Finding]:
    for module in text.modules:
        for asked in module.questions:
            if asked.question.feedback:
                continue
            told = kind_of(asked.question.task).feedback(asked.question.task)
            said = [plain(one) for one in told if one and len(one) <= _LONGEST_VERDICT]
            if bare := [one for one in said if _only_verdict(one)]:
                what = f'feedback of "{asked.question.id}" only says "{bare[0]}"'
                more = f" and {len(bare) - 1} more" if len(bare) > 1 else ""
                hint = "say why, in a sentence: what makes this answer right, or what it would lead to"
                yield Finding(asked.question.place, what + more, hint)


def _only_verdict(feedback: str) -> bool:
    parts = [part.strip() for part in re.split(r"[.!,;:\n–—-]+", feedback) if part.strip()]
    return bool(parts) and all(_VERDICT.fullmatch(part) for part in parts)


def _same_retake(text: CourseText, limit: float) -> Iterator[Finding]:
    for module in text.modules:
        page = module.module.assessment_page
        bank = len(module.tested)
        again = page is not None and page.assessment is not None and page.assessment.attempts != 1
        if page and again and bank > 1 and questions_asked(page) == bank:
            what = f"whoever tries again gets the same {bank} questions in the same order"
            hint = f"write more questions and draw some of them:  {{.assessment draw={bank}}}"
            yield Finding(page.place, what, hint)


def _one_slip(text: CourseText, limit: float) -> Iterator[Finding]:
    for module in text.modules:
        page = module.module.assessment_page
        asked = questions_asked(page) if page else 0
        mastery = module.module.rules.mastery_score
        if page and asked > 1 and needed_right(asked, mastery) == asked and mastery < 1:
            what = f"one wrong answer fails: {asked} questions, and {mastery * 100:.0f}% are asked for"
            yield Finding(page.place, what, "ask more questions, or lower mastery_score")


def _no_consequence(text: CourseText, limit: float) -> Iterator[Finding]:
    for module in text.modules:
        for scenario in module.scenarios:
            choosing = [step for step in scenario.steps if len(step.replies) > 1]
            if choosing and not any(True for _ in forks(scenario)):
                gauges = [reply for step in choosing for reply in step.replies if reply.changes]
                if gauges:
                    continue
                what = (
                    f'in scenario "{scenario.id}" choices change nothing: whatever is chosen, '
                    f"each of its steps leads to one place (steps with a choice: {len(choosing)})"
                )
                hint = "let another choice lead to another step or end: -> step, or change a gauge"
                yield Finding(scenario.place, what, hint)


def forks(scenario: Scenario) -> Iterator[str]:
    """The ids of steps whose replies lead to different steps."""
    for step in scenario.steps:
        if len({reply.to for reply in step.replies if reply.to}) > 1:
            yield step.id


def _many_objectives(text: CourseText, limit: float) -> Iterator[Finding]:
    for module in text.modules:
        objectives = module.module.objectives
        if len(objectives) > limit:
            what = f"{len(objectives)} objectives for {module.module.minutes} minutes"
            yield Finding(
                objectives[0].place, what, "keep those that change what people do, or split the module"
            )


def _claimed(text: CourseText, limit: float) -> Iterator[Finding]:
    """A framework's code that objectives are mapped to, none of which a scored question tests."""
    tested: dict[tuple[str, str], bool] = {}
    places: dict[tuple[str, str], Place] = {}
    for module in text.modules:
        items = {asked.question.objective for asked in module.questions if is_scored(asked.question.task)}
        for objective in module.module.objectives:
            for mapped in objective.maps:
                code = (mapped.framework, mapped.code)
                places.setdefault(code, mapped.place)
                tested[code] = tested.get(code, False) or objective.id in items
    for (framework, number), has in tested.items():
        if not has:
            what = f"no question tests an objective that is mapped to {framework}:{number}"
            hint = "ask about it, or leave the mapping out: nobody could show that the code was met"
            yield Finding(places[framework, number], what, hint)


def _listed(names: set[str]) -> str:
    return " and ".join(sorted(names))


ADVICE = (
    Advice("objective-with-few-questions", _few_items, 2),
    Advice("objective-of-another-kind", _verbs),
    Advice("choices-without-consequence", _no_consequence),
    Advice("verdict-without-reason", _bare_verdicts),
    Advice("same-questions-again", _same_retake),
    Advice("mapping-without-question", _claimed),
    Advice("one-slip-fails", _one_slip),
    Advice("one-kind-of-question", _one_kind, 4),
    Advice("many-objectives", _many_objectives, 5),
)
