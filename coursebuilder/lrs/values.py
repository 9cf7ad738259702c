"""What a single value in a statement or a parameter may look like. Source: xAPI 1.0.3, Data 4."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.I)
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:(?:%[0-9a-f]{2}|[^\s\x00-\x20\x7f<>\"{}|\\^`%])+", re.I)
_MBOX = re.compile(r"mailto:[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\".]+", re.I)
_SHA1 = re.compile(r"[0-9a-f]{40}", re.I)
_SHA2 = re.compile(r"(?:[0-9a-f]{2}){28,64}", re.I)  # SHA-224 to SHA-512
_MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(?:\s*;\s*[\w!#$&^.+-]+=(?:[\w!#$&^.+-]+|\"[^\"]*\"))*")
_VERSION = re.compile(r"1\.0(?:\.\d+)?")
_LANGUAGE = re.compile(  # RFC 5646, 2.1
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}"  # longer ones are reserved: none exists
    r"(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*"
    r"(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+|i-[a-z]{2,8}|en-gb-oed|sgn-(?:be-fr|be-nl|ch-de)|art-lojban|zh-min(?:-nan)?)",
    re.I,
)
_NUMBER = r"\d+(?:[.,]\d+)?"
_DURATION = re.compile(
    rf"P(?=.)(?:{_NUMBER}W|(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}D)?"
    rf"(?:T(?=.)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?)"
)
_FRACTION_INSIDE = re.compile(r"\d[.,]\d+[A-Z].*\d")  # only the smallest part may have a fraction
_TIMESTAMP = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d+))?(Z|[+-]\d\d(?::?\d\d)?)?", re.I
)
_NEGATIVE_ZERO = re.compile(r"-00(?::?00)?")


def is_uuid(value: Any) -> bool:
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def is_iri(value: Any) -> bool:
    """Absolute: with a scheme."""
    return isinstance(value, str) and _IRI.fullmatch(value) is not None


def is_mbox(value: Any) -> bool:
    return isinstance(value, str) and _MBOX.fullmatch(value) is not None


def is_sha1(value: Any) -> bool:
    return isinstance(value, str) and _SHA1.fullmatch(value) is not None


def is_sha2(value: Any) -> bool:
    return isinstance(value, str) and _SHA2.fullmatch(value) is not None and len(value) in {56, 64, 96, 128}


def is_media_type(value: Any) -> bool:
    return isinstance(value, str) and _MEDIA_TYPE.fullmatch(value) is not None


def is_version(value: Any) -> bool:
    """Any of 1.0: an LRS takes later patches too (Communication 3.3)."""
    return isinstance(value, str) and _VERSION.fullmatch(value) is not None


def is_language(value: Any) -> bool:
    """A well-formed RFC 5646 tag; no kind of extension stands twice in it."""
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        return False
    kinds = re.findall(r"(?<=-)[0-9a-wy-z](?=-)", value.lower().split("-x-")[0])
    return len(set(kinds)) == len(kinds)


def is_duration(value: Any) -> bool:
    """ISO 8601 in its form with designators (4.4.3.2)."""
    if not isinstance(value, str) or not _DURATION.fullmatch(value):
        return False
    return not _FRACTION_INSIDE.search(value)


def is_timestamp(value: Any) -> bool:
    return isinstance(value, str) and _moment(value) is not None


def moment(text: str) -> datetime:
    """A valid timestamp as a moment; without a zone it is taken for UTC."""
    found = _moment(text)
    assert found is not None, "checked before"
    return found


def _moment(text: str) -> datetime | None:
    """None where it is none, -00:00 included (the specification refuses it by name)."""
    match = _TIMESTAMP.fullmatch(text)
    if not match or _NEGATIVE_ZERO.fullmatch(match[4] or ""):
        return None
    clock = match[2] if match[2].count(":") == 2 else match[2] + ":00"
    zone = (match[4] or "Z").upper().replace(":", "")
    try:
        read = datetime.fromisoformat(f"{match[1]}T{clock}.{(match[3] or '0')[:6]:0<6}{zone}")
        return read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
