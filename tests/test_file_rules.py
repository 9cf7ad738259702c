"""Each rule for the files of any package: a package that breaks it, and a good one that almost does."""

from __future__ import annotations

import pytest
from rule_cases import Change, Files, changed, package, put, swap_in

from coursebuilder.package import Inline, Package
from coursebuilder.targets import TARGETS
from coursebuilder.targets.files import MAX_TEXT, MAX_TOLD, RULES, file_rules

PAGE = """<!doctype html><html><head><meta charset="utf-8"><link rel="stylesheet" href="style.css">
<link rel="canonical" href="https://example.org/course"></head><body>
<a href="https://www.nhs.uk/">NHS</a><p>Write to https://example.org</p>
<script type="application/json">{"a": "https://example.org/x.js"}</script><script src="runtime.js"></script>
</body></html>"""
XLINK = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def good() -> Files:
    return {
        "index.html": PAGE,
        "runtime.js": 'const svg = "http://www.w3.org/2000/svg"; // see https://example.org',
        "style.css": "body{background:url(media/a.png)}",
    }


def page(old: str, new: str) -> Change:
    return swap_in("index.html", old, new)


def paragraph(markup: str) -> Change:
    return page("<p>", f"{markup}<p>")


def script(text: str) -> Change:
    return put("more.js", text)


BROKEN: dict[str, list[Change]] = {
    "file-name": [
        *(put(f"media/{name}.png") for name in ("a b", "\u00e9t\u00e9", "a'b", "a(1)")),
        *(put(f"media/a{sign}b.png") for sign in "&:<>|*?"),
    ],
    "file-name-length": [put("media/" + "a" * 250)],
    "file-reserved": [put("AICCShim.html")],
    "file-leftover": [put("__MACOSX/._index.html"), put("media/.DS_Store"), put("Thumbs.db"), put("._a.js")],
    "file-type": [put("media/film.mp4"), put("captions.VTT"), put("a.mjs")],
    "file-large": [put("more.js", "x" * (MAX_TEXT + 1)), put("more.css", " " * (MAX_TEXT + 1))],
    "file-encoding": [
        page('<meta charset="utf-8">', "\u00e9"),
        page('<meta charset="utf-8">', '<meta charset="iso-8859-1">\u00e9'),
    ],
    "remote-file": [
        put("more.css", "@import 'https://example.org/a.css';"),
        put("font.css", "a{src:url( '//example.org/a.woff')}"),
        put("a.svg", f'<svg {XLINK}><image xlink:href="http://example.org/a.png"/></svg>'),
        page('src="runtime.js"', 'src="//example.org/runtime.js"'),
        page('href="style.css"', 'href="https://example.org/style.css"'),
        page("<p>", '<p style="background:url(https://example.org/a.png)">'),
        paragraph('<img srcset="a.png 1x, https://example.org/a.png 2x">'),
        paragraph(
            "https://example.org/shown<img src='//example.org/a.png'>"
        ),  # what is only shown hides nothing
        paragraph('<img srcset=">https://example.org/shown, //example.org/a.png 2x">'),
        paragraph("<style>@font-face{src:url(https://example.org/f)}</style>"),
        paragraph('<iframe src="https://video.example.org/1"></iframe>'),
        paragraph('<a ping="https://example.org/a" href="b.html">B</a>'),
        page("<head>", '<head><meta http-equiv="refresh" content="0; url=https://example.org/">'),
        page("<head>", '<head><link rel="dns-prefetch" href="//example.org">'),
        page("<head>", '<head><base href="https://example.org/">'),
    ],
    "remote-mention": [
        script("const home = 'https://other.host.uk/docs';"),
        paragraph('<script>show("https://other.host.uk/docs")</script>'),
        *(
            script(text)
            for text in (
                "fetch('https://other.host.uk/track')",
                'import("https://other.host.uk/a.js")',
                'import a from "https://other.host.uk/a.js";',
                "new Image().src = '//other.host.uk/a.gif'",
                'r.open("GET", "https://other.host.uk/a")',
                "navigator.sendBeacon(`https://other.host.uk/a`, data)",
                "new WebSocket('wss://other.host.uk/a')",
            )
        ),
        paragraph("<script>new Image().src = 'https://other.host.uk/a.gif'</script>"),
    ],
}
FINE: dict[str, list[Change]] = {
    "file-name": [put("media/A_b-c.2.png")],
    "file-name-length": [put("media/" + "a" * 249)],
    "file-reserved": [put("AICC.html")],
    "file-leftover": [put("MACOSX/index.html"), put("media/DS_Store.png"), put("a._b.js"), put(".nojekyll")],
    "file-type": [put("media/film.webm"), put("media/mp4"), put("media/film.m4v")],
    "file-large": [put("more.js", "x" * MAX_TEXT), put("film.webm", "x" * (MAX_TEXT + 1))],
    "file-encoding": [
        page("<p>", "<p>Caf\u00e9"),
        page('<meta charset="utf-8">', ""),
        page('<meta charset="utf-8">', '<meta charset="iso-8859-1">'),
        page('<meta charset="utf-8">', '<meta http-equiv="Content-Type" content="a; charset=UTF-8">\u00e9'),
        page("<!doctype", "\ufeff<!doctype"),
        put("more.js", "const a = '\u00e9';"),
    ],
    "remote-file": [
        put("more.css", "@import 'more2.css'; a{b:url(data:image/png;base64,A//B)} /* https://a.org */"),
        put("more2.css", "/* url(https://example.org/a.png) */ @namespace url(http://www.w3.org/1999/xhtml);"),
        put("a.svg", f'<svg {XLINK}><a xlink:href="https://example.org"><path d="M0"/></a></svg>'),
        paragraph("https://example.org/shown"),
        paragraph('<q cite="https://example.org">a</q><img src="data:image/gif;base64,AA">'),
        paragraph('<!--[if lt IE 9]><script src="https://example.org/old.js"></script><![endif]-->'),
        page("<head>", '<head><link rel="license" href="https://example.org/by">'),
        page("<head>", '<head><meta property="og:image" content="https://example.org/a.png">'),
        page("<head>", '<head><meta http-equiv="refresh" content="9; url=next.html">'),
        put("empty.html"),
    ],
    "remote-mention": [
        script("var a = ['http://adlnet.gov/expapi/verbs/passed', 'https://w3id.org/xapi/cmi5/x'];"),
        script("const a = 'http://activitystrea.ms/schema/1.0/page', b = 'http://www.example.com/x';"),
        script("// https://other.host.uk\nconst a = 'data//x.y'; const b = \"http://www.w3.org/1999/xhtml\";"),
        paragraph('<script type="application/ld+json">{"@id": "https://example.org/a"}</script>'),
    ],
}  # fmt: skip


def codes(change: Change) -> set[str]:
    return {problem.code for problem in file_rules(changed(good(), change))}


def test_good_files_have_no_problem() -> None:
    assert file_rules(package(good())) == []


@pytest.mark.parametrize("code", BROKEN)
def test_each_rule_finds_what_it_is_for(code: str) -> None:
    for number, change in enumerate(BROKEN[code]):
        assert codes(change) == {code}, number
        assert all(problem.hint for problem in file_rules(changed(good(), change)))


@pytest.mark.parametrize("code", FINE)
def test_no_rule_goes_too_far(code: str) -> None:
    for number, change in enumerate(FINE[code]):
        assert codes(change) == set(), number


def test_every_code_has_both() -> None:
    assert set(BROKEN) == set(FINE) == set(RULES)


def test_other_encodings_are_told() -> None:
    def found(data: bytes) -> list[tuple[str, str]]:
        made = file_rules(Package("x", {"index.html": Inline(data)}))
        return [(problem.code, problem.severity) for problem in made]

    assert found("<p>Caf\u00e9".encode("latin-1")) == [("file-encoding", "warning")]  # a stray byte
    assert found("<p>\u00e4\u00f6\u00fc\u00df".encode("latin-1")) == [("file-encoding", "error")]
    assert found('<meta charset="latin1"><p>Caf\u00e9'.encode("latin-1")) == [("file-encoding", "warning")]
    assert found("<p>Caf\u00e9".encode("utf-16")) == [("file-encoding", "warning")]


def test_what_platforms_remove_is_worse_than_what_some_may_change() -> None:
    (removed,) = file_rules(changed(good(), put("a'b.png")))
    (other,) = file_rules(changed(good(), put("a b.png")))
    assert (removed.severity, other.severity) == ("error", "warning")


def test_of_many_files_the_first_are_told() -> None:
    files = {f"a {number:03}.png": "" for number in range(300)}
    found = file_rules(package({**good(), **files}))
    assert len(found) == MAX_TOLD + 1
    assert found[-1].message.startswith("and 290 more files like these")


def test_hosts_that_scripts_name_are_one_line() -> None:
    files = {f"{n}.js": f"var a = 'https://host{n}.uk/a', b = 'https://HOST{n}.uk/b';" for n in range(5)}
    (found,) = file_rules(package({**good(), **files}))
    assert found.message == "scripts name addresses on 5 other hosts: host0.uk, host1.uk, host2.uk and others"
    assert (found.severity, found.place.path) == ("warning", "0.js")


def test_every_standard_looks_at_its_files() -> None:
    files = package({**good(), "a'b.png": ""})
    for target in TARGETS.values():
        assert "file-name" in {problem.code for problem in target.package_rules(files)}, target.name


@pytest.mark.parametrize(
    "piece", ["/*", "url(", "'//a.a ", 'fetch("//a', "@namespace ", "import ", '<a href="', "/ ", "&#x2f;"]
)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    """Two megabytes of what makes patterns go back and forth, as a sheet, a script and a page.

    A pattern that goes back for each sign would need days.
    """
    text = piece * (2_000_000 // len(piece))
    file_rules(package({"a.css": text, "a.js": text, "a.html": text}))
