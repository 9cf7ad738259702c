"""Drawings opened by themselves, as a learner opens a link to one: no script runs, nothing is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest
from drawings import CLEANED, ILLUSTRATOR, INKSCAPE, REFUSED, SILENT, TRAP, drawing
from playwright.sync_api import Browser, BrowserContext

from coursebuilder.web_content.svg import clean_svg_bytes

# Two frames later, when clicks and animations have had their effect, the page's last request goes out.
LAST = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  .then(() => fetch("/last")).then(() => null)"""


@dataclass
class Site:
    """A site of drawings that notes what else it is asked for."""

    address: str
    context: BrowserContext
    drawings: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    heard: Event = field(default_factory=Event)  # something has been asked for

    def shown(self, data: bytes, asks: bool = False) -> list[str]:
        """What is asked for while this drawing is opened and clicked, until all it began has had its turn.

        asks: wait for the first request, of a drawing that makes one
        """
        self.drawings["/drawing.svg"] = data.replace(TRAP.encode(), f"{self.address}/trap".encode())
        self.asked.clear()
        self.heard.clear()
        page = self.context.new_page()
        try:
            page.goto(f"{self.address}/drawing.svg", wait_until="load")
            if page.url == f"{self.address}/drawing.svg":
                page.mouse.click(5, 5)
                if not asks:
                    page.evaluate(LAST)
            if asks:
                self.heard.wait(timeout=30)
            return [path for path in self.asked if path != "/last"]
        finally:
            page.close()


@pytest.fixture(scope="module")
def site(browser: Browser) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = made.drawings.get(self.path)
            if data is None and self.path != "/favicon.ico":
                made.asked.append(self.path)
                made.heard.set()
            self.send_response(404 if data is None else 200)
            self.send_header("Content-Type", "image/svg+xml")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(data or b"")

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server, browser.new_context() as context:
        made = Site(f"http://127.0.0.1:{server.server_port}", context)
        Thread(target=server.serve_forever, daemon=True).start()
        yield made
        server.shutdown()


@pytest.mark.parametrize(
    "name",
    [
        *("an entity behind a comment", "a default attribute", "a script of HTML", "onload", "@import"),
        *("image-set()", "url in a style behind a comment", "a comment in url", "a text left open"),
    ],
)
def test_unjudged_such_drawings_run_and_fetch(site: Site, name: str) -> None:
    """Else the next test would prove nothing."""
    source = REFUSED[name]
    assert site.shown(source if isinstance(source, bytes) else source.encode(), asks=True) != []


def test_what_travels_neither_runs_nor_fetches(site: Site) -> None:
    sources = {name: drawing(inside) for name, (inside, _) in CLEANED.items()}
    sources |= {name: drawing(inside) for name, inside in SILENT.items()}
    sources |= {"Illustrator": ILLUSTRATOR, "Inkscape": INKSCAPE}
    asked = {}
    for name, source in sources.items():
        found = clean_svg_bytes(source.encode())
        assert found.data
        if here := site.shown(found.data):
            asked[name] = here
    assert asked == {}


def test_what_is_refused_leaves_nothing_to_open() -> None:
    left = [
        name
        for name, source in REFUSED.items()
        if clean_svg_bytes(source if isinstance(source, bytes) else source.encode()).data
    ]
    assert left == []
