"""The double on a port of this machine, as a block: `with serve() as lrs: ...`."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from coursebuilder.lrs.double import ROOT, Exchange, Lrs, answer
from coursebuilder.lrs.faults import Fault, Limits
from coursebuilder.lrs.messages import Clock, Reply, Request
from coursebuilder.lrs.store import Store

LOGINS = {"coursebuilder": "preview"}  # no secret: only this machine can reach it
MOST = 64 * 1024**2  # bytes of a request


def now() -> datetime:
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
    """A running LRS on a free port of the loopback address, in memory or in one SQLite file."""
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
            store.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    lrs: Lrs


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    wbufsize = 65536
    disable_nagle_algorithm = True
    timeout = 30  # browsers open connections they never use

    def handle_any(self) -> None:
        lrs = self.server.lrs
        try:
            request = self._request()
        except ValueError as error:
            self.close_connection = True
            self._send(Reply(400, {"Content-Type": "text/plain"}, f"{error}\n".encode()))
            return
        fault = _met(lrs, request)
        time.sleep(fault.seconds)
        try:
            reply = None if fault.offline else self._reply(lrs, request, fault)
        except Exception:
            self._send(Reply(500, {}, b"a fault of the double itself\n"))
            raise
        lrs.exchanges.append(Exchange(lrs.clock(), request, reply, heard=not fault.deaf))
        if reply is None or fault.deaf:
            self._hang_up()
        else:
            self._send(reply)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = handle_any

    def _request(self) -> Request:
        address = urlsplit(self.path)
        pairs = parse_qsl(address.query, keep_blank_values=True, errors="strict")
        query = dict(pairs)
        if len(query) < len(pairs):
            raise ValueError("a parameter stands twice in the query")
        headers = {name.lower(): text for name, text in self.headers.items()}
        return Request(self.command, unquote(address.path), query, headers, self._body())

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return b"".join(self._chunks())
        length = int(self.headers.get("Content-Length") or 0)
        if not 0 <= length <= MOST:
            raise ValueError("the body is too large")
        return self.rfile.read(length)

    def _chunks(self) -> Iterator[bytes]:
        total = 0
        while size := int(self.rfile.readline(100).partition(b";")[0], 16):
            total += size
            if total > MOST:
                raise ValueError("the body is too large")
            yield self.rfile.read(size)
            self.rfile.readline(100)
        while self.rfile.readline(65536).strip():
            pass

    def _reply(self, lrs: Lrs, request: Request, fault: Fault) -> Reply:
        with lrs.lock:
            return answer(lrs, request, fault.status)

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

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the terminal; `Lrs.exchanges` remembers."""


def _met(lrs: Lrs, request: Request) -> Fault:
    """The first fault that this request meets; it has then happened once more."""
    path = request.path.removeprefix(ROOT).removeprefix("/")
    with lrs.lock:
        for n, fault in enumerate(lrs.faults):
            if fault.meets(request.method, path):
                if fault.times is not None:
                    lrs.faults[n] = replace(fault, times=fault.times - 1)
                return fault
    return Fault()
