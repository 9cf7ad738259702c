"""Statements of a record store, page by page, through tincan's RemoteLRS.

What authorises the request stands in the environment, not on the command line, where other users of a machine
could read it. A page that fails is asked for again, from where it was, before the run is given up.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from http.client import HTTPException, InvalidURL
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

import orjson

TOKEN = "COURSEBUILDER_LRS_TOKEN"  # the whole value of the header Authorization: "Basic ...", "Bearer ..."
TRIES = 5
_PAGE = 500  # statements that are asked for at once


class StoreFailed(Exception):
    """A record store gave no statements; the text says what it answered, without address or token."""


def statements_of(address: str, pause: float = 2.0) -> Iterator[tuple[str, Any]]:
    """Each statement that the store at `address` has, oldest first, with the name of its source.

    pause: seconds before the second try; they double each time. Raises StoreFailed.
    """
    from tincan import RemoteLRS

    endpoint = address.removesuffix("statements").rstrip("/") + "/"
    store = RemoteLRS(endpoint=endpoint, version="1.0.3", auth=os.environ.get(TOKEN))
    resource, query = "statements", {"limit": str(_PAGE), "ascending": "true"}
    while resource:
        page = _asked(store, resource, query, pause)
        yield from (("record store", statement) for statement in page["statements"])
        more = page.get("more")
        resource, query = (_on_same_host(endpoint, str(more)), {}) if more else ("", {})


def _on_same_host(endpoint: str, more: str) -> str:
    """Where the next page is, on the store's own host, by its protocol: what authorises goes nowhere else."""
    store, after = urlsplit(endpoint), urlsplit(urljoin(endpoint, more))
    if after.hostname != store.hostname:
        raise StoreFailed("the record store's next page is on another computer: nothing is sent there")
    return urlunsplit((store.scheme, store.netloc, after.path, after.query, ""))


def _asked(store: Any, resource: str, query: dict[str, str], pause: float) -> dict[str, Any]:
    """One page. It is sent by RemoteLRS, but not read by it: that would stop at the first odd statement."""
    from tincan.http_request import HTTPRequest

    why = ""
    for attempt in range(TRIES):
        if attempt:
            time.sleep(pause * 2 ** (attempt - 1))
        try:
            request = HTTPRequest(method="GET", resource=resource, query_params=dict(query))
            answer = store._send_request(request)
        except (ValueError, InvalidURL) as error:
            raise StoreFailed("the record store's address is none like https://lrs.example/xapi/") from error
        except (OSError, HTTPException) as error:  # the second where it stops in the middle of an answer
            why = f"can't be reached ({type(error).__name__})"
            continue
        status = answer.response.status
        if status in {401, 403}:
            raise StoreFailed(f"the record store refuses ({status}): put what authorises you into {TOKEN}")
        if status == 200:
            try:
                page = orjson.loads(answer.data)
            except orjson.JSONDecodeError:
                page = None
            if isinstance(page, dict) and isinstance(page.get("statements"), list):
                return page
        why = f"answered {status}, which is no page of statements"
    raise StoreFailed(f"the record store {why}, {TRIES} times")
