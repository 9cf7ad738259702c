"""What makes a browser fetch, run or hide something: one list for sheets, templates and package rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursebuilder.problems import Place
from coursebuilder.targets.remote import fetched_addresses
from coursebuilder.theme import read_theme
from coursebuilder.web_content.addresses import runs_script
from coursebuilder.web_content.css import (
    AT_RULES,
    FUNCTIONS,
    first_refused,
    tokens,
    without_comments,
)
from coursebuilder.web_content.html import LOADING, refused_markup

FAR = "https://example.org/a"
FETCHING_CSS = {
    f"a{{background:url({FAR})}}": True,
    f"a{{background:url( '{FAR}' )}}": True,
    f'a{{background:URL("{FAR}")}}': True,
    f"a{{background:red/**/url({FAR})}}": True,
    f"a{{background:u\\72l({FAR})}}": True,
    f"a{{background:\\000075 rl('{FAR}')}}": True,
    f"@import '{FAR}';": True,
    f"@import/**/'{FAR}';": True,
    f"@\\69mport '{FAR}';": True,
    f"@import url('{FAR}') screen;": True,
    f"@font-face{{src:local(a),url({FAR}) format('woff2')}}": True,
    f"a{{background:src('{FAR}')}}": True,
    f"a{{background:image-set('a.png' 1x, \"{FAR}\" type('image/png') 2x)}}": True,
    f"a{{background:-webkit-image-set(url({FAR}) 1x)}}": True,
    f"a{{background:image('{FAR}', red)}}": True,
    f"a{{background:-webkit-cross-fade('a.png', '{FAR}', 50%)}}": True,
    f"a{{mask:image-set(linear-gradient(red,rgb(0,0,0)) 1x, '{FAR}' 2x)}}": True,
    f"/* url({FAR}) */ a{{color:red}}": False,
    f"a::after{{content:'{FAR}'}}": False,
    "@namespace url(http://www.w3.org/1999/xhtml);": False,
    f"/* url({FAR})": False,
    "a{background:url(data:image/png;base64,A//B/*)}": False,
}


@pytest.mark.parametrize(("css", "fetches"), FETCHING_CSS.items())
def test_what_a_sheet_fetches_from_elsewhere(css: str, fetches: bool) -> None:
    assert fetched_addresses(".css", css) == ((FAR,) if fetches else ())
    assert fetched_addresses(".html", f"<style>{css}</style>") == ((FAR,) if fetches else ())


@pytest.mark.parametrize("css", [css for css, fetches in FETCHING_CSS.items() if fetches])
def test_no_sheet_of_a_theme_and_no_drawing_fetches_so(css: str, tmp_path: Path) -> None:
    assert first_refused(css, lambda address: False)
    assert "theme-css" in codes(tmp_path, css)


@pytest.mark.parametrize(
    "css",
    [
        "a{background:url(assets/a.svg/*) no-repeat}b{background:url(//example.org/a);c:/**/)}",
        "a{--b:'c\f;}d{background:url(//example.org/a)} '}",
        "a{--b:'c\\\n'}d{background:url(//example.org/a)} '}",
        "a{b:ur\nl(//example.org/a)}",
        "@im\nport '//example.org/a';",
        "a{b:element(#c)}",
        "a{b:paint(c)}",
        "a{b:cross-fade(c)}",
        "@document url(//example.org){a{color:red}}",
        "@unknown a;",
        "@ import 'a';",
    ],
)
def test_nothing_hides_an_address_in_a_themes_sheet(css: str, tmp_path: Path) -> None:
    assert "theme-css" in codes(tmp_path, css)


def test_lines_of_a_theme_stay_apart(tmp_path: Path) -> None:
    """Joined, a * at the end of a line and a / on the next would end a comment, and its rest be rules."""
    css = "a{left:1px}\n/* *\n/ b{background:url(//example.org/a)} */\nc{left:2px}"
    theme, _ = made(tmp_path, css)
    assert css in theme


def test_what_themes_write_is_taken(tmp_path: Path) -> None:
    css = (
        "@media(min-width:40em){a:not(.b):nth-child(2n + 1)::before{content:'\\201C' attr(href)counter(a)}}"
        "@supports (display:grid){main{grid-template-columns:repeat(auto-fit,minmax(calc(1rem*2),1fr))}}"
        "@layer a{@container b (width > 9px){p{transform:translateX(9px) rotate(3deg)}}}"
        "@keyframes a{from{left:0}}p{inset:max(1px,env(safe-area-inset-top)) var(--ink)}"
        "a{mask:linear-gradient(red,transparent);filter:drop-shadow(0 0 1px)}"
        "a{transition:all 1s cubic-bezier(0,0,1,1)}"
    )
    assert codes(tmp_path, css) <= {"theme-unchecked-colour"}


def codes(folder: Path, css: str) -> set[str]:
    return made(folder, css)[1]


def made(folder: Path, css: str) -> tuple[str, set[str]]:
    """The style of a theme with this more.css, and the codes of what is wrong with it."""
    (look := folder / "look").mkdir()
    (look / "theme.yaml").write_text("theme: {title: Ours}\n")
    (look / "more.css").write_text(css, encoding="utf-8")
    theme, problems = read_theme("look", Place("course.yaml"), (folder,))
    assert theme
    return theme.style, {one.code for one in problems}


def test_a_sheet_is_the_sum_of_its_tokens() -> None:
    for css in FETCHING_CSS:
        assert "".join(one.text for one in tokens(css)) == css
    assert without_comments("a/* b\nc */d '/*' url(/*) /* e") == "a \nd '/*' url(/*)  "


def test_no_function_that_fetches_is_listed() -> None:
    fetching = {
        "url",
        "src",
        "image",
        "image-set",
        "-webkit-image-set",
        "cross-fade",
        "element",
        "paint",
        "expression",
    }
    assert not fetching & FUNCTIONS
    assert not {"import", "charset", "namespace", "document", "-moz-document"} & AT_RULES


@pytest.mark.parametrize(
    "markup",
    [
        *(f'<{tag} {name}="{FAR}">' for tag, name in (
            ("img", "src"), ("img", "srcset"), ("video", "poster"), ("object", "data"),
            ("body", "background"),
            ("form", "action"), ("button", "formaction"), ("html", "manifest"), ("a", "ping"),
            ("link", "imagesrcset"),
            ("img", "lowsrc"), ("applet", "code"), ("applet", "codebase"), ("a", "attributionsrc"),
            ("base", "href"),
        )),
        f'<img srcset="a.png 1x, {FAR} 2x">',
        f'<meta http-equiv="refresh" content="0; url={FAR}">',
        f'<svg><image href="{FAR}"/></svg>',
        f'<svg><use xlink:href="{FAR}#a"/></svg>',
        f'<svg><filter><feImage href="{FAR}"/></filter></svg>',
        f'<p style="background:image-set(\'{FAR}\' 1x)">',
    ],
)  # fmt: skip
def test_what_makes_a_browser_fetch_is_told_of_templates_and_packages(markup: str) -> None:
    assert refused_markup(markup)
    assert any(FAR in one for one in fetched_addresses(".html", markup))


@pytest.mark.parametrize(
    "markup",
    [
        *(
            f"<{tag}>"
            for tag in ("script", "style", "iframe", "frameset", "object", "embed", "portal", "noscript")
        ),
        *(
            "<p onclick=a>",
            "<p ONPOINTERRAWUPDATE=a>",
            "<p/onclick=a>",
            '<p title="a"onclick=a>',
            "<p srcdoc=a>",
        ),
        *('<a href="javascript:a">', '<a href=" java&#10;script:a">', '<a href="&#106;avascript:a">'),
        *('<a href="data:text/html,a">', '<a href="vbscript:a">', '<a href="data:application/xhtml+xml,a">'),
        "<!--><script>a</script>-->",
        "<!---><script>a</script>-->",
        "<!-- a --!><script>a</script>-->",
        "<!-- <!-- a --><img src=x>-->",
        "<![CDATA[><script>a</script>]]>",
        "<!doctype html>",
        '<textarea><p title="</textarea><img src=x onerror=a>">',
        '<xmp><p title="</xmp><img src=x onerror=a>">',
        '<noscript><p title="</noscript><img src=x onerror=a>">',
        "<svg><animate onbegin=a></svg>",
    ],
)
def test_what_templates_may_not_write(markup: str) -> None:
    assert refused_markup(f"<main>{markup}</main>")


@pytest.mark.parametrize(
    "markup",
    [
        '<p class="a" title="Javascript: what it is not" data-one="on" hidden>a</p>',
        '<h2 aria-label="Data: what we keep">a</h2>',
        f'<a href="{FAR}" target="_blank" rel="noopener">a</a>',
        '<img src="media/a.png" srcset="media/a.png 1x, media/b.png 2x" alt="">',
        '<video src="media/a.webm" poster="media/a.png" style="aspect-ratio:16/9"></video>',
        '<track src="data:text/vtt,a">',
        '<textarea rows="5"></textarea><!-- a - b -- c --><p>a</p>',
        '<svg viewBox="0 0 24 24"><use href="#i-a"/></svg>',
        "<p only_selected=1>a</p>",
    ],
)
def test_what_templates_may_write(markup: str) -> None:
    assert refused_markup(markup) == [] or "Javascript:" in markup


def test_loading_attributes_are_the_strictest_of_all() -> None:
    asked = "src srcset poster data background action formaction manifest ping"
    assert set(asked.split()) <= LOADING


def test_addresses_that_run() -> None:
    for address in (
        "javascript:a",
        "\x01java\tscript:a",
        "JAVASCRIPT:a",
        "data:text/html;base64,a",
        "data:text/xml,a",
    ):
        assert runs_script(address)
    for address in (
        "",
        "#a",
        "https://example.org/javascript:",
        "data:image/svg+xml,a",
        "data:text/vtt,a",
        "Data: xml",
    ):
        assert not runs_script(address)
