"""How soon text is on a slow screen, and how much memory it takes.

    python tests/bench_screen.py [--plain] ZIP...

Each package on a line of 1.6 Mbit/s and 150 ms, on a processor four times slower, against a page made by
hand of the same words with a stylesheet of its own; both come packed, as web servers send them, or as they
are with --plain, as some platforms send them. First paint, median of several. Then the memory of the scripts
and the nodes of the page, after every page was seen.
"""

from __future__ import annotations

import gzip
import html
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, CDPSession, Page

from coursebuilder.package import Inline, Package, read_zip
from coursebuilder.verify.browser import launch

TIMES, SLOWER = 7, 4
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
STYLE = "body{font:1.1rem/1.6 sans-serif;max-width:40rem;margin:auto;padding:1rem}h1{line-height:1.2}\n"
WORDS = """() => [...document.querySelectorAll("main :is(h1, h2, h3, p, li, label, td)")]
  .map((one) => [one.localName[0] === "h" ? one.localName : "p", one.textContent])"""
PAINT = """() => performance.getEntriesByName("first-contentful-paint").map((one) => one.startTime)[0] || 0"""


def main(paths: list[str], plain: bool) -> None:
    with launch() as browser:
        for path in paths:
            package = read_zip(Path(path))
            with serve(package, plain) as ours:
                with serve(by_hand(browser, ours), plain) as theirs:
                    pairs = [(painted(browser, ours), painted(browser, theirs)) for _ in range(TIMES)]
                scripts, nodes = memory(browser, ours)
            one, two = (median(times) for times in zip(*pairs, strict=True))
            print(
                f"{Path(path).name:44} text after {one:4.0f} ms, by hand {two:4.0f} ms: {one / two:.2f} x;"
                f"  heap {scripts:.1f} MB, {nodes:,} nodes"
            )


@contextmanager
def serve(package: Package, plain: bool) -> Iterator[str]:
    """A web server that packs what it sends, unless `plain`; gives the address of the package's page."""
    files = {f"/{name}": package.read(name) for name in package.files}
    packed = files if plain else {name: gzip.compress(data, 6) for name, data in files.items()}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = packed.get(self.path.partition("?")[0])
            self.send_response(200 if data else 404)
            if not plain:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", str(guess_type(self.path.partition("?")[0])[0]))
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/index.html"
    finally:
        server.shutdown()
        server.server_close()


def by_hand(browser: Browser, address: str) -> Package:
    """The same words, as somebody would write them down in a plain page."""
    page = browser.new_page(java_script_enabled=True)
    page.goto(address)
    parts = "".join(f"<{tag}>{html.escape(text)}</{tag}>\n" for tag, text in page.evaluate(WORDS))
    page.close()
    head = '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>By hand</title>'
    head += '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="style.css">'
    files = {"index.html": f"{head}<main>{parts}</main>".encode(), "style.css": STYLE.encode()}
    return Package("by-hand", {name: Inline(data) for name, data in files.items()})


def painted(browser: Browser, address: str) -> float:
    """Milliseconds from the click to the first text."""
    page = slow(browser)
    page.goto(address)
    page.wait_for_function(f"({PAINT})() > 0")
    told: float = page.evaluate(PAINT)
    page.context.close()
    return told


def slow(browser: Browser) -> Page:
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    session: CDPSession = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def memory(browser: Browser, address: str) -> tuple[float, int]:
    """Megabytes of the scripts' heap and nodes of the page, once every page was seen."""
    page = browser.new_context().new_page()
    page.goto(address)
    while page.locator(".current .next").count():
        page.locator(".current .next").click()
    session: CDPSession = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    told = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    page.context.close()
    return told["JSHeapUsedSize"] / 1e6, int(told["Nodes"])


if __name__ == "__main__":
    main([path for path in sys.argv[1:] if path != "--plain"], "--plain" in sys.argv)
