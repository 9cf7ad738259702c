"""cmi5.xml and tincan.xml as they are made: what moves learners on, names, escaping, several units."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from lxml import etree
from made import assessment, page, question
from test_scorm12_manifest import AWKWARD, NAMES, order

from coursebuilder.model import Objective, Provider, Rules
from coursebuilder.package import Inline, Package
from coursebuilder.problems import Place
from coursebuilder.targets import cmi5, xapi
from coursebuilder.targets.cmi5.parsed_structure import CS, Launchable, units
from coursebuilder.targets.iris import advice, iris
from coursebuilder.targets.target import Order
from coursebuilder.targets.xapi.rules import TC
from coursebuilder.targets.xml import parse

PLACE = Place("x")
AIMS = (Objective(PLACE, "aim", "Ask first."), Objective(PLACE, "goal", "Listen"))


def assessed(rules: Rules | None = None, base: str = "", title: str = "What matters to you?") -> Order:
    asked = order(title)
    pages = (page("one"), page("two", question("a", "b"), assessment=assessment()))
    module = replace(asked.modules[0], pages=pages, objectives=AIMS, rules=rules or Rules())
    provider = Provider(PLACE, "P", "", (), (), base, "", None, "", {}) if base else None
    course = replace(asked.course, modules=(module,), provider=provider)
    return replace(asked, course=course, modules=(module,))


def structure(asked: Order, names: tuple[str, ...] = NAMES) -> etree._Element:
    return parse(cmi5.CMI5.control(asked, names)["cmi5.xml"])


def unit(asked: Order) -> Launchable:
    control = cmi5.CMI5.control(asked, NAMES)
    (found,) = units(Package("", {name: Inline(data) for name, data in control.items()}))
    return found


def test_what_moves_the_learner_on() -> None:
    assert (unit(order()).move_on, unit(order()).mastery_score) == ("Completed", None)
    passing, reading = assessed(), assessed(Rules(mastery_score=Decimal("0.75"), end_status="completed"))
    assert (unit(passing).move_on, unit(passing).mastery_score) == ("CompletedAndPassed", 0.8)
    assert (unit(reading).move_on, unit(reading).mastery_score) == ("Completed", 0.75)
    exact = parse(cmi5.CMI5.control(assessed(Rules(mastery_score=Decimal("1"))), NAMES)["cmi5.xml"])
    assert next(exact.iter(CS + "au")).get("masteryScore") == "1"


def test_names_come_from_ids_and_the_provider() -> None:
    made = structure(assessed(base="https://example.org/courses"))
    base = "https://example.org/courses/toolkit-intro"
    names = [element.get("id") for element in made.iter() if element.get("id")]
    assert names == [
        f"{base}--what-matters",
        f"{base}/what-matters/objective/aim",
        f"{base}/what-matters/objective/goal",
        f"{base}/what-matters",
    ]
    references = [element.get("idref") for element in made.iter(CS + "objective") if element.get("idref")]
    assert references == names[1:3]
    tincan = parse(xapi.XAPI.control(assessed(base="https://example.org/courses"), NAMES)["tincan.xml"])
    assert [one.get("id") for one in tincan.iter(TC + "activity")] == [names[3], base]


def test_without_an_address_names_are_uuids_that_never_change() -> None:
    """The same in every release: reports go on counting the same things."""
    named = iris(order().course)
    module = order().modules[0]
    assert named.course == "urn:uuid:cd548fee-e85c-5308-bf47-dd9c8e435ffd"
    assert named.module(module) == "urn:uuid:ac111891-9f9d-5d57-8edb-e0b19a91e6db"
    renamed = replace(module, title="Other", pages=())
    assert named.module(renamed) == named.module(module)
    assert len({named.course, named.module(module), named.package(order())}) == 3
    assert {one.code for one in advice(order().course)} == {"no-iri-base"}
    assert advice(assessed(base="https://example.org").course) == []


def test_texts_are_escaped_as_platforms_read_them() -> None:
    for target, name in ((cmi5.CMI5, "cmi5.xml"), (xapi.XAPI, "tincan.xml")):
        document = target.control(assessed(title=AWKWARD), NAMES)[name]
        assert b"&#3" not in document.replace(b"&amp;#39;", b"")
        root = parse(document)
        assert any('Don\'t "ask" & <listen>' in (one.text or "") for one in root.iter())


def test_several_units_over_shared_files() -> None:
    asked = assessed(base="https://example.org")
    other = replace(asked.modules[0], id="second", title="The second")
    whole = replace(
        asked,
        course=replace(asked.course, modules=(*asked.modules, other)),
        modules=(*asked.modules, other),
        whole=True,
    )
    names = ("what-matters/index.html", "second/index.html", "runtime.js", "style.css")
    made = structure(whole, names)
    assert [one.findtext(CS + "url") for one in made.iter(CS + "au")] == list(names[:2])
    assert next(made.iter(CS + "course")).get("id") == "https://example.org/toolkit-intro"
    assert (
        len(list(made.iter(CS + "au"))) == 2
        and len({one.get("id") for one in made.iter() if one.get("id")}) == 7
    )
    launched = parse(xapi.XAPI.control(whole, NAMES)["tincan.xml"])
    (first, *rest) = launched.iter(TC + "activity")
    assert first.get("id") == "https://example.org/toolkit-intro" and len(rest) == 2
    assert [one.find(TC + "launch") is not None for one in (first, *rest)] == [True, False, False]


def test_the_vocabulary_comes_along() -> None:
    for target in (cmi5.CMI5, xapi.XAPI):
        assert b"https://w3id.org/xapi/profiles/context" in target.control(order(), NAMES)["profile.json"]
