"""Turn a request as it was sent into the one that was meant: endpoint path, HEAD, alternate request syntax.

In the alternate syntax a POST carries method, headers and body of another request in a form, for browsers
that may not send those. Source: xAPI 1.0.3, Communication 1.3.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

from coursebuilder.lrs.messages import Refused, Request

_METHODS = {"GET", "PUT", "POST", "DELETE", "HEAD"}
_HEADERS = {
    "authorization",
    "x-experience-api-version",
    "content-type",
    "content-length",
    "if-match",
    "if-none-match",
    "accept",
    "accept-language",
}


def resolved(request: Request, root: str) -> Request:
    """The request with its path relative to the endpoint `root`, HEAD as GET, and a form unpacked.

    Raises Refused: 404 outside the endpoint, 400 for a faulty form.
    """
    if not request.path.startswith(root):
        raise Refused(404, f"the endpoint is {root}")
    request = replace(request, path=request.path.removeprefix(root).rstrip("/"))
    if "method" in request.query:
        request = _from_form(request)
    return replace(request, method="GET") if request.method == "HEAD" else request


def _from_form(request: Request) -> Request:
    method = request.query["method"].upper()
    if request.method != "POST" or method not in _METHODS:
        raise Refused(400, "the parameter method is for a POST and names an HTTP method")
    if len(request.query) > 1:
        raise Refused(400, "with method, all other parameters belong into the form")
    if request.content_type != "application/x-www-form-urlencoded":
        raise Refused(400, "with method, the body must be application/x-www-form-urlencoded")
    form = _form(request.body)
    headers = {**request.headers, "content-type": "application/json"}
    headers |= {name.lower(): text for name, text in form.items() if name.lower() in _HEADERS}
    query = {name: text for name, text in form.items() if name.lower() not in _HEADERS}
    content = query.pop("content", None)
    if (content is None) == (method in {"PUT", "POST"}):
        wanted = "needs" if content is None else "can't have"
        raise Refused(400, f"a form for {method} {wanted} the field content")
    return Request(method, request.path, query, headers, (content or "").encode())


def _form(body: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict")
    except ValueError:
        raise Refused(400, "the form is not encoded as one") from None
    if len(dict(pairs)) < len(pairs):
        raise Refused(400, "a field stands twice in the form")
    return dict(pairs)
