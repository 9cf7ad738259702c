"""What statements are about, ready for the page: its adapter only fills in who, when and how it went.

Everything is built through tincan, which knows the shapes, and then held to statement_rules.py, which knows
what it lets through. tincan is imported only when a package with statements is built.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, assert_never

from coursebuilder.model import (
    Course,
    Module,
    Question,
    Scenario,
    Speech,
    Step,
    kind_of,
    questions_of,
    scenarios_of,
)
from coursebuilder.model.keys import told_as
from coursebuilder.model.letters import letters
from coursebuilder.targets.iris import Iris, iris
from coursebuilder.targets.profile import PROFILE, PROGRESS, TYPES, VERBS
from coursebuilder.targets.statement_rules import activity_faults
from coursebuilder.targets.titles import shorten

MAX_NAME = 80  # characters; reports put names into narrow columns

Activity = dict[str, Any]


def statement_words(course: Course, modules: Sequence[Module], whole: bool = False) -> dict[str, object]:
    """The verbs, activities and extensions of a document's statements, as its launch data hold them.

    A `whole` course is launched as one: ids of its parts then begin with their module's, as its page's do.
    """
    named, say = iris(course), _Language(course.language)
    of_course = say.activity(named.course, "course", course.title, course.description or course.title)
    parts: dict[str, dict[str, Activity]] = {"pages": {}, "questions": {}, "objectives": {}}
    for module in modules:
        for group, activities in _parts(named, say, module).items():
            before = f"{module.id}--" if whole else ""
            parts[group] |= {f"{before}{name}": activity for name, activity in activities.items()}
    if whole:  # the page that lists the modules is the course's own
        opening = say.activity(named.opening, "page", course.title, course.title)
        parts["pages"] = {"start": opening, **parts["pages"]}
    launched = of_course if whole else _module(named, say, modules[0])
    _ours_to_answer_for(
        [of_course, launched, *chain.from_iterable(group.values() for group in parts.values())]
    )
    return {
        "verbs": {name: say.verb(name, iri) for name, iri in VERBS.items()},
        "profile": {"id": PROFILE, "definition": {"type": TYPES["profile"]}},
        "progress": PROGRESS,
        "course": of_course,
        "launched": launched,
        **parts,
    }


def _module(named: Iris, say: _Language, module: Module) -> Activity:
    return say.activity(named.module(module), "module", module.title, module_text(module))


def _parts(named: Iris, say: _Language, module: Module) -> dict[str, dict[str, Activity]]:
    """A module's pages, questions and objectives by their ids."""
    return {
        "pages": {
            page.id: say.activity(
                named.page(module, page), "page", page.title, f"{module.title}: {page.title}"
            )
            for page in module.pages
        },
        "questions": {
            one.id: say.activity(named.question(module, one), "question", one.text, one.text, say.asking(one))
            for page in module.pages
            for one in questions_of(page)
        }
        | {
            told_as(scenario, step): say.step(named, module, scenario, step)
            for page in module.pages
            for scenario in scenarios_of(page)
            for step in scenario.steps
            if step.replies
        },
        "objectives": {
            one.id: say.activity(named.objective(module, one), "objective", one.text, one.text)
            for one in module.objectives
        },
    }


def module_text(module: Module) -> str:
    """What a module is about: its objectives in a row, or its title."""
    return " ".join(f"{one.text.rstrip('.')}." for one in module.objectives) or module.title


class _Language:
    """tincan's records in one language."""

    def __init__(self, tag: str) -> None:
        self.tag = tag

    def map(self, text: str) -> dict[str, str]:
        return {self.tag: " ".join(text.split())}

    def verb(self, name: str, iri: str) -> Activity:
        import tincan

        return dict(tincan.Verb(id=iri, display={"en": name}).as_version())

    def activity(
        self, iri: str, kind: str, name: str, description: str, more: Mapping[str, object] | None = None
    ) -> Activity:
        import tincan

        definition = tincan.ActivityDefinition(
            type=TYPES[kind],
            name=self.map(shorten(name, MAX_NAME)),
            description=self.map(description),
            **(more or {}),
        )
        return {"id": iri, "definition": dict(definition.as_version())}

    def asking(self, question: Question) -> dict[str, object]:
        """How a question is answered, and what is right; letters and numbers as a response has them."""
        asked = kind_of(question.task).activity(question.task)
        match asked.type:
            case "choice" | "sequencing":
                listed = "[,]".join(asked.letters)
                return _interaction(asked.type, listed, choices=self.components(asked.options))
            case "true-false":
                return _interaction(asked.type, "true" if asked.letters == "a" else "false")
            case "matching":
                numbers = [str(n) for n in range(1, len(asked.sources) + 1)]
                pairs = map("[.]".join, zip(numbers, asked.letters, strict=False))
                source = self.components(asked.sources, numbers)
                target = self.components(asked.options)
                return _interaction(asked.type, "[,]".join(pairs), source=source, target=target)
            case "fill-in":
                before = f"{{case_matters={'true' if asked.case else 'false'}}}"
                return _interaction(asked.type, *(before + text for text in asked.texts))
            case "numeric":
                return _interaction(asked.type, *(f"{low}[:]{high}" for low, high in asked.ranges))
            case "likert":
                return _interaction(asked.type, scale=self.components(asked.options))
            case "long-fill-in" | "other":
                return _interaction(asked.type)
            case _ as unreachable:
                assert_never(unreachable)

    def step(self, named: Iris, module: Module, scenario: Scenario, step: Step) -> Activity:
        """A turn of a conversation: a choice in which nothing counts as right."""
        said = [f"{block.speaker}: {block.text}" for block in step.blocks if isinstance(block, Speech)]
        asked = _interaction("choice", choices=self.components([reply.text for reply in step.replies]))
        iri = named.step(module, told_as(scenario, step))
        return self.activity(iri, "question", step.title, " ".join(said) or step.title, asked)

    def components(self, texts: Sequence[str], ids: Sequence[str] = ()) -> list[dict[str, object]]:
        """Choices, steps, sides or points, by their letters unless told."""
        named = zip(ids or letters(len(texts)), texts, strict=False)
        return [{"id": identifier, "description": self.map(text)} for identifier, text in named]


def _interaction(kind: str, *patterns: str, **lists: object) -> dict[str, object]:
    """tincan's arguments; an empty pattern is none."""
    right = {"correct_responses_pattern": list(patterns)} if any(patterns) else {}
    return {"interaction_type": kind, **right, **lists}


def _ours_to_answer_for(activities: list[Activity]) -> None:
    """What is wrong here is our mistake, not the author's."""
    found = [f"{activity['id']}: {fault}" for activity in activities for fault in activity_faults(activity)]
    if found:
        raise ValueError("; ".join(found))
