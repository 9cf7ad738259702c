"""Each rule for SCORM 1.2 packages: one package it must refuse, one that only looks as if."""

from __future__ import annotations

import pytest
from rule_cases import Change, Files, changed, package, swap_in

from coursebuilder.targets import TARGETS, detect
from coursebuilder.targets.scorm12.rules import CODES, package_rules

PAGE = """<!doctype html><html><head><link rel="stylesheet" href="style.css"></head><body>
<a href="https://www.nhs.uk/">NHS</a><p>Write to https://example.org</p>
<script type="application/json">{"a": "https://example.org/x.js"}</script><script src="runtime.js"></script>
</body></html>"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="course--module" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="org">
    <organization identifier="org">
      <title>Course</title>
      <item identifier="item" identifierref="resource"><title>Module</title></item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="resource" type="webcontent" adlcp:scormtype="sco" href="index.html">
      <file href="index.html"/><file href="runtime.js"/><file href="style.css"/>
    </resource>
  </resources>
</manifest>
"""


def good() -> Files:
    return {
        "imsmanifest.xml": MANIFEST,
        "index.html": PAGE,
        "runtime.js": 'const svg = "http://www.w3.org/2000/svg"; // see https://example.org',
        "style.css": "body{background:url(media/a.png)}",
    }


def swap(old: str, new: str, name: str = "imsmanifest.xml") -> Change:
    return swap_in(name, old, new, -1)


def put(name: str, content: str = "") -> Change:
    """A file more, listed as it must be."""

    def change(files: Files) -> None:
        files[name] = content
        swap('<file href="index.html"/>', f'<file href="index.html"/><file href="{name}"/>')(files)

    return change


def move(old: str, new: str) -> Change:
    def change(files: Files) -> None:
        files[new] = files.pop(old)

    return change


def both(*changes: Change) -> Change:
    def change(files: Files) -> None:
        for one in changes:
            one(files)

    return change


SECOND = '<resource identifier="r2" type="webcontent" adlcp:scormtype="{}" href="style.css"/></resources>'
ITEM = "<title>Module</title></item>"

BROKEN: dict[str, list[Change]] = {
    "manifest-missing": [
        move("imsmanifest.xml", "folder/imsmanifest.xml"),
        move("imsmanifest.xml", "IMSManifest.xml"),
    ],
    "manifest-unreadable": [
        swap("</manifest>", ""),
        swap('<?xml version="1.0" encoding="UTF-8"?>', '<!DOCTYPE manifest [<!ENTITY e SYSTEM "a.txt">]>'),
        swap("<title>Course", "<title>Caf&eacute;"),
    ],
    "manifest-names": [
        swap("imscp_rootv1p1p2", "imscp_v1p1"),
        both(swap("xmlns:adlcp", "xmlns:s"), swap("adlcp:", "s:")),
        both(
            swap("<schema>", '<i:schema xmlns:i="http://www.imsproject.org/xsd/imscp_rootv1p1p2">'),
            swap("</schema>", "</i:schema>"),
        ),
    ],
    "manifest-order": [
        swap(ITEM, "<adlcp:masteryscore>80</adlcp:masteryscore><title>Module</title></item>"),
        swap(ITEM, "<title>Module</title><title>Again</title></item>"),
        swap("<schemaversion>1.2</schemaversion>", "<schemaversion>1.2</schemaversion><title>No</title>"),
        swap("<item ", "<metadata/><item "),
        swap("<resources>", "<resources><metadata/>"),
    ],
    "manifest-parts": [swap("organizations", "organisations"), swap("resources>", "files>")],
    "manifest-version": [
        swap(">1.2<", ">2004 4th Edition<"),
        swap("ADL SCORM", "SCORM"),
        swap("<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>", ""),
    ],
    "character-reference": [
        swap("<title>Course", "<title>Don&#39;t"),
        swap("<title>Course", "<title>&#x27;"),
    ],
    "identifier-form": [
        swap('identifier="item"', 'identifier="2nd item"'),
        swap('identifier="org"', 'identifier="a:b"'),
    ],
    "identifier-length": [swap('identifier="course--module"', f'identifier="{"a" * 129}"')],
    "identifier-twice": [swap('identifier="item"', 'identifier="org"')],
    "reference-dangling": [
        swap('identifierref="resource"', 'identifierref="res"'),
        swap('default="org"', 'default="x"'),
    ],
    "file-missing": [
        swap('<file href="style.css"/>', '<file href="style.css"/><file href="media/gone.png"/>'),
        swap('<file href="style.css"/>', '<file href=".\\style.css"/>'),
        swap("</metadata>", "<adlcp:location>lom.xml</adlcp:location></metadata>"),
        swap("<resource id", '<resource xml:base="media/" id'),
    ],
    "file-case": [move("style.css", "Style.css")],
    "file-unlisted": [swap('<file href="style.css"/>', "")],
    "one-sco": [
        swap("</resources>", SECOND.format("sco")),
        swap('scormtype="sco"', 'scormtype="asset"'),
        swap("</item>", '</item><item identifier="i2" identifierref="resource"><title>Again</title></item>'),
    ],
    "launch-address": [
        swap('href="index.html">', 'href="index.html?scorm=1">'),
        swap('sco" href="index.html"', 'sco"'),
        swap('sco" href="index.html"', 'sco" href="https://example.org/index.html"'),
        swap('sco" href="index.html"', 'sco" href="pages/index.html"'),
        swap('type="webcontent"', 'type="webcontent" xml:base="media/"'),
        swap("<resources>", '<resources xml:base="media/">'),
        swap('identifierref="resource"', 'identifierref="resource" parameters="?a=1"'),
    ],
    "resource-kind": [
        swap('type="webcontent"', 'type="html"'),
        swap('scormtype="sco"', 'scormtype="SCO"'),
        swap('scormtype="sco"', 'SCORMTYPE="sco"'),
    ],
    "title-missing": [swap("<title>Course</title>", ""), swap("<title>Module", "<title>0")],
    "title-length": [swap("<title>Module", f"<title>{'m' * 201}")],
}
FINE: dict[str, list[Change]] = {
    "manifest-missing": [put("more/imsmanifest.xml", "<other/>")],
    "manifest-unreadable": [
        swap("<title>Course", "<!-- DOCTYPE --><title>Caf\u00e9 &amp; co"),
        swap("\n", "\r\n"),
    ],
    "manifest-names": [swap("<schema>", '<schema xmlns:x="urn:x">')],
    "manifest-parts": [swap("<organizations default", "<organizations structure='x' default")],
    "manifest-order": [swap(ITEM, "<title>Module</title><adlcp:masteryscore>80</adlcp:masteryscore></item>")],
    "manifest-version": [swap("<metadata>", "<metadata><!-- 2004 -->")],
    "character-reference": [swap("<title>Course", "<title>Don't &amp; &lt;won't&gt;")],
    "identifier-form": [
        swap('identifier="item"', 'identifier="_i-2.B"'),
        swap('identifier="item"', 'identifier="  caf\u00e9\t"'),
    ],
    "identifier-length": [swap('identifier="course--module"', f'identifier="{"a" * 128}"')],
    "identifier-twice": [swap('identifier="item"', 'identifier="Org"')],
    "reference-dangling": [
        swap(' default="org"', ""),
        both(
            swap('identifier="resource"', 'identifier="  resource "'),
            swap('default="org"', 'default=" org\n"'),
        ),
        swap('identifierref="resource"', 'identifierref=" resource  "'),
    ],
    "file-missing": [
        put("media/there.png"),
        swap('<file href="style.css"/>', '<file href="./style.css"/><file href="https://example.org/a"/>'),
        swap('<file href="style.css"/>', '<file href="style.css?v=1#top"/>'),
    ],
    "file-case": [put("media/Style.css")],
    "file-unlisted": [
        lambda files: files.update({"imscp_rootv1p1p2.xsd": "", "schemas/XMLSchema.dtd": ""}),
        both(
            lambda files: files.update({"lom.xml": "<lom/>"}),
            swap("</metadata>", "<adlcp:location>lom.xml</adlcp:location></metadata>"),
        ),
    ],
    "one-sco": [swap("</resources>", SECOND.format("asset"))],
    "launch-address": [
        both(move("index.html", "start.html"), swap("index.html", "start.html")),
    ],
    "resource-kind": [swap("</resources>", SECOND.format("asset"))],
    "title-missing": [swap("<title>Module", "<title>00")],
    "title-length": [swap("<title>Module", f"<title>{'m' * 200}")],
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


SEVERE = {  # how much it matters: what platforms really refuse, what only the standard does
    "warning": [
        (
            "manifest-order",
            swap(ITEM, "<adlcp:masteryscore>80</adlcp:masteryscore><title>Module</title></item>"),
        ),
        ("one-sco", swap("</resources>", SECOND.format("sco"))),
        ("one-sco", swap('scormtype="sco"', 'scormtype="asset"')),
        ("launch-address", swap('type="webcontent"', 'type="webcontent" xml:base=""')),
        ("resource-kind", swap('scormtype="sco"', 'SCORMTYPE="sco"')),
        ("file-unlisted", swap('<file href="style.css"/>', "")),
        ("title-length", swap("<title>Module", f"<title>{'m' * 255}")),
    ],
    "error": [
        ("one-sco", swap(' identifierref="resource"', "")),
        ("launch-address", swap('sco" href="index.html"', 'sco"')),
        ("launch-address", swap("<resources>", '<resources xml:base="media/">')),
        ("resource-kind", swap('scormtype="sco"', 'scormtype="SCO"')),
        ("title-length", swap("<title>Module", f"<title>{'m' * 256}")),
        ("identifier-form", swap('identifier="item"', 'identifier="2nd-item"')),
    ],
}


@pytest.mark.parametrize("severity", SEVERE)
def test_what_a_platform_takes_is_no_error(severity: str) -> None:
    for code, change in SEVERE[severity]:
        found = package_rules(changed(good(), change))
        assert {one.severity for one in found if one.code == code} <= {severity}, code


def test_every_code_has_both() -> None:
    assert set(BROKEN) == set(FINE) == CODES


def test_a_manifest_one_folder_down_is_pointed_out() -> None:
    files = good()
    move("imsmanifest.xml", "folder/imsmanifest.xml")(files)
    (problem, *_) = package_rules(package(files))
    assert "folder/imsmanifest.xml" in problem.hint


def test_detection_by_the_manifest() -> None:
    assert detect(package(good())) is TARGETS["scorm12"]
    other = good()
    swap(">1.2<", ">2004<")(other)
    assert detect(package(other)) is None
    other["imsmanifest.xml"] = "<manifest"
    assert detect(package(other)) is TARGETS["scorm12"], "its rules say what is wrong"
    assert detect(package({"start.html": ""})) is None
    assert detect(package({"index.html": "", "folder/imsmanifest.xml": MANIFEST})) is None
