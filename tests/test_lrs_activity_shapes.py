"""Which objects, definitions and questions the LRS double takes.

For each rule one that breaks it, and one that almost does.
"""

from __future__ import annotations

from typing import Any

import pytest
from lrs_client import Client, Json, Rule, assert_rule, new_id

AGENT = {"mbox": "mailto:ann@example.org"}
REF = {"objectType": "StatementRef", "id": "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"}
VOIDED = "http://adlnet.gov/expapi/verbs/voided"


def verb(**properties: Any) -> Json:
    return {"verb": {"id": "https://example.org/v", **properties}}


def defined(**definition: Any) -> Json:
    return {"object": {"id": "https://example.org/a", "definition": definition}}


def question(kind: str, **definition: Any) -> Json:
    return defined(interactionType=kind, **definition)


def choices(*ids: Any) -> list[Json]:
    return [{"id": id} for id in ids]


# what is wrong with the broken one · broken · almost
RULES: list[Rule] = [
    # objects
    ("object.id is missing", {"object": {"objectType": "Activity"}}, {"object": {"id": "https://e.org/a"}}),
    (
        "object.objectType must be Activity or",
        {"object": {"objectType": "activity", "id": "a:b"}},
        {"object": {"objectType": "Activity", "id": "a:b"}},
    ),
    ("object has no property 'mbox'", {"object": {**AGENT}}, {"object": {"objectType": "Agent", **AGENT}}),
    (
        "object must have exactly one",
        {"object": {"objectType": "Agent"}},
        {"object": {"objectType": "Group", **AGENT}},
    ),
    ("object.id must be a UUID", {"object": {**REF, "id": "a"}}, {"object": REF}),
    ("object has no property 'name'", {"object": {**REF, "name": "a"}}, {"object": REF}),
    (
        "voiding statement must be a StatementRef",
        {"verb": {"id": VOIDED}},
        {"verb": {"id": VOIDED}, "object": {**REF, "id": new_id()}},
    ),
    # definitions
    ("definition.name must be an object", defined(name="A"), defined(name={"en": "A"})),
    (
        "definition.description.en must be a string",
        defined(description={"en": 1}),
        defined(description={"en": "1"}),
    ),
    ("definition.type must be an absolute IRI", defined(type="course"), defined(type="a:course")),
    (
        "definition.moreInfo must be an absolute IRI",
        defined(moreInfo="/more"),
        defined(moreInfo="https://e.org/more"),
    ),
    ("definition.moreInfo must not be null", defined(moreInfo=None), defined(moreInfo="a:b")),
    (
        "'colour' is no absolute IRI",
        defined(extensions={"colour": "red"}),
        defined(extensions={"a:colour": None}),
    ),
    (
        "definition.extensions must be an object",
        defined(extensions="red"),
        defined(extensions={"a:b": {"c": [None]}}),
    ),
    ("definition has no property 'title'", defined(title={"en": "A"}), defined(name={})),
    ("definition has no property 'title'", defined(title={"en": "A"}), defined()),
    # questions
    ("interactionType must be true-false or", question("Choice"), question("choice")),
    ("interactionType must be true-false or", question("true-faLse"), question("true-false")),
    (
        "interactionType is missing",
        defined(correctResponsesPattern=["a"]),
        question("other", correctResponsesPattern=["a"]),
    ),
    ("interactionType is missing", defined(choices=[]), question("choice", choices=[])),
    ("interactionType is missing", defined(scale=choices("a")), question("likert", scale=choices("a"))),
    (
        "correctResponsesPattern must be a list",
        question("fill-in", correctResponsesPattern="a"),
        question("fill-in", correctResponsesPattern=["a"]),
    ),
    (
        "correctResponsesPattern[0] must be a string",
        question("numeric", correctResponsesPattern=[4]),
        question("numeric", correctResponsesPattern=["4[:]"]),
    ),
    (
        "choices doesn't belong to interaction type true-false",
        question("true-false", choices=choices("a")),
        question("sequencing", choices=choices("a")),
    ),
    (
        "scale doesn't belong to interaction type choice",
        question("choice", scale=choices("a")),
        question("likert", scale=choices("a")),
    ),
    (
        "source doesn't belong to interaction type likert",
        question("likert", source=choices("a")),
        question("matching", source=choices("a")),
    ),
    (
        "target doesn't belong to interaction type numeric",
        question("numeric", target=choices("a")),
        question("matching", target=choices("a")),
    ),
    (
        "steps doesn't belong to interaction type other",
        question("other", steps=choices("a")),
        question("performance", steps=choices("a")),
    ),
    (
        "choices doesn't belong to interaction type long-fill-in",
        question("long-fill-in", choices=[]),
        question("long-fill-in"),
    ),
    (
        "choices: two components have the same id",
        question("choice", choices=choices("a", "a")),
        question("choice", choices=choices("a", "A")),
    ),
    (
        "choices[0].id must be a string",
        question("choice", choices=choices(1)),
        question("choice", choices=choices("1")),
    ),
    (
        "choices[0].id is missing",
        question("choice", choices=[{"description": {"en": "A"}}]),
        question("choice", choices=[{"id": "a", "description": {"en": "A"}}]),
    ),
    (
        "'en_GB' is no language tag",
        question("choice", choices=[{"id": "a", "description": {"en_GB": "A"}}]),
        question("choice", choices=[{"id": "a", "description": {"en-GB": "A"}}]),
    ),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule[0])
def test_a_broken_one_is_refused_and_an_almost_broken_one_taken(lrs_client: Client, rule: Rule) -> None:
    assert_rule(lrs_client, rule)
