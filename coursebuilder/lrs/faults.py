"""Faults of an LRS that a test or `verify` switches on (`Fault`), and limits that it always has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Cors = Literal["any", "few", "none"]

# every resource but statements, as Ralph 5.1 lacks them
RALPH_LACKS = ("activities/state", "activities/profile", "agents/profile", "activities", "agents", "about")


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault for the requests that `path` and `methods` match, `times` times at most."""

    path: str = ""  # what a path begins with: "statements", "activities/state", "fetch"; empty: every path
    methods: tuple[str, ...] = ()  # empty: every method but OPTIONS
    times: int | None = None  # None: until it is taken away
    after: int = 0  # requests that are answered well before
    status: int = 0  # answer this instead of doing anything
    page: bool = False  # answer 200 with a sign-in page instead of doing anything, as a session proxy does
    seconds: float = 0  # wait before anything is done
    offline: bool = False  # close the connection without doing anything
    no_reply: bool = False  # do what is asked and close the connection without an answer

    def applies_to(self, method: str, path: str) -> bool:
        """Whether a request is affected; `path` is relative to the endpoint."""
        wanted = method in self.methods if self.methods else method != "OPTIONS"
        return wanted and path.startswith(self.path) and self.times != 0


@dataclass(frozen=True, slots=True)
class Limits:
    """What an LRS can't do at all. RALPH is one: statements only, few headers across origins."""

    lacks: tuple[str, ...] = ()  # resources that are not there: 404
    cors: Cors = "any"  # few: only the headers an LRS must know; none: no answer to other origins
    page: int = 100  # statements in one answer at most
    strict_cmi5: bool = False  # refuse what breaks a rule of cmi5 with 403, as ADL's player does


RALPH = Limits(lacks=RALPH_LACKS, cors="few")
