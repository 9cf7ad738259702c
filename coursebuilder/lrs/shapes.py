"""The shape of a statement as a table: which properties each part has, and what each of them may be.

A check takes a value and its path and says every fault it finds. Source: xAPI 1.0.3, Data 2.4 and 4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from coursebuilder.lrs import values
from coursebuilder.lrs.messages import Json

Check = Callable[[Any, str], Iterator[str]]
Rule = Callable[[Json, str], Iterator[str]]


def one(what: str, holds: Callable[[Any], bool]) -> Check:
    """A single value."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not holds(value):
            yield f"{path} must be {what}, not {value!r:.60}"

    return check


def among(*allowed: str) -> Check:
    return one(" or ".join(allowed), lambda value: isinstance(value, str) and value in allowed)


def many(check: Check) -> Check:
    """A list of such values."""

    def check_list(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{path} must be a list"
            return
        for n, item in enumerate(value):
            yield from check(item, f"{path}[{n}]")

    return check_list


def mapping(key: str, holds: Callable[[Any], bool], check: Check) -> Check:
    """An object with keys of the sender's choosing."""

    def check_mapping(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{path} must be an object"
            return
        for name, item in value.items():
            if not holds(name):
                yield f"{path}: {name!r} is no {key}"
            yield from check(item, f"{path}.{name}")

    return check_mapping


def record(properties: Mapping[str, Check], required: str = "", rules: Iterable[Rule] = ()) -> Check:
    """An object with these properties and no other; the rules are asked once the properties are right."""

    def check_record(value: Any, path: str) -> Iterator[str]:
        faults = list(_properties(value, path, properties, required))
        yield from faults or (fault for rule in rules for fault in rule(value, path))

    return check_record


def _properties(value: Any, path: str, properties: Mapping[str, Check], required: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path} must be an object"
        return
    for name in required.split():
        if name not in value:
            yield f"{path}.{name} is missing"
    for name, item in value.items():
        if name not in properties:
            yield f"{path} has no property {name!r}"
        elif item is None:
            yield f"{path}.{name} must not be null"
        else:
            yield from properties[name](item, f"{path}.{name}")


def by_type(default: str, shapes: Mapping[str, Check]) -> Check:
    """An object whose objectType says which shape it has."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{path} must be an object"
            return
        name = value.get("objectType", default)
        if not isinstance(name, str) or name not in shapes:
            yield f"{path}.objectType must be {' or '.join(shapes)}"
            return
        yield from shapes[name](value, path)

    return check


def not_empty(value: Json, path: str) -> Iterator[str]:
    """A rule: at least one property."""
    if not value:
        yield f"{path} must not be empty"


def is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def anything(value: Any, path: str) -> Iterator[str]:
    """Inside an extension the sender is free, null included."""
    return iter(())


TEXT = one("a string", lambda value: isinstance(value, str))
TRUTH = one("true or false", lambda value: isinstance(value, bool))
NUMBER = one("a number", is_number)
COUNT = one("a whole number", lambda value: is_number(value) and value == int(value) and value >= 0)
IRI = one("an absolute IRI", values.is_iri)
UUID = one("a UUID", values.is_uuid)
TIMESTAMP = one("an ISO 8601 timestamp", values.is_timestamp)
LANGUAGE = one("a language tag (RFC 5646)", values.is_language)
LANGUAGE_MAP = mapping("language tag", values.is_language, TEXT)
EXTENSIONS = mapping("absolute IRI", values.is_iri, anything)
