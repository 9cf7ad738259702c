"""Each rule for SCORM 2004 packages: one package it must refuse, one that only looks as if.

What both versions ask for is tried with the packages of the 1.2 tests, put into the words of 2004.
"""

from __future__ import annotations

import pytest
from rule_cases import Change, Files, package
from test_scorm12_rules import BROKEN as BROKEN12
from test_scorm12_rules import FINE as FINE12
from test_scorm12_rules import both, good, swap

from coursebuilder.targets import TARGETS, detect
from coursebuilder.targets.scorm2004.rules import CODES, package_rules

WORDS = {
    "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "http://www.imsglobal.org/xsd/imscp_v1p1",
    "http://www.adlnet.org/xsd/adlcp_rootv1p2": "http://www.adlnet.org/xsd/adlcp_v1p3",
    "scormtype": "scormType",
    "<schemaversion>1.2<": "<schemaversion>2004 4th Edition<",
    "<title>Module</title></item>": "<title>Module</title><imsss:sequencing><imsss:objectives>"
    '<imsss:primaryObjective objectiveID="result" satisfiedByMeasure="true">'
    "<imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>"
    "</imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>",
    'version="1.0" xmlns=': 'version="1.0" xmlns:imsss="http://www.imsglobal.org/xsd/imsss" xmlns=',
}


def in_2004(files: Files) -> Files:
    made = dict(files)
    for name in made:
        if name.endswith(".xml"):
            for old, new in WORDS.items():
                made[name] = made[name].replace(old, new)
    return made


def put_file(name: str) -> Change:
    return lambda files: files.update({name: "<xs:schema/>"})


MEASURE = "<imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>"
MAP = '<imsss:mapInfo targetObjectiveID="all"/>'
THRESHOLD = '<adlcp:completionThreshold minProgressMeasure="1.0"/></item>'
HIDING = (
    '<adlnav:presentation xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3"><adlnav:navigationInterface>'
    "<adlnav:hideLMSUI>{}</adlnav:hideLMSUI></adlnav:navigationInterface></adlnav:presentation></item>"
)
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="{} imscp_v1p1.xsd"'
POINTING = swap("<manifest ", f"<manifest {XSI.format('http://www.imsglobal.org/xsd/imscp_v1p1')} ")

# In the words of 2004 from the start.
BROKEN: dict[str, list[Change]] = {
    "manifest-version": [
        swap("2004 4th Edition", "2004 4th edition"),
        swap("2004 4th Edition", "1.2"),
        swap("2004 4th Edition", "2004 2nd Edition"),
    ],
    "manifest-names": [
        both(swap("xmlns:imsss", "xmlns:ss"), swap("imsss:", "ss:")),
        swap("<imsss:objectives>", '<imsss:objectives xmlns:i="http://www.imsglobal.org/xsd/imsss">'),
    ],
    "objective-map": [swap(MEASURE, MEASURE + MAP)],
    "hidden-control": [swap("</item>", HIDING.format("next")), swap("</item>", HIDING.format(""))],
    "primary-objective": [
        swap(' satisfiedByMeasure="true"', ""),
        swap(">0.8<", ">80<"),
        swap(">0.8<", ">most<"),
        swap("</imsss:primaryObjective>", "</imsss:primaryObjective><imsss:primaryObjective/>"),
    ],
    "completion-threshold": [swap("</item>", THRESHOLD)],
    "sequencing-reference": [swap("<imsss:sequencing>", '<imsss:sequencing IDRef="common">')],
    "schema-files": [POINTING, put_file("imscp_v1p1.xsd")],
}
FINE: dict[str, list[Change]] = {
    "manifest-version": [swap("2004 4th Edition", "2004 3rd Edition")],
    "manifest-names": [
        swap("xmlns:imsss", 'xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss')
    ],
    "objective-map": [swap(MEASURE, MEASURE + "<!-- imsss:mapInfo -->")],
    "primary-objective": [swap(MEASURE, ""), swap(">0.8<", ">1.0<"), swap(">0.8<", ">-1<")],
    "completion-threshold": [swap("<title>Module", "<title>adlcp:completionThreshold")],
    "sequencing-reference": [swap("<imsss:sequencing>", '<imsss:sequencing ID="common">')],
    "hidden-control": [
        swap("</item>", HIDING.format("continue")),
        swap("</item>", HIDING.format(" suspendAll\n")),
    ],
    "schema-files": [both(POINTING, put_file("imscp_v1p1.xsd"))],
}


def codes(files: Files) -> set[str]:
    return {problem.code for problem in package_rules(package(files))}


def changed(change: Change) -> Files:
    files = in_2004(good())
    change(files)
    return files


def translated(change: Change) -> Files:
    files = good()
    change(files)
    return in_2004(files)


def test_a_good_package_has_no_problem() -> None:
    assert codes(in_2004(good())) == set()


@pytest.mark.parametrize("code", BROKEN)
def test_each_rule_finds_what_it_is_for(code: str) -> None:
    for change in BROKEN[code]:
        assert code in codes(changed(change))


@pytest.mark.parametrize("code", FINE)
def test_no_rule_goes_too_far(code: str) -> None:
    for change in FINE[code]:
        assert codes(changed(change)) == set()


@pytest.mark.parametrize("code", sorted(BROKEN12.keys() - {"manifest-version"}))
def test_what_1_2_refuses_2004_refuses(code: str) -> None:
    for change in BROKEN12[code]:
        assert code in codes(translated(change))


@pytest.mark.parametrize("code", sorted(FINE12.keys() - {"file-unlisted"}))
def test_what_1_2_takes_2004_takes(code: str) -> None:
    for change in FINE12[code]:
        assert codes(translated(change)) == set()


def test_every_code_has_both() -> None:
    assert BROKEN.keys() == FINE.keys()
    assert BROKEN.keys() | BROKEN12.keys() == FINE.keys() | FINE12.keys() == CODES


def test_editions_are_told_apart_and_from_1_2() -> None:
    assert detect(package(in_2004(good()))) is TARGETS["scorm2004-4th"]
    assert detect(package(changed(FINE["manifest-version"][0]))) is TARGETS["scorm2004-3rd"]
    assert detect(package(good())) is TARGETS["scorm12"]
    assert detect(package(changed(BROKEN["manifest-version"][0]))) is None


SEVERE = {  # what ADL's own validator refuses, and what only some platforms can't do
    "warning": [
        ("objective-map", swap(MEASURE, MEASURE + MAP)),
        ("schema-files", put_file("imscp_v1p1.xsd")),
    ],
    "error": [
        ("schema-files", POINTING),
        ("resource-kind", swap('adlcp:scormType="sco"', 'adlcp:scormtype="sco"')),
        ("identifier-form", swap('identifier="item"', 'identifier="{item}"')),
        ("hidden-control", BROKEN["hidden-control"][0]),
    ],
}


@pytest.mark.parametrize("severity", SEVERE)
def test_how_much_it_matters(severity: str) -> None:
    for code, change in SEVERE[severity]:
        found = package_rules(package(changed(change)))
        assert {one.severity for one in found if one.code == code} == {severity}, code
