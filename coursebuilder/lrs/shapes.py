"""Checks for the shape of JSON values, to be combined: which properties an object has, and what they may be.

A Check takes a value and its path ("statement.actor") and yields a sentence for each fault. A Rule takes an
object whose properties are right already. Source of the shapes built of them: xAPI 1.0.3, Data 2.4 and 4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from coursebuilder.lrs import values
from coursebuilder.lrs.messages import Json

Check = Callable[[Any, str], Iterator[str]]
Rule = Callable[[Json, str], Iterator[str]]


def single(what: str, holds: Callable[[Any], bool]) -> Check:
    """A check of a single value: `holds` says whether it is right, `what` what it must be."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not holds(value):
            yield f"{path} must be {what}, not {value!r:.60}"

    return check


def one_of(*allowed: str) -> Check:
    """A check for a string that is one of these."""
    return single(" or ".join(allowed), lambda value: isinstance(value, str) and value in allowed)


def list_of(check: Check) -> Check:
    """A check for a list whose items pass `check`."""

    def check_list(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{path} must be a list"
            return
        for n, item in enumerate(value):
            yield from check(item, f"{path}[{n}]")

    return check_list


def map_of(key: str, holds: Callable[[Any], bool], check: Check) -> Check:
    """A check for an object with any keys.

    `key`: what keys are, `holds`: whether one is, `check`: for values.
    """

    def check_mapping(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{path} must be an object"
            return
        for name, item in value.items():
            if not holds(name):
                yield f"{path}: {name!r} is no {key}"
            yield from check(item, f"{path}.{name}")

    return check_mapping


def object_with(properties: Mapping[str, Check], required: str = "", rules: Iterable[Rule] = ()) -> Check:
    """A check for an object with these properties and no others.

    required: names of required properties, separated by blanks
    rules: applied once the properties are right
    """

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
    """A check for an object whose objectType chooses the shape; `default`: its objectType if absent."""

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
    """Rule: the object has a property."""
    if not value:
        yield f"{path} must not be empty"


def is_number(value: Any) -> bool:
    """Whether the value is a JSON number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def anything(value: Any, path: str) -> Iterator[str]:
    """A check that passes every value, null too: extensions are the sender's own."""
    return iter(())


TEXT = single("a string", lambda value: isinstance(value, str))
BOOLEAN = single("true or false", lambda value: isinstance(value, bool))
NUMBER = single("a number", is_number)
COUNT = single("a whole number", lambda value: is_number(value) and value == int(value) and value >= 0)
IRI = single("an absolute IRI", values.is_iri)
UUID = single("a UUID", values.is_uuid)
TIMESTAMP = single("an ISO 8601 timestamp", values.is_timestamp)
LANGUAGE = single("a language tag (RFC 5646)", values.is_language)
LANGUAGE_MAP = map_of("language tag", values.is_language, TEXT)
EXTENSIONS = map_of("absolute IRI", values.is_iri, anything)
