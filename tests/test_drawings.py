"""Drawings from anybody: nothing in them runs, fetches or travels unknown; what is drawn stays."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from drawings import CLEANED, ILLUSTRATOR, INKSCAPE, REFUSED, SILENT, drawing
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from coursebuilder.media.find import finder
from coursebuilder.model import Media
from coursebuilder.problems import Place, Problem
from coursebuilder.theme import read_theme
from coursebuilder.web_content.svg import MAX_SVG_BYTES, clean_svg, clean_svg_bytes
from coursebuilder.web_content.svg_size import svg_size

ROOT = Path(__file__).parent.parent
ATOMS = [
    "<g>",
    "</g>",
    "<style>",
    "</style>",
    "<script>",
    "&a;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "url(",
    ")",
]
ATOMS += [
    "'",
    '"',
    "\\",
    "@import ",
    "/*",
    "*/",
    ' href="',
    ' onload="',
    "javascript:",
    "<h:img ",
    "/>",
    ";",
    "#a",
]


def bytes_of(source: str | bytes) -> bytes:
    return source if isinstance(source, bytes) else source.encode()


@pytest.mark.parametrize("name", REFUSED)
def test_what_was_made_to_run_or_can_not_be_judged_is_refused(name: str) -> None:
    found = clean_svg_bytes(bytes_of(REFUSED[name]))
    assert found.fault and found.cure and found.line
    assert found.data == b""


@pytest.mark.parametrize("name", CLEANED)
def test_what_fetches_is_left_out_and_told(name: str) -> None:
    inside, told = CLEANED[name]
    found = clean_svg_bytes(drawing(inside).encode())
    assert found.fault == "" and told in " ".join(found.removed)
    assert not re.search(rb"trap|http-equiv|other\.|data:|//127|flow|style animated", found.data)
    assert b'<rect width="90" height="30" fill="#369"/>' in found.data
    assert clean_svg_bytes(found.data) == replace(found, removed=())


@pytest.mark.parametrize("name", SILENT)
def test_what_nobody_sees_is_left_out_without_a_word(name: str) -> None:
    found = clean_svg_bytes(drawing(SILENT[name]).encode())
    assert (found.fault, found.removed) == ("", ())
    assert not re.search(rb"trap|<[!?]|only_|on_top|onion|xml:base|:[a-wyz]\w*=", found.data)


@pytest.mark.parametrize("source", [ILLUSTRATOR, INKSCAPE], ids=["Illustrator", "Inkscape"])
def test_what_programs_for_drawing_write_is_taken(source: str) -> None:
    found = clean_svg_bytes(source.encode())
    assert (found.fault, found.removed) == ("", ())
    root = etree.fromstring(found.data)
    namespaces = {uri for element in root.iter() for uri in element.nsmap.values()}
    assert namespaces <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert not re.search(rb"<[!?]|adobe|sodipodi|inkscape:|xmlns:[^x]|rdf|home|pgf", found.data)
    assert b"Hello" in found.data and b"url(#" in found.data
    assert svg_size(found.data) == (90, 30)


def test_our_own_drawings_travel_whole() -> None:
    paths = sorted((ROOT / "courses").rglob("*.svg"))
    assert paths
    for path in paths:
        found = clean_svg(path)
        assert (found.fault, found.removed) == ("", ())
        assert canonical(path.read_bytes()) == canonical(found.data)


def canonical(data: bytes) -> bytes:
    return etree.tostring(etree.fromstring(data), method="c14n")


def test_everything_that_draws_is_kept() -> None:
    inside = (
        '<defs><clipPath id="c"><circle r="9"/></clipPath><filter id="f">'
        '<feDropShadow dx="1" flood-color="red"/></filter>'
        '<radialGradient id="r" fx="1"><stop offset="0" stop-color="#fff"/></radialGradient></defs>'
        "<style>@media (prefers-color-scheme:dark){rect{fill:rgb(0 0 0/50%)}}"
        'rect:not(.a){fill:url("#r")}</style>'
        '<g id="Ebene 1&apos;" aria-label="see url(x)" data-name="a\\b" style="mix-blend-mode:multiply">'
        '<text font-family="\'Open Sans\'" clip-path="url(#c)">A <tspan>b</tspan> c</text>'
        '<use href="#c" filter="url(\'#f\')" transform="rotate(9) translate(1,2)"/>'
        '<image href="data:image/png;base64,AA==" width="9" height="9"/>'
        '<animateTransform attributeName="transform" type="rotate" from="0 1 1" to="9 1 1" dur="1s"/></g>'
    )
    source = drawing(inside).encode()
    found = clean_svg_bytes(source)
    assert (found.fault, found.removed) == ("", ())
    assert len(found.data) >= len(source.replace(b"&apos;", b"'")) - len(b' xmlns:xlink=""' * 3) - 110
    for part in re.findall(r"[\w-]+=\"[^\"]*\"", inside.replace("&apos;", "'")):
        assert part in found.data.decode()
    assert "A <tspan>b</tspan> c" in found.data.decode()


@given(st.lists(st.sampled_from(ATOMS), max_size=12).map("".join))
def test_what_travels_is_judged_again_as_it_is(inside: str) -> None:
    found = clean_svg_bytes(drawing(inside, '<!DOCTYPE svg [<!ENTITY a "b">]>').encode())
    if found.fault:
        assert found.data == b""
    else:
        assert clean_svg_bytes(found.data) == replace(found, removed=())
        assert b"<!" not in found.data
        for element in etree.fromstring(found.data).iter():
            assert etree.QName(element).localname in {"svg", "rect", "g", "style"}
            assert "onload" not in element.attrib and "href" not in element.attrib


@given(st.binary(max_size=200))
def test_any_bytes_are_judged(data: bytes) -> None:
    assert clean_svg_bytes(data).fault


def test_the_line_and_the_cure_are_told(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a.svg").write_text(drawing("\n\n<script/>"))
    problems: list[Problem] = []
    place = Place("modules/one.md", 7)
    for use in ("picture", "file"):
        found = finder(tmp_path, problems)("media/a.svg", place, use)
        assert isinstance(found, Problem) and found.place == place and found.severity == "error"
        assert found.message == '"media/a.svg:3" holds a script (<script>)'
        assert found.code == "unsafe-svg" and "without scripts" in found.hint
    assert problems == []


def test_a_drawing_to_download_is_cleaned_as_one_to_look_at(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a.svg").write_text(drawing('<image href="b.png"/>', "<!DOCTYPE svg>"))
    problems: list[Problem] = []
    find = finder(tmp_path, problems)
    shown, linked = (find("media/a.svg", Place("one.md", 1), use) for use in ("picture", "file"))
    assert shown == linked
    assert isinstance(linked, Media) and linked.data and b"b.png" not in linked.data
    assert [one.code for one in problems] == ["cleaned-svg"]


def test_a_themes_drawing_travels_cleaned(tmp_path: Path) -> None:
    look = tmp_path / "look"
    (look / "assets").mkdir(parents=True)
    (look / "theme.yaml").write_text("theme: {title: Ours}\n")
    (look / "more.css").write_text("a{background:url(assets/a.svg)}b{background:url(assets/b.svg)}")
    (look / "assets" / "a.svg").write_text(drawing('<image href="b.png"/>', "<!-- a --><!DOCTYPE svg>"))
    (look / "assets" / "b.svg").write_text(drawing("<g onclick='x'/>"))
    theme, problems = read_theme("look", Place("course.yaml"), (tmp_path,))
    assert [one.code for one in problems] == ["cleaned-svg", "unsafe-svg"]
    assert theme and list(theme.assets) == ["assets/a.svg"]
    data = theme.assets["assets/a.svg"]
    assert isinstance(data, bytes) and data.startswith(b"<svg ") and b"b.png" not in data


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    (path := tmp_path / "a.svg").write_bytes(b" " * (MAX_SVG_BYTES + 1))
    assert "1 MB" in clean_svg(path).fault and clean_svg(path).cure
