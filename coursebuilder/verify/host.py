"""A web server on 127.0.0.1 that serves a package, and the page of a SCORM platform that plays it.

The platform's page holds the package in an iframe and the API object in its own window, as most platforms do.
The scripts passed to `serve` make it a certain platform: they define `createLms(options)`, as a target's
double does; the `last` of what that returns is the name of the call that ends a launch.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from coursebuilder.package import Damaged, File, Inline, Package
from coursebuilder.verify.byte_ranges import OutOfRange, read_chunks, requested_range

PAGE = Path(__file__).with_name("lms.html")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "text/xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".webm": "video/webm",
    ".m4v": "video/mp4",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Host:
    """A running server.

    address: such as "http://127.0.0.1:40123", without a slash at its end
    asked: the paths of all requests, in order
    missing: those of them answered with 404
    """

    address: str
    asked: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def launch_page(self) -> str:
        """The address of the platform's page."""
        return f"{self.address}/lms"


@contextmanager
def serve(
    package: Package, scripts: Sequence[Path], page_headers: Mapping[str, str] | None = None
) -> Iterator[Host]:
    """Serve the package under /package/ and the platform's page at /lms until the block ends.

    scripts: files that the platform's page loads, in order
    page_headers: HTTP headers of the package's HTML pages, in place of those of the same name that they have
    """
    texts = [path.read_bytes() for path in scripts]
    tags = "\n".join(f'<script src="/lms/{n}.js"></script>' for n in range(len(texts)))
    own = {f"/lms/{n}.js": text for n, text in enumerate(texts)}
    own["/lms"] = PAGE.read_text("utf-8").replace("<!-- scripts -->", tags).encode()
    own["/desk"] = b"<!doctype html><html lang=en><title>Desk</title>"  # for reading what the platform stored
    hosts: list[Host] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, package, own, page_headers or {}, hosts))
    server.daemon_threads = True
    hosts.append(Host(f"http://127.0.0.1:{server.server_port}"))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield hosts[0]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    timeout = 10  # browsers open connections they never use

    def __init__(
        self,
        package: Package,
        own: dict[str, bytes],
        page_headers: Mapping[str, str],
        hosts: list[Host],
        *connection: object,
    ) -> None:
        self.package, self.own, self.page_headers, self.hosts = package, own, page_headers, hosts
        super().__init__(*connection)  # type: ignore[arg-type]  # passed through as they came

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        self.hosts[0].asked.append(path)
        name = path.removeprefix("/package/")
        if path in self.own:
            self._send(Inline(self.own[path]), TYPES.get(PurePosixPath(path).suffix, TYPES[".html"]))
        elif path.startswith("/package/") and name in self.package.files:
            kind = TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
            self._send(self.package.files[name], kind, self.page_headers if "html" in kind else {})
        elif path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            self.hosts[0].missing.append(path)
            self.send_error(404)

    def _send(self, file: File, kind: str, more: Mapping[str, str] | None = None) -> None:
        try:
            wanted = requested_range(self.headers["Range"], file.size)
        except OutOfRange:
            self.send_error(416)
            return
        sent = range(file.size) if wanted is None else wanted
        self.send_response(200 if wanted is None else 206)
        for name, value in {"Content-Type": kind, **(more or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(sent)))
        if wanted is not None:
            self.send_header("Content-Range", f"bytes {sent.start}-{sent.stop - 1}/{file.size}")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Permissions-Policy", "unload=()")  # as in Moodle: no page here hears of `unload`
        self.end_headers()
        try:
            for data in read_chunks(file, sent):
                self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):
            return  # the page was closed while it loaded, or has enough of a video for now
        except Damaged:
            self.close_connection = True  # the browser hears that there is less than was promised

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the terminal; `Host` remembers."""
