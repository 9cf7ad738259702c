"""Rules for scenarios: every path can be walked and ends, and one of them is the best."""

from __future__ import annotations

from collections.abc import Iterator

from coursebuilder.model import Course, Reply, Scenario, Step, scenarios_of
from coursebuilder.problems import Place, Problem, did_you_mean

MOST_REPLIES = 26  # a reply is reported as one letter


def steps_well_formed(course: Course) -> Iterator[Problem]:
    """Rule: step ids are unique; a step has two to 26 replies, or is an end."""
    for scenario in _scenarios(course):
        for step in scenario.steps:
            yield from _step_problems(step, scenario)


def replies_well_formed(course: Course) -> Iterator[Problem]:
    """Rule: replies of a step differ, and lead to steps that exist."""
    for scenario in _scenarios(course):
        ids = [step.id for step in scenario.steps]
        for step in scenario.steps:
            seen: dict[str, Place] = {}
            for reply in step.replies:
                words = " ".join(reply.text.casefold().split())
                if words and words in seen:
                    hint = f"the first is on line {seen[words].line}"
                    what = f'the reply "{reply.text}" stands twice'
                    yield Problem("identical-answers", what, reply.place, hint)
                seen.setdefault(words, reply.place)
                if reply.to and reply.to not in ids:
                    yield Problem(
                        "unknown-step", f'no step "{reply.to}"', reply.place, did_you_mean(reply.to, ids)
                    )


def steps_reached(course: Course) -> Iterator[Problem]:
    """Rule: each step can be reached from the first one."""
    for scenario in _joined_up(course):
        reached = _reached(scenario, scenario.steps[:1])
        for step in scenario.steps:
            if step.id not in reached:
                hint = f"let a reply lead to it (-> {step.id}), or remove it"
                yield Problem("unreachable-step", f'nothing leads to step "{step.id}"', step.place, hint)


def paths_end(course: Course) -> Iterator[Problem]:
    """Rule: from every step some path of replies leads to an end."""
    for scenario in _joined_up(course):
        if not any(step.end for step in scenario.steps):
            hint = "mark the last step:  ### You meet again {#again .end}"
            yield Problem("scenario-without-end", f"{_title(scenario)} has no end", scenario.place, hint)
            continue
        for step in scenario.steps:
            ways = _reached(scenario, (step,))
            if step.replies and not any(other.end for other in scenario.steps if other.id in ways):
                hint = "let one of its replies, or of those behind it, lead on towards an end"
                what = f'from step "{step.id}" no way leads to an end'
                yield Problem("endless-path", what, step.place, hint)


def best_path_exists(course: Course) -> Iterator[Problem]:
    """Rule: a learner who always chooses the best reply comes to an end."""
    for scenario in _joined_up(course):
        ways = _reached(scenario, scenario.steps[:1], best=True)
        ends = [step.id for step in scenario.steps if step.end]
        if ends and not any(end in ways for end in ends):
            stuck = next((step for step in scenario.steps if step.id in ways and _lacks_best(step)), None)
            place = stuck.place if stuck else scenario.place
            hint = "mark what you would have them say in each step:  - [best] …"
            what = f"{_title(scenario)} has no best path to an end"
            yield Problem("scenario-without-best-path", what, place, hint)


def _lacks_best(step: Step) -> bool:
    return not step.end and not any(reply.verdict == "best" for reply in step.replies)


def not_in_assessment(course: Course) -> Iterator[Problem]:
    """Rule: no scenario stands on the assessment's page."""
    for module in course.modules:
        for scenario in scenarios_of(module.assessment_page) if module.assessment_page else ():
            hint = "give it a page of its own: nothing in it is scored"
            yield Problem(
                "scenario-in-assessment", f"{_title(scenario)} on the assessment's page", scenario.place, hint
            )


def _step_problems(step: Step, scenario: Scenario) -> Iterator[Problem]:
    first = scenario.step(step.id)
    if first is not step and first:
        what = f'step "{step.id}" stands twice; the first is at {first.place}'
        yield Problem("duplicate-step", what, step.place, "give one of them another id: {#another}")
    if step.end and step.replies:
        hint = "leave .end out, or move the replies into a step before it"
        yield Problem("end-with-replies", f'step "{step.id}" is an end and has replies', step.place, hint)
    elif step.end and step is scenario.steps[0]:
        hint = "write a step before it, in which the learner chooses what to say"
        yield Problem("step-without-replies", f"{_title(scenario)} begins with an end", step.place, hint)
    elif not step.end and not step.replies:
        hint = (
            f"write what the learner may say:  - [best] … -> next-step   or mark the end: {{#{step.id} .end}}"
        )
        yield Problem("step-without-replies", f'step "{step.id}" has no replies', step.place, hint)
    elif len(step.replies) == 1:
        hint = "give the learner something to choose from: two replies or more"
        yield Problem("too-few-answers", f'step "{step.id}" has one reply', step.place, hint)
    if len(step.replies) > MOST_REPLIES:
        hint = "three or four are easier on the learner"
        what = f'step "{step.id}" has {len(step.replies)} replies'
        yield Problem("too-many-answers", what, step.place, hint)


def _scenarios(course: Course) -> Iterator[Scenario]:
    for module in course.modules:
        for page in module.pages:
            yield from scenarios_of(page)


def _joined_up(course: Course) -> Iterator[Scenario]:
    """The scenarios whose replies all lead to existing steps; for others that fault alone is reported."""
    for scenario in _scenarios(course):
        replies = (reply for step in scenario.steps for reply in step.replies)
        if all(not reply.to or scenario.step(reply.to) for reply in replies):
            yield scenario


def _title(scenario: Scenario) -> str:
    return f'scenario "{scenario.id}"'


def _reached(scenario: Scenario, start: tuple[Step, ...], best: bool = False) -> set[str]:
    """The ids of the steps that can be reached from `start`, those included; best: by best replies alone."""
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        step = waiting.pop()
        if step.id not in found:
            found.add(step.id)
            waiting += [there for reply in _ways(step, best) if (there := scenario.step(reply.to))]
    return found


def _ways(step: Step, best: bool) -> Iterator[Reply]:
    return (reply for reply in step.replies if not best or reply.verdict == "best")


RULES = (
    steps_well_formed,
    replies_well_formed,
    steps_reached,
    paths_end,
    best_path_exists,
    not_in_assessment,
)
