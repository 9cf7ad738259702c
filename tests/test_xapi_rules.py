"""Package rules for a tincan.xml: each finds what it is for, and goes no further."""

from __future__ import annotations

import pytest
from rule_cases import Change, Files, changed, package, put, swap_in

from coursebuilder.targets import TARGETS, detect
from coursebuilder.targets.xapi.rules import CODES, package_rules

NS = "http://projecttincan.com/tincan.xsd"
MODULE, COURSE = "http://adlnet.gov/expapi/activities/module", "http://adlnet.gov/expapi/activities/course"
LAUNCH = '<launch lang="en-GB">index.html</launch>'
WORDS = '<name lang="en-GB">A</name><description lang="en-GB">B</description>'
DOCUMENT = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<tincan xmlns="{NS}">\n<activities>\n'
    f'<activity id="https://example.org/c/m" type="{MODULE}">{WORDS}{LAUNCH}</activity>\n'
    f'<activity id="https://example.org/c" type="{COURSE}">{WORDS}</activity>\n</activities>\n</tincan>\n'
)


def good() -> Files:
    return {"tincan.xml": DOCUMENT, "index.html": "<!doctype html><title>A</title>", "style.css": ""}


def swap(old: str, new: str) -> Change:
    return swap_in("tincan.xml", old, new)


BROKEN: dict[str, list[Change]] = {
    "tincan-missing": [lambda files: files.pop("tincan.xml")],
    "tincan-twice": [put("more/tincan.xml")],
    "tincan-unreadable": [
        swap("</tincan>", ""),
        swap("\n<tincan", '\n<!DOCTYPE t [<!ENTITY e "x">]><tincan'),
    ],
    "tincan-names": [swap(NS, NS + "x")],
    "activity-iri": [swap("https://example.org/c/m", "c/m"), swap(f' type="{MODULE}"', "")],
    "activity-twice": [swap('"https://example.org/c/m"', '"https://example.org/c"')],
    "one-launch": [swap(LAUNCH, ""), swap(f"{WORDS}</activity>", f"{WORDS}{LAUNCH}</activity>")],
    "launch-file": [
        swap("index.html", "start.html"),
        swap("index.html", "index.html?a=1"),
        swap("index.html", "http://["),
        swap("index.html", ""),
    ],
    "activity-words": [
        swap('<name lang="en-GB">A</name>', ""),
        swap(">B<", "> <"),
        swap(f"{WORDS}{LAUNCH}", f"{LAUNCH}{WORDS}"),
    ],
    "character-reference": [swap(">A<", ">Don&#39;t<")],
}
FINE: dict[str, list[Change]] = {
    "tincan-missing": [put("more/cmi.xml")],
    "tincan-twice": [put("more/tincan.xml.txt")],
    "tincan-unreadable": [swap(">A<", "><!-- DOCTYPE -->Caf\u00e9 &amp; co<")],
    "tincan-names": [swap("<tincan ", '<tincan xmlns:x="urn:x" ')],
    "activity-iri": [swap("https://example.org/c/m", "urn:uuid:3643f060-757a-4609-8f4b-660486613a3b")],
    "activity-twice": [swap("https://example.org/c/m", "https://example.org/C")],
    "one-launch": [
        swap(WORDS + "</activity>\n</activities>", WORDS + "<!-- launch --></activity>\n</activities>")
    ],
    "launch-file": [swap("index.html", "https://example.org/start")],
    "activity-words": [swap(">A<", ">0<")],
    "character-reference": [swap(">A<", ">Don't &amp; won't<")],
}


def codes(change: Change) -> set[str]:
    return {problem.code for problem in package_rules(changed(good(), change))}


def test_a_good_package_has_no_problem() -> None:
    assert package_rules(package(good())) == []


@pytest.mark.parametrize("code", BROKEN)
def test_each_rule_finds_what_it_is_for(code: str) -> None:
    for change in BROKEN[code]:
        assert code in codes(change)


@pytest.mark.parametrize("code", FINE)
def test_no_rule_goes_too_far(code: str) -> None:
    for change in FINE[code]:
        assert codes(change) == set()


def test_every_code_has_both() -> None:
    assert set(BROKEN) == set(FINE) == CODES


def test_files_are_looked_at_as_well() -> None:
    assert codes(put("AICCShim.html")) == {"file-reserved"}


def test_detection_by_the_document() -> None:
    assert detect(package(good())) is TARGETS["xapi"]
    assert detect(package({"start.html": ""})) is None
