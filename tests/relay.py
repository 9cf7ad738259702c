"""A provider's own relay before a record store: it adds the login, or it misbehaves as real ones do."""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from coursebuilder.lrs.double import Lrs

_ALLOWED = "Content-Type, X-Experience-API-Version"  # no Authorization: the page has none to send


class Relay(ThreadingHTTPServer):
    """`mood`: well, slow (answers late), deaf (closes the line), hostile (answers nonsense), or a status."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, store: Lrs) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.store, self.mood = store, "well"
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.endpoint = f"{self.address}/relay/"

    def handle_error(self, request: object, client_address: object) -> None:
        """A page that closed its line is nothing to tell of."""


class _Handler(BaseHTTPRequestHandler):
    server: Relay
    timeout = 20

    def do_OPTIONS(self) -> None:
        self._reply(204, b"", {"Access-Control-Allow-Headers": _ALLOWED, "Access-Control-Max-Age": "600"})

    def do_GET(self) -> None:
        self._pass_on(None)

    def do_POST(self) -> None:
        self._pass_on(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def _pass_on(self, body: bytes | None) -> None:
        mood = self.server.mood
        self.server.asked.append((f"{self.command} {self.path}", dict(self.headers)))
        if mood == "slow":
            time.sleep(4)
        if mood == "deaf":
            self.connection.close()
            return None
        if mood == "hostile":
            elsewhere = {"Location": "https://elsewhere.example/", "ETag": "<script>", "X-Odd": "a" * 5000}
            return self._reply(200, b'[{"__proto__": 1}, null, "' + b"x" * 3_000_000, elsewhere)
        if mood.isdigit():
            return self._reply(int(mood), b"<h1>No</h1>", {})
        store = self.server.store
        path = self.path.removeprefix("/relay/")
        request = urllib.request.Request(store.endpoint.rstrip("/") + "/" + path, body, method=self.command)
        for name in ("Content-Type", "X-Experience-API-Version"):
            if self.headers.get(name):
                request.add_header(name, self.headers[name])
        request.add_header("Authorization", store.authorization)
        try:
            with urllib.request.urlopen(request, timeout=10) as reply:
                self._reply(reply.status, reply.read(), {})
        except urllib.error.HTTPError as error:
            with error:
                self._reply(error.code, error.read(), {})

    def _reply(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        methods = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET, POST"}
        for name, value in {**methods, **headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the terminal."""


@contextmanager
def relaying(store: Lrs) -> Iterator[Relay]:
    """A relay before this store, on a free port of the loopback address."""
    relay = Relay(store)
    thread = threading.Thread(target=relay.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield relay
    finally:
        relay.shutdown()
        relay.server_close()
        thread.join()
