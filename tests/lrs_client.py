"""What the tests of the LRS double share: an HTTP client, a clock that is set by hand, a statement."""

from __future__ import annotations

import http.client
import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from coursebuilder.lrs.double import Lrs
from coursebuilder.lrs.server import serve

Json = dict[str, Any]
Rule = tuple[str, Json, Json]  # what is wrong, changes that break a statement, changes that almost do
MISSING = object()


@dataclass(frozen=True)
class Answer:
    """Header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


class Client:
    """Asks one LRS over one connection; a header that is set to None is not sent."""

    def __init__(self, lrs: Lrs) -> None:
        self.lrs = lrs
        self.connection = http.client.HTTPConnection(urlsplit(lrs.address).netloc, timeout=5)

    def __call__(self, method: str, path: str, body: Any = MISSING, /, **given: Any) -> Answer:
        """Keyword arguments are parameters, but `headers`; a body that is no bytes goes as JSON."""
        headers = {"X-Experience-API-Version": "1.0.3", "Authorization": self.lrs.authorization}
        headers |= {"Content-Type": "application/json"} if body is not MISSING else {}
        headers |= given.pop("headers", {})
        address = urlsplit(path if path.startswith("http") else self.lrs.endpoint + path)
        query = urlencode({k: json.dumps(v) if isinstance(v, dict) else v for k, v in given.items()})
        target = "?".join(filter(None, (address.path, "&".join(filter(None, (address.query, query))))))
        data = None if body is MISSING else body if isinstance(body, bytes) else json.dumps(body).encode()
        try:
            self.connection.request(method, target, data, {k: v for k, v in headers.items() if v is not None})
            answer = self.connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        except OSError:
            self.connection.close()
            raise

    def post(self, *statements: Json) -> Answer:
        return self("POST", "statements", list(statements))


@contextmanager
def asking(*logins: dict[str, str], **options: Any) -> Iterator[Client]:
    """An LRS, served as `serve` has it, and who asks it."""
    with serve(*logins, **options) as lrs:
        client = Client(lrs)
        try:
            yield client
        finally:
            client.connection.close()


@dataclass
class Clock:
    """Stands still until it is moved."""

    now: datetime = datetime(2026, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def new_id() -> str:
    return str(uuid.uuid4())


def statement(**changes: Any) -> Json:
    """A good statement with a new id; a change to None takes the property away."""
    made = {
        "id": new_id(),
        "actor": {"mbox": "mailto:ann@example.org"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"en": "answered"}},
        "object": {"id": "https://example.org/activities/a"},
        **changes,
    }
    return {key: value for key, value in made.items() if value is not None}


def assert_rule(client: Client, rule: Rule) -> None:
    """The broken statement is refused for that reason, the other taken; `...` stands for null."""
    fault, broken, almost = rule
    wrong = {key: None if value is ... else value for key, value in statement(**broken).items()}
    refused, taken = client.post(wrong), client.post(statement(**almost))
    assert (refused.status, fault in refused.text) == (400, True), refused.text
    assert (taken.status, taken.text[:1]) == (200, "["), taken.text
