"""Package rules of cmi5: each finds what it is for, and goes no further."""

from __future__ import annotations

import pytest
from rule_cases import Change, Files, changed, package, put, swap_in

from coursebuilder.targets import TARGETS, detect
from coursebuilder.targets.cmi5.rules import CODES, package_rules

NS = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
TITLE, ABOUT = (f'<langstring lang="en-GB">{text}</langstring>' for text in "AB")
WORDS = f"<title>{TITLE}</title><description>{ABOUT}</description>"
AU = (
    f'<au id="https://example.org/c/m" moveOn="CompletedAndPassed" masteryScore="0.8">{WORDS}'
    '<objectives><objective idref="https://example.org/c/m/objective/aim"/></objectives><url>index.html</url></au>'
)
STRUCTURE = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<courseStructure xmlns="{NS}">\n'
    f'<course id="https://example.org/c">{WORDS}</course>\n'
    f'<objectives><objective id="https://example.org/c/m/objective/aim">{WORDS}</objective></objectives>\n'
    f"{AU}\n</courseStructure>\n"
)
SECOND = AU.replace("c/m", "c/n").replace("c/n/objective", "c/m/objective")
BLOCK = f'<block id="https://example.org/c/b">{WORDS}{SECOND}</block>'


def good() -> Files:
    return {
        "cmi5.xml": STRUCTURE,
        "index.html": "<!doctype html><title>A</title>",
        "runtime.js": "",
        "style.css": "",
    }


def swap(old: str, new: str) -> Change:
    return swap_in("cmi5.xml", old, new)


BROKEN: dict[str, list[Change]] = {
    "structure-missing": [lambda files: files.pop("cmi5.xml")],
    "structure-unreadable": [
        swap("</courseStructure>", ""),
        swap("\n<courseStructure", '\n<!DOCTYPE c [<!ENTITY e "x">]><courseStructure'),
    ],
    "structure-names": [swap(NS, NS + "x"), swap(f' xmlns="{NS}"', "")],
    "structure-order": [
        swap("<url>index.html</url>", ""),
        swap("<title>", '<description><langstring lang="en-GB">B</langstring></description><title>'),
        swap(f"{AU}\n", ""),
        swap("<url>", "<colour>red</colour><url>"),
        swap("<url>index.html</url>", "<url>index.html</url><url>index.html</url>"),
        swap('<title><langstring lang="en-GB">A</langstring></title>', "<title/>"),
    ],
    "character-reference": [swap(">A<", ">Don&#39;t<")],
    "iri-form": [
        swap('"https://example.org/c/m"', '"m"'),
        swap('"https://example.org/c"', '"https://example.org/a b"'),
        swap('course id="https://example.org/c"', "course"),
    ],
    "iri-twice": [swap('au id="https://example.org/c/m"', 'au id="https://example.org/c"')],
    "objective-dangling": [swap('idref="https://example.org/c/m/objective/aim"', 'idref="urn:x"')],
    "au-address": [
        swap("index.html", "start.html"),
        swap("index.html", "index.html#page-2"),
        swap("index.html", "/index.html"),
        swap("index.html", "http://["),
        swap("index.html", "ftp://example.org/index.html"),
    ],
    "au-query": [
        swap("index.html", "index.html?actor=1"),
        swap("index.html", "index.html?a=1&amp;activityId="),
    ],
    "au-condition": [
        swap("CompletedAndPassed", "Finished"),
        swap('masteryScore="0.8"', 'masteryScore="80"'),
        swap('masteryScore="0.8"', 'masteryScore="1.1"'),
        swap('masteryScore="0.8"', 'masteryScore="0.80001"'),
        swap('masteryScore="0.8"', 'launchMethod="Popup"'),
    ],
    "text-missing": [swap(">A<", "> <")],
}
FINE: dict[str, list[Change]] = {
    "structure-missing": [put("more/cmi5.xml", "<other/>")],
    "structure-unreadable": [swap(">A<", "><!-- DOCTYPE -->Caf\u00e9 &amp; co<"), swap("\n", "\r\n")],
    "structure-names": [swap("<courseStructure ", '<courseStructure xmlns:x="urn:x" ')],
    "structure-order": [
        swap(AU, AU + BLOCK),
        swap("</au>", '<x:more xmlns:x="urn:x"/></au>'),
        swap("</url>", "</url><launchParameters>a</launchParameters>"),
    ],
    "character-reference": [swap(">A<", ">Don't &amp; won't<")],
    "iri-form": [
        swap('au id="https://example.org/c/m"', 'au id="urn:uuid:3643f060-757a-4609-8f4b-660486613a3b"')
    ],
    "iri-twice": [swap('au id="https://example.org/c/m"', 'au id="https://example.org/C"')],
    "objective-dangling": [
        swap('<objectives><objective idref="https://example.org/c/m/objective/aim"/></objectives>', "")
    ],
    "au-address": [swap("index.html", "https://example.org/start"), swap("index.html", "index.html?a=1")],
    "au-query": [swap("index.html", "index.html?actors=1")],
    "au-condition": [
        swap('masteryScore="0.8"', 'masteryScore="1.0"'),
        swap(' moveOn="CompletedAndPassed" masteryScore="0.8"', ""),
    ],
    "text-missing": [swap(">A<", ">0<")],
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


READS_LAUNCH = 'const given = ["endpoint", "fetch", "actor", "registration", "activityId"].map(of);'


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"index.html": "", "au.js": READS_LAUNCH}, True),
        ({"index.html": "<script>get('LMS.LaunchData')</script>"}, True),
        ({"index.html": "", "au.js": READS_LAUNCH.replace("activityId", "activity_id")}, False),
        ({"index.html": "<p>About cmi5: an endpoint, an actor, a registration</p>"}, False),
    ],
)
def test_a_cmi5_package_without_its_structure_is_told_from_the_web(files: Files, found: bool) -> None:
    assert detect(package(files)) is TARGETS["web"]
    problems = TARGETS["web"].package_rules(package(files))
    assert ("cmi5-missing" in {problem.code for problem in problems}) is found


def test_detection_by_the_structure() -> None:
    assert detect(package(good())) is TARGETS["cmi5"]
    assert detect(package({"index.html": "", "more/cmi5.xml": ""})) is None
