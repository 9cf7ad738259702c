"""Rules for the maps from objectives to the codes of a framework, such as an apprenticeship standard."""

from __future__ import annotations

from collections.abc import Iterator

from coursebuilder.model import CodeMap, Course, Module, questions_of
from coursebuilder.problems import Problem, did_you_mean


def codes_exist(course: Course) -> Iterator[Problem]:
    """Rule: a map names a framework that exists, and a code in it."""
    known = {framework.key: framework for framework in course.frameworks}
    for _, mapped in _maps(course):
        framework = known.get(mapped.framework)
        if framework is None:
            hint = did_you_mean(mapped.framework, known) if known else "they stand in shared/frameworks/"
            yield Problem("unknown-framework", f'no framework "{mapped.framework}"', mapped.place, hint)
        elif not framework.codes:
            what = f'framework "{framework.key}" has no codes yet: nothing can be mapped to it'
            yield Problem("empty-framework", what, mapped.place, "remove the map until the framework exists")
        elif mapped.code not in framework.codes:
            hint = did_you_mean(mapped.code, framework.codes)
            if not framework.complete:
                hint += f" {framework.key}.yaml is marked incomplete: add the code from the published text."
            yield Problem(
                "unknown-code", f'"{mapped.code}" is no code of {framework.key}', mapped.place, hint
            )


def assessed_codes_name_questions(course: Course) -> Iterator[Problem]:
    """Rule: a map with strength "assesses" names questions of the module's assessment."""
    for module, mapped in _maps(course):
        page = module.assessment_page
        asked = [question.id for question in questions_of(page)] if page else []
        if mapped.strength == "assesses" and not mapped.questions:
            what = f"{mapped.framework}:{mapped.code} is said to be assessed, but by no question"
            yield Problem(
                "bad-map", what, mapped.place, "questions: [the ids of the questions that assess it]"
            )
        for name in mapped.questions:
            if name not in asked:
                hint = did_you_mean(name, asked) if asked else "give the module an assessment"
                yield Problem("bad-map", f'"{name}" is no question of the assessment', mapped.place, hint)


def _maps(course: Course) -> Iterator[tuple[Module, CodeMap]]:
    for module in course.modules:
        for objective in module.objectives:
            yield from ((module, mapped) for mapped in objective.maps)


RULES = (codes_exist, assessed_codes_name_questions)
