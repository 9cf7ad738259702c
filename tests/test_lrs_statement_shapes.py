"""Which statements the LRS double takes, but for their actors and activities.

For each rule one that breaks it, and one that almost does.
"""

from __future__ import annotations

from typing import Any

import pytest
from lrs_client import Client, Json, Rule, assert_rule, new_id, statement

AGENT = {"mbox": "mailto:ann@example.org"}
REF = {"objectType": "StatementRef", "id": "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"}
INSIDE = {
    "objectType": "SubStatement",
    "actor": AGENT,
    "verb": {"id": "https://e.org/v"},
    "object": {"id": "https://e.org/a"},
}
FILE: Json = {
    "usageType": "https://example.org/usage",
    "display": {"en": "A file"},
    "contentType": "text/plain; charset=utf-8",
    "length": 5,
    "sha2": "a" * 64,
    "fileUrl": "https://example.org/file.txt",
}


def actor(**properties: Any) -> Json:
    return {"actor": properties}


def verb(**properties: Any) -> Json:
    return {"verb": {"id": "https://example.org/v", **properties}}


def result(**properties: Any) -> Json:
    return {"result": properties}


def score(**properties: Any) -> Json:
    return result(score=properties)


def context(**properties: Any) -> Json:
    return {"context": properties}


def related(**kinds: Any) -> Json:
    return context(contextActivities=kinds)


def sub(**changes: Any) -> Json:
    return {"object": {key: value for key, value in {**INSIDE, **changes}.items() if value is not None}}


def file(**changes: Any) -> Json:
    return {"attachments": [{key: value for key, value in {**FILE, **changes}.items() if value is not None}]}


# what is wrong with the broken one · broken · almost
RULES: list[Rule] = [
    # the statement itself
    ("statement.actor is missing", {"actor": None}, {}),
    ("statement.verb is missing", {"verb": None}, {}),
    ("statement.object is missing", {"object": None}, {}),
    ("has no property 'Result'", {"Result": {}}, {"result": {}}),
    (
        "statement.id must be a UUID",
        {"id": "AA97B177-9383-4934-8543-0F91A7A028368"},
        {"id": new_id().upper()},
    ),
    ("statement.id must be a UUID", {"id": new_id()[:19] + "c" + new_id()[20:]}, {"id": new_id()}),
    ("statement.id must be a UUID", {"id": 12}, {"id": None}),
    ("statement.version must be a version 1.0", {"version": "1.1.0"}, {"version": "1.0.9"}),
    ("statement.version must be a version 1.0", {"version": "0.9.9"}, {"version": "1.0"}),
    ("statement.stored must be an ISO 8601", {"stored": "yesterday"}, {"stored": "2013-05-18T05:32:34.804Z"}),
    ("statement.context must not be null", {"context": ...}, {"context": {}}),
    ("statement.result must be an object", {"result": []}, {"result": {}}),
    # timestamps
    (
        "statement.timestamp must be an ISO 8601",
        {"timestamp": "01/011/2015"},
        {"timestamp": "2015-01-11T00:00Z"},
    ),
    (
        "must be an ISO 8601",
        {"timestamp": "2008-09-15T15:53:00-00:00"},
        {"timestamp": "2008-09-15T15:53:00+00:00"},
    ),
    ("must be an ISO 8601", {"timestamp": "2008-09-15T15:53:00-00"}, {"timestamp": "2008-09-15T15:53:00-01"}),
    ("must be an ISO 8601", {"timestamp": "2008-02-30T15:53:00Z"}, {"timestamp": "2008-02-29T15:53:00Z"}),
    (
        "must be an ISO 8601",
        {"timestamp": "2008-09-15T25:53:00Z"},
        {"timestamp": "2008-09-15T23:53:00.123456789Z"},
    ),
    ("must be an ISO 8601", {"timestamp": "2008-09-15"}, {"timestamp": "2008-09-15T15:53:00"}),
    # verbs and IRIs
    ("verb.id is missing", {"verb": {"display": {"en": "x"}}}, {"verb": {"id": "https://e.org/x"}}),
    ("verb.id must be an absolute IRI", verb(id="answered"), verb(id="urn:answered")),
    ("verb.id must be an absolute IRI", verb(id="https://e.org/a b"), verb(id="https://e.org/a%20b")),
    ("verb.id must be an absolute IRI", verb(id="https://e.org/%zz"), verb(id="https://e.org/ü")),
    ("verb.id must be an absolute IRI", verb(id="https:"), verb(id="https://e")),
    ("verb has no property", verb(name={"en": "x"}), verb(display={"en": "x"})),
    ("verb.display must be an object", verb(display="answered"), verb(display={})),
    # languages
    ("'en_US' is no language tag", verb(display={"en_US": "x"}), verb(display={"en-US": "x"})),
    ("'something' is no language tag", verb(display={"something": "x"}), verb(display={"cmn": "x"})),
    ("'a12345' is no language tag", verb(display={"a12345": "x"}), verb(display={"de-1996": "x"})),
    (
        "is no language tag",
        verb(display={"zh-z-aaa-z-bbb-c-ccc": "x"}),
        verb(display={"zh-y-aaa-z-bbb-c-ccc": "x", "en-a-bb-x-a-bb": "x"}),
    ),
    ("verb.display.en must be a string", verb(display={"en": None}), verb(display={"en": ""})),
    ("context.language must be a language tag", context(language="english-"), context(language="sr-Latn-RS")),
    # results
    ("result.success must be true or false", result(success="true"), result(success=True)),
    ("result.completion must be true or false", result(completion=1), result(completion=False)),
    ("result.response must be a string", result(response=1), result(response="1")),
    ("result has no property 'grade'", result(grade="A"), result(response="A")),
    ("'a' is no absolute IRI", result(extensions={"a": 1}), result(extensions={"a:b": 1})),
    ("score.scaled must be a number from -1 to 1", score(scaled=1.01), score(scaled=1)),
    ("score.scaled must be a number from -1 to 1", score(scaled=-1.01), score(scaled=-1)),
    ("score.scaled must be a number from -1 to 1", score(scaled=True), score(scaled=0.6767676)),
    ("score.raw must be a number", score(raw="90"), score(raw=90)),
    ("score.raw must lie between", score(raw=101, min=0, max=100), score(raw=100, min=0, max=100)),
    ("score.raw must lie between", score(raw=-1, min=0), score(raw=-1, max=0)),
    ("score.min must be below max", score(min=1, max=1), score(min=0, max=1)),
    ("score has no property", score(value=1), score(max=1)),
    ("result.score must be an object", result(score=1), result(score={})),
    # durations
    (
        "result.duration must be an ISO 8601 duration",
        result(duration="PA1H0M0S"),
        result(duration="PT1H0M0.1S"),
    ),
    ("must be an ISO 8601 duration", result(duration="P4W1D"), result(duration="P4W")),
    ("must be an ISO 8601 duration", result(duration="00:00:05"), result(duration="PT00S")),
    ("must be an ISO 8601 duration", result(duration="PT"), result(duration="PT0S")),
    ("must be an ISO 8601 duration", result(duration="P"), result(duration="P0D")),
    ("must be an ISO 8601 duration", result(duration="PT1.5H3S"), result(duration="PT1H3.5S")),
    ("must be an ISO 8601 duration", result(duration="PT1S2M"), result(duration="P3Y1M29DT4H35M59.14S")),
    ("must be an ISO 8601 duration", result(duration=5), result(duration="PT5S")),
    # context
    ("context.registration must be a UUID", context(registration="1"), context(registration=new_id())),
    (
        "context.instructor must have exactly one",
        context(instructor={"name": "A"}),
        context(instructor=AGENT),
    ),
    (
        "context.team.objectType must be Group",
        context(team=AGENT),
        context(team={"objectType": "Group", **AGENT}),
    ),
    ("contextActivities must not be empty", related(), related(other=[])),
    ("contextActivities has no property", related(sibling=[]), related(parent=[{"id": "a:b"}])),
    (
        "contextActivities.parent[1].id is missing",
        related(parent=[{"id": "a:b"}, {}]),
        related(parent={"id": "a:b"}),
    ),
    (
        "grouping[0].objectType must be Activity",
        related(grouping=[{"objectType": "Agent", "id": "a:b"}]),
        related(grouping=[{"objectType": "Activity", "id": "a:b"}]),
    ),
    ("context.statement.objectType is missing", context(statement={"id": new_id()}), context(statement=REF)),
    ("context.platform must be a string", context(platform=1), context(platform="web")),
    ("context has no property 'sessionid'", context(sessionid="1"), context(extensions={"a:sessionid": "1"})),
    (
        "context.revision is only for statements about an activity",
        {**context(revision="1"), "object": {"objectType": "Agent", **AGENT}},
        context(revision="1"),
    ),
    (
        "context.platform is only for statements about an activity",
        {**context(platform="web"), "object": REF},
        {**context(platform="web"), "object": {"id": "a:b"}},
    ),
    # statements inside statements
    ("object.actor is missing", sub(actor=None), sub()),
    ("object.verb is missing", sub(verb=None), sub()),
    ("object.object is missing", sub(object=None), sub(object=REF)),
    ("object.objectType must be", sub(objectType="substatement"), sub()),
    ("object.object.objectType must be", sub(object=INSIDE), sub(object={"objectType": "Group", **AGENT})),
    ("object has no property 'id'", sub(id=new_id()), sub(timestamp="2026-01-01T00:00:00Z")),
    ("object has no property 'stored'", sub(stored="2026-01-01T00:00:00Z"), sub(result={})),
    ("object has no property 'version'", sub(version="1.0.0"), sub(context={})),
    ("object has no property 'authority'", sub(authority=AGENT), sub(attachments=[])),
    (
        "object.context.platform is only",
        sub(context={"platform": "web"}, object=REF),
        sub(context={"platform": "web"}),
    ),
    # attachments
    ("attachments must be a list", {"attachments": FILE}, {"attachments": []}),
    ("attachments[0].usageType must be an absolute IRI", file(usageType="file"), file(usageType="a:file")),
    ("attachments[0].display is missing", file(display=None), file(description={"en": "A"})),
    (
        "attachments[0].contentType must be a media type",
        file(contentType="should fail"),
        file(contentType="image/svg+xml"),
    ),
    ("attachments[0].length must be a whole number", file(length="5"), file(length=0)),
    ("attachments[0].length must be a whole number", file(length=1.5), file(length=5)),
    ("attachments[0].sha2 must be a SHA-2", file(sha2="a" * 63), file(sha2="A" * 128)),
    (
        "attachments[0].fileUrl must be an absolute IRI",
        file(fileUrl="file.txt"),
        file(fileUrl="https://e.org/f"),
    ),
    ("has neither a part nor a fileUrl", file(fileUrl=None), file()),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule[0])
def test_a_broken_one_is_refused_and_an_almost_broken_one_taken(lrs_client: Client, rule: Rule) -> None:
    assert_rule(lrs_client, rule)


def test_every_fault_is_said_at_once(lrs_client: Client) -> None:
    wrong = statement(actor={"mbox": "ann"}, verb={"id": "answered"}, result={"success": 1})
    assert lrs_client.post(wrong).text.splitlines() == [
        "statement.actor.mbox must be mailto: and an address, not 'ann'",
        "statement.verb.id must be an absolute IRI, not 'answered'",
        "statement.result.success must be true or false, not 1",
    ]


def test_the_faults_of_a_batch_say_which_statement(lrs_client: Client) -> None:
    assert lrs_client.post(statement(), statement(verb={})).text == "statement[1].verb.id is missing\n"


NOT_JSON = [b"", b"{", b"\xff", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"[" * 100_000, b"1", b'"a"']


@pytest.mark.parametrize("body", NOT_JSON)
def test_what_is_no_statement_is_refused(lrs_client: Client, body: bytes) -> None:
    assert lrs_client("POST", "statements", body).status == 400
