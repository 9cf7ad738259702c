"""The verbs, activities and extensions of a document's statements, built at compile time.

The page's adapter only adds actor, time and result. Everything is built through the library tincan, which
checks property names, and then held to statement_rules.py, which checks the values that tincan lets through.
tincan is imported only when a package with statements is built.
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
from coursebuilder.targets.titles import course_title, module_title, shorten

MAX_NAME = 80  # characters; reports put names into narrow columns

Activity = dict[str, Any]


def statement_vocabulary(course: Course, modules: Sequence[Module], whole: bool = False) -> dict[str, object]:
    """The verbs, activities and extensions for the statements of one document, as JSON for its launch data.

    whole: the document is the whole course; ids of pages, questions and objectives then begin with
    "MODULE--", as in the page, and the launched activity is the course.
    """
    named, say = iris(course), _Language(course.language)
    of_course = say.activity(
        named.course, "course", course_title(course, tuple(modules)), course.description or course.title
    )
    parts: dict[str, dict[str, Activity]] = {"pages": {}, "questions": {}, "objectives": {}}
    for module in modules:
        for group, activities in _module_parts(named, say, module).items():
            before = f"{module.id}--" if whole else ""
            parts[group] |= {f"{before}{name}": activity for name, activity in activities.items()}
    if whole:  # the page that lists the modules is the course's own
        opening = say.activity(named.opening, "page", course.title, course.title)
        parts["pages"] = {"start": opening, **parts["pages"]}
    launched = of_course if whole else _module(course, say, modules[0])
    _raise_if_wrong([of_course, launched, *chain.from_iterable(group.values() for group in parts.values())])
    return {
        "verbs": {name: say.verb(name, iri) for name, iri in VERBS.items()},
        "profile": {"id": PROFILE, "definition": {"type": TYPES["profile"]}},
        "progress": PROGRESS,
        "course": of_course,
        "launched": launched,
        **parts,
    }


def _module(course: Course, say: _Language, module: Module) -> Activity:
    name = module_title(course, module)
    return say.activity(iris(course).module(module), "module", name, module_text(module))


def _module_parts(named: Iris, say: _Language, module: Module) -> dict[str, dict[str, Activity]]:
    """The activities of a module's pages, questions (with scenario steps) and objectives, by id."""
    return {
        "pages": {
            page.id: say.activity(
                named.page(module, page), "page", page.title, f"{module.title}: {page.title}"
            )
            for page in module.pages
        },
        "questions": {
            question.id: say.activity(
                named.question(module, question),
                "question",
                question.text,
                question.text,
                say.asking(question),
            )
            for page in module.pages
            for question in questions_of(page)
        }
        | {
            told_as(scenario, step): say.step(named, module, scenario, step)
            for page in module.pages
            for scenario in scenarios_of(page)
            for step in scenario.steps
            if step.replies
        },
        "objectives": {
            objective.id: say.activity(
                named.objective(module, objective), "objective", objective.text, objective.text
            )
            for objective in module.objectives
        },
    }


def module_text(module: Module) -> str:
    """A module's description: its objectives as sentences in a row, or its title if it has none."""
    return " ".join(f"{objective.text.rstrip('.')}." for objective in module.objectives) or module.title


class _Language:
    """Builds tincan's records with language maps in one language."""

    def __init__(self, tag: str) -> None:
        self.tag = tag

    def map(self, text: str) -> dict[str, str]:
        """A language map with `text` on one line."""
        return {self.tag: " ".join(text.split())}

    def verb(self, name: str, iri: str) -> Activity:
        """A verb as statements have it, with its name in English."""
        import tincan

        return dict(tincan.Verb(id=iri, display={"en": name}).as_version())

    def activity(
        self, iri: str, kind: str, name: str, description: str, more: Mapping[str, object] | None = None
    ) -> Activity:
        """An activity as JSON; `kind` is a key of profile.TYPES.

        more: further arguments of tincan's ActivityDefinition
        """
        import tincan

        definition = tincan.ActivityDefinition(
            type=TYPES[kind],
            name=self.map(shorten(name, MAX_NAME)),
            description=self.map(description),
            **(more or {}),
        )
        return {"id": iri, "definition": dict(definition.as_version())}

    def asking(self, question: Question) -> dict[str, object]:
        """The interaction of a question: type, components, right answers; ids as in a response's letters."""
        kind = kind_of(question.task)
        asked, names = kind.activity(question.task), kind.names(question.task)
        match asked.type:
            case "choice" | "sequencing":
                listed = "[,]".join(asked.letters)
                return _interaction(asked.type, listed, choices=self.components(asked.options, names))
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
        """The activity of a scenario's step: an interaction of type choice without right answers."""
        said = [f"{block.speaker}: {block.text}" for block in step.blocks if isinstance(block, Speech)]
        asked = _interaction("choice", choices=self.components([reply.text for reply in step.replies]))
        iri = named.step(module, told_as(scenario, step))
        return self.activity(iri, "question", step.title, " ".join(said) or step.title, asked)

    def components(self, texts: Sequence[str], ids: Sequence[str] = ()) -> list[dict[str, object]]:
        """The components of an interaction: choices, or one side of a matching.

        ids: default to letters, as responses have them
        """
        named = zip(ids or letters(len(texts)), texts, strict=False)
        return [{"id": identifier, "description": self.map(text)} for identifier, text in named]


def _interaction(kind: str, *patterns: str, **lists: object) -> dict[str, object]:
    """tincan's arguments for an interaction; no correct_responses_pattern if every pattern is empty."""
    right = {"correct_responses_pattern": list(patterns)} if any(patterns) else {}
    return {"interaction_type": kind, **right, **lists}


def _raise_if_wrong(activities: list[Activity]) -> None:
    """Raises ValueError if an activity breaks a rule: that is our mistake, not the author's."""
    found = [f"{activity['id']}: {fault}" for activity in activities for fault in activity_faults(activity)]
    if found:
        raise ValueError("; ".join(found))
