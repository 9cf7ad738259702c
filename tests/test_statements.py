"""What statements are about: definitions, the vocabulary in JSON-LD and README, rules for every statement."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from made import assessment, module, page, question
from test_scorm12_manifest import order

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.targets import TARGETS
from coursebuilder.targets.activities import statement_vocabulary
from coursebuilder.targets.profile import DOCUMENT, PROFILE, PROGRESS, TYPES, VERBS
from coursebuilder.targets.statement_rules import faults

ROOT = Path(__file__).parent.parent
COURSES = ROOT / "courses"
SMALL = ROOT / "tests" / "packages" / "small" / "course"
GOOD: dict[str, Any] = {
    "id": "55ca54e4-b666-4367-a0a4-7927df922c57",
    "actor": {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": "7"}},
    "verb": {"id": VERBS["answered"], "display": {"en": "answered"}},
    "object": {
        "id": "https://example.org/c/m/question/q",
        "definition": {
            "type": TYPES["question"],
            "name": {"en-GB": "Why?"},
            "interactionType": "choice",
            "choices": [
                {"id": "a", "description": {"en-GB": "A"}},
                {"id": "b", "description": {"en-GB": "B"}},
            ],
            "correctResponsesPattern": ["a[,]b"],
        },
    },
    "timestamp": "2026-11-22T22:37:35.892Z",
    "result": {
        "response": "a[,]b",
        "duration": "PT61.50S",
        "score": {"scaled": 1, "raw": 3, "min": 0, "max": 3},
        "extensions": {PROGRESS: 50},
    },
    "context": {
        "registration": "7c5fe0f4-6a37-4b1c-8d54-20e6d5d9a111",
        "contextActivities": {"parent": [{"id": "urn:x:y"}], "category": [{"id": PROFILE}]},
    },
}
# what is changed, to what, and a word of what is said
BROKEN: list[tuple[str, object, str]] = [
    ("id", "7", "no UUID"),
    ("actor", None, "null"),
    ("actor.mbox", "mailto:a@example.org", "2 identifiers"),
    ("actor.account.homePage", "lms", "homePage"),
    ("actor.account.name", "", "no name"),
    ("verb.id", "answered", "the verb is no absolute IRI"),
    ("verb.display", {"en_GB": "answered"}, "no language"),
    ("object.id", "a b:c d", "no absolute IRI"),
    ("object.definition.type", "question", "type"),
    ("object.definition.interactionType", "true-false", "choices don't belong"),
    ("object.definition.interactionType", "guess", "no interaction type"),
    ("object.definition.choices", [{"id": "a"}, {"id": "a"}], "one id"),
    ("object.definition.choices", [{"id": "a[,]b"}], "signs of its own"),
    ("timestamp", "2026-11-22T22:37:35", "zone"),
    ("result.duration", "00:00:05", "ISO 8601"),
    ("result.duration", "PT5S", "two decimals"),
    ("result.score.scaled", 2, "within -1 and 1"),
    ("result.score.raw", 4, "within min and max"),
    ("result.response", 5, "no text"),
    ("result.extensions", {"progress": 1}, "extension"),
    ("context.registration", "1", "registration"),
    ("context.contextActivities.parent", {"id": "urn:x:y"}, "no list"),
    ("context.contextActivities.parent", [{"id": "urn:x:y"}, {"id": "urn:x:y"}], "twice"),
    ("context.extensions", {"a b": 1}, "extension"),
]


def change(path: str, value: object) -> dict[str, Any]:
    statement = deepcopy(GOOD)
    *parents, last = path.split(".")
    part = statement
    for name in parents:
        part = part[name]
    part[last] = value
    return statement


def test_a_good_statement_has_no_fault() -> None:
    assert list(faults(GOOD)) == []
    assert list(faults(change("actor", {"mbox": "mailto:a@example.org"}))) == []


@pytest.mark.parametrize(("path", "value", "said"), BROKEN)
def test_what_validators_let_through_is_found(path: str, value: object, said: str) -> None:
    found = list(faults(change(path, value)))
    assert found and any(said in fault for fault in found), found


@pytest.mark.parametrize("name", ["id", "actor", "verb", "object", "timestamp"])
def test_what_is_missing_is_found(name: str) -> None:
    statement = deepcopy(GOOD)
    del statement[name]
    assert f"{name} is missing" in list(faults(statement))


def test_definitions_say_how_a_question_is_answered() -> None:
    made = module(page("one"), page("two", question("a", "ac"), assessment=assessment()))
    words: dict[str, Any] = statement_vocabulary(order().course, [made])
    asked = words["questions"]["q-a"]["definition"]
    assert asked["interactionType"] == "choice" and asked["type"] == TYPES["question"]
    assert [one["id"] for one in asked["choices"]] == ["a", "b", "c"]
    assert asked["correctResponsesPattern"] == ["a[,]c"]
    assert asked["name"] == {"en-GB": "?"} and set(words["pages"]) == {"p-one", "p-two"}
    assert words["launched"]["definition"]["type"] == TYPES["module"]


def test_a_whole_course_is_launched_as_one() -> None:
    made = module(page("one", question("a", "b")))
    words: dict[str, Any] = statement_vocabulary(order().course, [made, order().modules[0]], whole=True)
    assert list(words["pages"]) == ["start", "made--p-one"] and list(words["questions"]) == ["made--q-a"]
    assert words["launched"] == words["course"]


def test_the_vocabulary_in_json_ld_says_the_same() -> None:
    profile = json.loads(DOCUMENT.read_text("utf-8"))
    assert [one["id"] for one in profile["versions"]] == [PROFILE]
    templates = profile["templates"]
    assert {one["verb"] for one in templates} == set(VERBS.values())
    assert {one["objectActivityType"] for one in templates} <= set(TYPES.values())
    names = [one["id"] for one in (*templates, *profile["patterns"])]
    assert len(names) == len(set(names)) and all(name.startswith(profile["id"] + "#") for name in names)
    assert PROGRESS in DOCUMENT.read_text("utf-8")


def test_the_page_on_statements_has_every_verb_and_type() -> None:
    page = (ROOT / "docs" / "providers" / "statements.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", page, re.MULTILINE)
    told = {verb for verb, _ in rows}
    assert set(VERBS) <= told
    assert {"module", "page", "question", "objective"} <= {about.strip() for _, about in rows}
    for iri in (TYPES["page"], PROGRESS):
        assert iri in page


@pytest.mark.parametrize("target", ["cmi5", "xapi"])
def test_packages_stay_small_and_statements_few(target: str, tmp_path: Path) -> None:
    """At most 10 KB more than SCORM 1.2, a script of 50 KB, and 60 statements for answering all once."""
    from coursebuilder.package import write_zip

    for course in ("toolkit_intro", "wider_workforce"):
        for asked in orders(read_courses([COURSES / course]).courses[0]):
            size = {}
            for name in ("scorm12", target):
                package = build_package(asked, TARGETS[name])
                write_zip(package, tmp_path / "a.zip")
                size[name] = (tmp_path / "a.zip").stat().st_size
            assert size[target] - size["scorm12"] <= 10 * 1024, size
            assert len(package.read("runtime.js")) <= 50 * 1024
            (only,) = asked.modules
            words: dict[str, Any] = statement_vocabulary(asked.course, [only])
            ends, quarters = 4, 3
            parts = sum(len(words[group]) for group in ("pages", "questions", "objectives"))
            assert parts + ends + quarters <= 60


@pytest.mark.slow
def test_tincan_is_only_loaded_where_it_is_needed() -> None:
    import subprocess
    import sys

    script = (
        "import sys\nfrom pathlib import Path\nfrom coursebuilder.build.package import build_package\n"
        "from coursebuilder.build.pipeline import orders, read_courses\n"
        "from coursebuilder.targets import TARGETS\n"
        f"order = orders(read_courses([Path({str(SMALL)!r})]).courses[0])[0]\n"
        "build_package(order, TARGETS['scorm12'])\nprint('tincan' in sys.modules)\n"
        "build_package(order, TARGETS['cmi5'])\nprint('tincan' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split() == ["False", "True"]
