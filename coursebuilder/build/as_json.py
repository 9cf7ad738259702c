"""Courses and problems as JSON and back, for the store.

Not pickle: a folder of packages may be written to by others, and unpickling runs whatever code the file
names. What is read here becomes values of the classes below and nothing else.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from coursebuilder import model, problems
from coursebuilder.model import Media

_TUPLE, _SET, _MAPPING, _PATH, _MEDIA, _DECIMAL, _FIRST = range(7)
# A class's number is its place here: entries are read by the same version of this program alone.
_CLASSES: tuple[type[Any], ...] = tuple(
    sorted(
        {
            value
            for room in (model, model.blocks, model.course, model.around, model.page, model.tasks, problems)
            for value in vars(room).values()
            if isinstance(value, type) and dataclasses.is_dataclass(value)
        },
        key=lambda one: (one.__module__, one.__qualname__),
    )
)
_NUMBERS = {one: number for number, one in enumerate(_CLASSES, _FIRST)}
_FIELDS = {one: tuple(field.name for field in dataclasses.fields(one) if field.init) for one in _CLASSES}

AsMedia = Callable[[Media], Any]
FromMedia = Callable[[Any], Media]


def no_media(value: object) -> NoReturn:
    """What stands for a file where there is none: in Problems. Raises TypeError."""
    raise TypeError(f"a problem holds no file: {value}")


def as_json(value: object, media: AsMedia) -> bytes:
    """A value made of the classes of model and problems. `media`: what stands for a file.

    Raises TypeError for a value of another class.
    """
    return json.dumps(_plain(value, media), ensure_ascii=False, separators=(",", ":")).encode()


def _plain(value: Any, media: AsMedia) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    kind = type(value)
    if kind is Media:
        return [_MEDIA, media(value)]
    if kind is tuple:
        return [_TUPLE, *[_plain(one, media) for one in value]]
    if number := _NUMBERS.get(kind):
        return [number, *[_plain(getattr(value, name), media) for name in _FIELDS[kind]]]
    if isinstance(value, frozenset):
        return [_SET, *sorted(_plain(one, media) for one in value)]
    if isinstance(value, Mapping):
        return [_MAPPING, *[[_plain(key, media), _plain(one, media)] for key, one in value.items()]]
    if kind is Decimal:
        return [_DECIMAL, str(value)]
    if isinstance(value, Path):
        return [_PATH, str(value)]
    raise TypeError(f"the store doesn't know {kind.__name__}")


def from_json(data: bytes, media: FromMedia) -> Any:
    """The value that `as_json` wrote. Raises ValueError, TypeError or LookupError for others."""
    return _value(json.loads(data), media)


def _value(plain: Any, media: FromMedia) -> Any:
    if type(plain) is not list:
        return plain
    tag = plain[0]
    if tag >= _FIRST:
        return _CLASSES[tag - _FIRST](
            *[_value(one, media) if type(one) is list else one for one in plain[1:]]
        )
    if tag == _TUPLE:
        return tuple([_value(one, media) if type(one) is list else one for one in plain[1:]])
    if tag == _MEDIA:
        return media(plain[1])
    if tag == _SET:
        return frozenset(_value(one, media) for one in plain[1:])
    if tag == _MAPPING:
        return {_value(key, media): _value(one, media) for key, one in plain[1:]}
    return Decimal(plain[1]) if tag == _DECIMAL else Path(plain[1])
