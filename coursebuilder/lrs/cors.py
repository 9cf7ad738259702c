"""Cross-origin requests (CORS): the preflight, and the headers that let a page read a reply."""

from __future__ import annotations

from dataclasses import replace

from coursebuilder.lrs.faults import Cors
from coursebuilder.lrs.messages import Reply, Request

METHODS = "GET, HEAD, POST, PUT, DELETE, OPTIONS"
_SAFE = {"accept", "accept-language", "content-language", "content-type"}  # as the Fetch standard has them
_REQUIRED_HEADERS = _SAFE | {"authorization", "x-experience-api-version"}
_EXPOSED = "ETag, Last-Modified, X-Experience-API-Version, X-Experience-API-Consistent-Through, Location"
_MAX_AGE = "600"  # seconds: a keepalive request while leaving can't wait for its preflight


def preflight(request: Request, cors: Cors) -> Reply:
    """Answer an OPTIONS request.

    cors "few" allows the headers that xAPI requires and refuses others with 400, as Ralph's web framework
    does; "none" answers 405.
    """
    if cors == "none":
        return Reply(405, {"Allow": METHODS})
    wanted = request.headers.get("access-control-request-headers", "")
    names = {name.strip().lower() for name in wanted.split(",") if name.strip()}
    allowed = ", ".join(sorted(_REQUIRED_HEADERS)) if cors == "few" else wanted
    headers = {
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Max-Age": _MAX_AGE,
        **({"Access-Control-Allow-Headers": allowed} if allowed else {}),
    }
    status = 400 if cors == "few" and names - _REQUIRED_HEADERS else 204
    return with_origin(Reply(status, headers), request, cors)


def with_origin(reply: Reply, request: Request, cors: Cors) -> Reply:
    """The reply with CORS headers for the request's origin; unchanged without one, or with cors "none"."""
    origin = request.headers.get("origin")
    if cors == "none" or not origin:
        return reply
    exposed = {"Access-Control-Expose-Headers": _EXPOSED} if cors == "any" else {}
    added = {"Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true"}
    return replace(reply, headers={**reply.headers, **added, **exposed, "Vary": "Origin"})
