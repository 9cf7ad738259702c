"""Who may ask the studio: pages it served itself, on this machine, by the secret words in their addresses.

Any page open in a browser can send requests to this machine, and a foreign host name can be made to lead here
(DNS rebinding): hence Host and Origin are checked, besides a secret first part of each path. Previews have a
secret word of their own, so that a course's page never knows the one that reads and writes files.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The one script that stands in a page itself: it says that scripts run.
SCRIPT = 'document.documentElement.className="js"'
_FIRST = f"sha256-{base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()}"


def _word() -> str:
    return secrets.token_urlsafe(24)


@dataclass(frozen=True, slots=True)
class Secrets:
    """The first parts of the paths of the studio's own pages and of previews.

    nonce: what lets the editor write its style sheets
    """

    own: str = field(default_factory=_word)
    preview: str = field(default_factory=_word)
    nonce: str = field(default_factory=_word)


class Guard:
    """ASGI middleware: refuses all but the studio's own requests, and gives each answer its policy."""

    def __init__(self, app: ASGIApp, port: int, secret: Secrets) -> None:
        self.app = app
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self.secret = secret

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # lifespan; there are no web sockets
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        word = scope["path"].split("/")[1]
        preview = secrets.compare_digest(word.encode(), self.secret.preview.encode())
        own = secrets.compare_digest(word.encode(), self.secret.own.encode())
        if reason := self._refused(scope["method"], host, headers.get("origin"), own, preview):
            await PlainTextResponse(reason, 403)(scope, receive, send)
            return
        policy = _preview_policy(host, self.secret.preview) if preview else _own_policy(self.secret.nonce)

        async def with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                answer["Content-Security-Policy"] = policy
                answer["Cache-Control"] = "no-store"
                answer["Referrer-Policy"] = "no-referrer"
                answer["X-Content-Type-Options"] = "nosniff"
                answer["Cross-Origin-Opener-Policy"] = "same-origin"
            await send(message)

        await self.app(scope, receive, with_policy)

    def _refused(self, method: str, host: str, origin: str | None, own: bool, preview: bool) -> str:
        """Why a request is refused; "" where it isn't."""
        reading = method in {"GET", "HEAD"}
        if host not in self.hosts:
            return "asked by another name than this machine's"
        if not (own or (preview and reading)):
            return "open the address that the studio printed when it was started"
        if origin is None and reading:
            return ""
        if origin == f"http://{host}" or (preview and origin == "null"):  # a sandboxed frame has no origin
            return ""
        return "asked by a page that isn't the studio's"


def _own_policy(nonce: str) -> str:
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; "
        "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _preview_policy(host: str, word: str) -> str:
    """Of a preview: files of previews alone, no connection, no origin even in a window of its own."""
    here = f"http://{host}/{word}/"
    return (
        f"sandbox allow-scripts; default-src 'none'; script-src {here} '{_FIRST}'; "
        f"style-src {here} 'unsafe-inline'; img-src {here} data:; media-src {here}; font-src {here}; "
        f"connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors http://{host}"
    )
