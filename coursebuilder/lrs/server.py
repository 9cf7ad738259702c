"""The double as an HTTP server on 127.0.0.1, as a context manager: `with serve() as lrs: ...`."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from coursebuilder.lrs.double import ROOT, Exchange, Lrs, answer, refusal
from coursebuilder.lrs.faults import Fault, Limits
from coursebuilder.lrs.messages import Clock, Refused, Reply, Request
from coursebuilder.lrs.store import Store

LOGINS = {"coursebuilder": "preview"}  # no secret: only this machine can reach it
MAX_BODY = 64 * 1024**2  # bytes of a request


def now() -> datetime:
    """The current time in UTC."""
    return datetime.now(UTC)


@contextmanager
def serve(
    logins: Mapping[str, str] = LOGINS,
    *,
    path: Path | None = None,
    clock: Clock = now,
    limits: Limits = Limits(),  # noqa: B008  # frozen
    port: int = 0,
) -> Iterator[Lrs]:
    """Run an LRS while the block runs.

    logins: user -> password; path: an SQLite file to keep everything in, default memory; clock: the current
    time, zoned; port: 0 for a free one
    """
    server = _Server(("127.0.0.1", port), _Handler)
    store = Store(path)
    server.lrs = Lrs(f"http://127.0.0.1:{server.server_port}", logins, store, clock, limits)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.lrs
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        with server.lrs.lock:
            server.over = True
            store.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    lrs: Lrs
    over = False  # connections that were kept open may outlive the block

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print a traceback, except for connections that a browser dropped."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    wbufsize = 65536
    disable_nagle_algorithm = True
    timeout = 30  # browsers open connections they never use

    def handle_any(self) -> None:
        """Answer one request, with the fault that applies to it."""
        lrs = self.server.lrs
        try:
            request = self._request()
        except ValueError as error:
            self.close_connection = True
            self._refuse(str(error))
            return
        fault = _fault_for(lrs, request)
        time.sleep(fault.seconds)
        reply = self._reply(request, fault)
        if reply is None or fault.no_reply:
            self.close_connection = True
            with suppress(OSError):  # the other side may have gone already
                self.connection.shutdown(socket.SHUT_RDWR)
        else:
            self._send(reply)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = handle_any

    def _request(self) -> Request:
        address = urlsplit(self.path)
        pairs = parse_qsl(address.query, keep_blank_values=True, errors="strict")
        query = dict(pairs)
        if len(query) < len(pairs):
            raise ValueError("a parameter stands twice in the query")
        return Request(self.command, unquote(address.path), query, self._headers(), self._body())

    def _headers(self) -> dict[str, str]:
        return {name.lower(): text for name, text in self.headers.items()}

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return b"".join(self._chunks())
        length = int(self.headers.get("Content-Length") or 0)
        if not 0 <= length <= MAX_BODY:
            raise ValueError("the body is too large")
        return self.rfile.read(length)

    def _chunks(self) -> Iterator[bytes]:
        total = 0
        while size := int(self.rfile.readline(100).partition(b";")[0], 16):
            total += size
            if size < 0 or total > MAX_BODY:
                raise ValueError("the body is too large")
            yield self.rfile.read(size)
            self.rfile.readline(100)
        while self.rfile.readline(65536).strip():
            pass

    def _reply(self, request: Request, fault: Fault) -> Reply | None:
        lrs = self.server.lrs
        with lrs.lock:
            if self.server.over:
                return None
            try:
                reply = None if fault.offline else answer(lrs, request, fault.status, fault.page)
            except Exception:
                self._send(Reply(500, {}, b"a fault of the double itself\n"))
                raise
            lrs.exchanges.append(Exchange(lrs.clock(), request, reply, replied=not fault.no_reply))
            return reply

    def _refuse(self, reason: str) -> None:
        """Refuse what is no valid request, with the headers that let a page read the refusal."""
        lrs = self.server.lrs
        request = Request(self.command, "", {}, self._headers(), b"")
        with lrs.lock:
            reply = None if self.server.over else refusal(lrs, request, Refused(400, reason))
        if reply:
            self._send(reply)

    def _send(self, reply: Reply) -> None:
        try:
            self.send_response(reply.status)
            for name, text in reply.headers.items():
                self.send_header(name, text)
            if reply.status not in {204, 304}:
                self.send_header("Content-Length", str(len(reply.body)))
            if self.close_connection:
                self.send_header("Connection", "close")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(reply.body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the page was closed while it loaded

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing; `Lrs.exchanges` holds the requests."""


def _fault_for(lrs: Lrs, request: Request) -> Fault:
    """The first fault that applies to the request, its `times` counted down.

    A Fault without effect if none.
    """
    path = request.path.removeprefix(ROOT).removeprefix("/")
    with lrs.lock:
        for n, fault in enumerate(lrs.faults):
            if fault.applies_to(request.method, path):
                if fault.after:
                    lrs.faults[n] = replace(fault, after=fault.after - 1)
                    continue
                if fault.times is not None:
                    lrs.faults[n] = replace(fault, times=fault.times - 1)
                return fault
    return Fault()
