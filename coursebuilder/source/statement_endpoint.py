"""`statements:` in a provider's file: where packages for a learning platform send statements too."""

from __future__ import annotations

import re

from coursebuilder.model import StatementEndpoint
from coursebuilder.problems import Place, Problem
from coursebuilder.settings import Table
from coursebuilder.source.fields import Fields

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~/-]*)?")
_SECRET = re.compile(r"auth|bearer|credential|key|login|pass|secret|token|user", re.IGNORECASE)
_LEAST_SALT = 16  # characters: ids of learners are short, and can be tried one by one


def statement_endpoint(table: Table | None, problems: list[Problem]) -> StatementEndpoint | None:
    """The endpoint, or None where there is none or what is said of it can't be used."""
    if table is None:
        return None
    found: list[Problem] = []
    fields = Fields(table, found)
    endpoint = _address(fields, "endpoint", "https://xapi.example.org/")
    home_page = _address(fields, "home_page", "https://example.org")
    salt = fields.required("salt", "missing-endpoint", "salt: thirty letters and digits drawn at random")
    if salt and len(salt) < _LEAST_SALT:
        what = f"a salt of {len(salt)} characters hides nobody"
        found.append(Problem("wrong-value", what, fields.place("salt"), f"{_LEAST_SALT} characters at least"))
    for name, place in table.keys.items():
        if _SECRET.search(name):
            fields.get(name)  # so that it isn't called unknown as well
            found.append(_secret(place, f'"{name}"'))
    fields.finish()
    problems += found
    if any(problem.severity == "error" for problem in found):
        return None
    return StatementEndpoint(table.place, endpoint, home_page, salt)


def _address(fields: Fields, name: str, example: str) -> str:
    address = fields.required(name, "missing-endpoint", f"{name}: {example}")
    place = fields.place(name)
    if re.search(r"//[^/?#]*@", address) or ("?" in address and _SECRET.search(address.split("?", 1)[1])):
        fields.problems.append(_secret(place, f"a password in {name}"))
    elif address and not _ADDRESS.fullmatch(address):
        hint = f"an address without ? and #, such as {example}"
        fields.problems.append(Problem("wrong-value", f'{name} can\'t be "{address}"', place, hint))
    elif address.startswith("http:") and name == "endpoint":
        what = f"{address} is not encrypted, and pages on https can't reach it"
        fields.problems.append(Problem("endpoint-without-https", what, place, "https://…", "warning"))
    return address


def _secret(place: Place, what: str) -> Problem:
    hint = "take it out; let a proxy of your own add it on the way to the record store"
    return Problem(
        "secret-in-package", f"{what} would be in every package, for every learner to read", place, hint
    )
