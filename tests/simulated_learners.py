"""Learners made by an item response model, and what platforms would hold of them, in every form that is read.

A learner of ability t gives the right answer of an item with probability 1 / (1 + exp(-a (t - b))): b is
the item's
difficulty, a its discrimination (the two-parameter logistic model). Wrong answers fall on the wrong letters
by the
item's own weights. Everything follows from a seed.
"""

from __future__ import annotations

import csv
import io
import json
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from coursebuilder.model import Course
from coursebuilder.targets.activities import statement_vocabulary
from coursebuilder.targets.profile import VERBS

BEGAN = datetime(2026, 9, 7, 9, tzinfo=UTC)  # a Monday
HEADER = (
    '---\ntitle: Made for learners\nminutes: 20\nmastery_score: "0.6"\naudience: The tests\nobjectives:\n'
)


@dataclass(frozen=True)
class Made:
    """An item's parameters: difficulty, discrimination, and the weights of its wrong letters b, c, d (a is
    right)."""

    b: float
    a: float
    wrong: tuple[float, float, float] = (1.0, 1.0, 1.0)


@dataclass
class Person:
    """What one learner did: answers as (item, letter, right, seconds) in order; score in per cent or None."""

    name: str
    version: str
    began: datetime
    pages: list[str] = field(default_factory=list)
    answers: list[tuple[str, str, bool, float]] = field(default_factory=list)
    score: int | None = None
    passed: bool | None = None
    seconds: float = 0.0
    met: bool | None = None


def course_text(items: int, pages: int = 4, draw: int | None = None) -> str:
    """A module with an assessment of so many questions, q1, q2 ...; a is the right answer of each."""
    parts = [HEADER, "  - id: aim\n    text: Know what was asked\n---\nAbout it.\n"]
    parts += [f"\n## Page {n} {{#page-{n}}}\n\nSome text to read.\n" for n in range(2, pages + 1)]
    draws = f" draw={draw}" if draw else ""
    parts.append(f"\n## Check {{#check .assessment attempts=3{draws}}}\n")
    for n in range(1, items + 1):
        answers = "".join(
            f"- [{'x' if letter == 'a' else ' '}] Answer {letter} of {n}\n  > Why {letter}.\n"
            for letter in "abcd"
        )
        parts.append(f"\n::: question q{n} {{objective=aim}}\nQuestion number {n}?\n\n{answers}:::\n")
    return "".join(parts)


def people(
    seed: int,
    many: int,
    items: Mapping[str, Made],
    pages: Sequence[str],
    leaving: float = 0.1,
    mastery: float = 60,
    versions: Sequence[str] = ("1.0",),
    draw: int | None = None,
) -> list[Person]:
    """Learners who read, maybe leave after any page (with chance `leaving`), and take the assessment up to
    twice."""
    chance = random.Random(seed)
    return [_person(chance, n, items, pages, leaving, mastery, versions, draw) for n in range(many)]


def _person(
    chance: random.Random,
    number: int,
    items: Mapping[str, Made],
    pages: Sequence[str],
    leaving: float,
    mastery: float,
    versions: Sequence[str],
    draw: int | None,
) -> Person:
    ability = chance.gauss(0, 1)
    began = BEGAN + timedelta(days=chance.randrange(28), seconds=chance.randrange(20_000))
    person = Person(f"learner-{number}", versions[number * len(versions) // 1000 % len(versions)], began)
    for page in pages:
        person.pages.append(page)
        person.seconds += chance.lognormvariate(4, 0.5)
        if page != pages[-1] and chance.random() < leaving:
            return person
    for attempt in range(2):
        asked = chance.sample(sorted(items), draw) if draw else list(items)
        right = 0
        for name in asked:
            made = items[name]
            able = ability + 0.3 * attempt
            good = chance.random() < 1 / (1 + math.exp(-made.a * (able - made.b)))
            given = "a" if good else chance.choices("bcd", made.wrong)[0]
            took = chance.lognormvariate(3, 0.4)
            person.answers.append((name, given, good, round(took, 2)))
            person.seconds += took
            right += good
        person.score = math.floor(100 * right / len(asked) + 0.5)
        person.passed = person.score >= mastery
        if person.passed:
            break
    person.met = bool(person.passed)
    return person


@dataclass
class Statements:
    """Writes what people did as our packages tell it. `dirty`: with the mistakes that real stores hold."""

    course: Course
    seed: int = 1
    dirty: bool = False
    revision: bool = True

    def __post_init__(self) -> None:
        module = self.course.modules[0]
        self._words = cast("dict[str, Any]", statement_vocabulary(self.course, [module]))
        self._chance = random.Random(self.seed)

    def lines(self, persons: Sequence[Person]) -> Iterator[str]:
        """Statements as JSON lines; dirty: copied, out of order, by wrong clocks, voided, and broken."""
        made = [statement for person in persons for statement in self._of(person)]
        if self.dirty:
            made = list(self._dirtied(made))
        for statement in made:
            yield json.dumps(statement)
        if self.dirty:
            yield '{"id": "cut off in the mid'
            yield "[]"

    def _of(self, person: Person) -> Iterator[dict[str, Any]]:
        words, at = self._words, person.began
        launched = words["launched"]
        registration = str(UUID(int=self._chance.getrandbits(128), version=4))
        parent = {"parent": [{"id": launched["id"]}]}
        account = {"homePage": "https://lms.example", "name": person.name}

        def say(
            verb: str, target: Mapping[str, Any], result: object = None, around: object = None
        ) -> dict[str, Any]:
            context = {
                "registration": registration,
                **({"revision": person.version} if self.revision else {}),
                "contextActivities": {
                    "grouping": [{"id": words["course"]["id"]}],
                    "category": [words["profile"]],
                    **cast("dict[str, Any]", around or {}),
                },
            }
            stamp = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
            return {
                "id": str(UUID(int=self._chance.getrandbits(128), version=4)),
                "actor": {"objectType": "Agent", "account": account},
                "verb": {"id": VERBS[verb], "display": {"en": verb}},
                "object": dict(target),
                "timestamp": stamp,
                "stored": stamp,
                **({"result": result} if result is not None else {}),
                "context": context,
            }

        yield say("initialized", launched)
        for page in person.pages:
            at += timedelta(seconds=40)
            yield say("experienced", words["pages"][page], None, parent)
        for name, given, right, seconds in person.answers:
            at += timedelta(seconds=seconds)
            result = {"duration": f"PT{seconds:.2f}S", "response": given, "success": right}
            yield say("answered", words["questions"][name], result, parent)
        if person.met is not None:
            aim = {"score": {"scaled": (person.score or 0) / 100}, "success": person.met}
            yield say("progressed", words["objectives"]["aim"], aim, parent)
            at += timedelta(seconds=1)
            spent = f"PT{person.seconds:.2f}S"
            yield say("completed", launched, {"completion": True, "duration": spent})
            score = {"scaled": (person.score or 0) / 100, "raw": person.score, "min": 0, "max": 100}
            verb = "passed" if person.passed else "failed"
            yield say(verb, launched, {"success": person.passed, "duration": spent, "score": score})
        yield say("terminated", launched, {"duration": "PT60.00S"})

    def _dirtied(self, made: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """The same statements as a store may give them: what they say of the learners is unchanged."""
        wrong = [
            dict(one, id=str(UUID(int=n, version=4)))
            for n, one in enumerate(self._chance.sample(made, 20), 1)
        ]
        for one in wrong:
            if one["verb"]["id"].endswith("answered"):
                one["result"] = {"duration": "PT1.00S", "response": "d", "success": False}
            one["timestamp"] = one["stored"] = "2026-09-01T00:00:00.000Z"
        voiding = [self._voiding(one) for one in wrong]
        late = [dict(one, timestamp="2031-01-01T00:00:00Z") for one in made[::97]]
        slow = {one["id"]: one for one in late}
        mixed = [slow.get(one["id"], one) for one in made]
        mixed += [mixed[n] for n in range(0, len(mixed), 41)] + wrong + voiding
        self._chance.shuffle(mixed)
        return iter(mixed)

    def _voiding(self, statement: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": str(UUID(int=self._chance.getrandbits(128), version=4)),
            "actor": {"mbox": "mailto:admin@lms.example"},
            "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"},
            "object": {"objectType": "StatementRef", "id": statement["id"]},
            "timestamp": "2026-11-01T00:00:00Z",
        }


def runtime_record(person: Person, module: str, standard: str = "1.2") -> dict[str, Any]:
    """One attempt as an LMS holds it, in the documented simple form."""
    old = standard == "1.2"
    response, core = ("student_response", "cmi.core.") if old else ("learner_response", "cmi.")
    elements: dict[str, str] = {}
    for n, (name, given, right, seconds) in enumerate(person.answers):
        at = f"cmi.interactions.{n}."
        elements |= {at + "id": name, at + "type": "choice", at + response: given}
        elements[at + "result"] = "correct" if right else "wrong" if old else "incorrect"
        elements[at + "latency"] = clock(seconds) if old else f"PT{seconds:.2f}S"
    place = "lesson_location" if old else "location"
    elements[core + place] = person.pages[-1]
    if person.passed is None:
        elements[core + "lesson_status" if old else "cmi.completion_status"] = "incomplete"
    elif old:
        elements[core + "lesson_status"] = "passed" if person.passed else "failed"
    else:
        elements["cmi.completion_status"] = "completed"
        elements["cmi.success_status"] = "passed" if person.passed else "failed"
    if person.score is not None:
        elements[core + "score.raw"] = str(person.score)
        elements[core + "total_time"] = clock(person.seconds) if old else f"PT{person.seconds:.2f}S"
        elements["cmi.objectives.0.id"] = "aim"
        name = "status" if old else "success_status"
        elements[f"cmi.objectives.0.{name}"] = "passed" if person.met else "failed"
    began = person.began.isoformat()
    return {"learner": person.name, "attempt": 1, "module": module, "version": person.version, "began": began,
            "cmi": elements}  # fmt: skip


def clock(seconds: float) -> str:
    """Hours, minutes and seconds as SCORM 1.2 writes them."""
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes) // 60:04}:{int(minutes) % 60:02}:{rest:05.2f}"


def moodle_rows(persons: Sequence[Person], title: str, report: str) -> list[list[str]]:
    """The rows of Moodle's basic, interactions or objectives report, with header."""
    most = max(len(person.answers) for person in persons)
    header = ["Name", "Email address", "Attempt", "Started on", "Last accessed on", "Score", title]
    if report == "interactions":
        names = ("Question", "Response", "Right answer", "Result")
        header += [f"{name} {n}" for n in range(most) for name in names]
    if report == "objectives":
        header += ["aim status", "aim score"]
    return [header, *(_moodle_row(person, report, most) for person in persons)]


def _moodle_row(person: Person, report: str, most: int) -> list[str]:
    began = person.began.strftime("%A, %d %B %Y, %I:%M %p")
    score = "Incomplete" if person.score is None else f"{person.score}/100"
    row = [person.name, f"{person.name}@example.org", "1", began, began, str(person.score or 0), score]
    if report == "interactions":
        for name, given, right, _ in person.answers:
            row += [name, given, "a", "correct" if right else "wrong"]
        row += [" "] * (4 * (most - len(person.answers)))
    if report == "objectives":
        row += ["", ""] if person.met is None else ["passed" if person.met else "failed", ""]
    return row


def tabbed(rows: Sequence[Sequence[str]]) -> str:
    """A table as Moodle's text download writes it."""
    text = io.StringIO()
    csv.writer(text, delimiter="\t").writerows(rows)
    return text.getvalue()
