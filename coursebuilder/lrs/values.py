"""The form of single values in statements and parameters. Source: xAPI 1.0.3, Data 4."""

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
    """Whether it is a UUID (RFC 4122), version 1 to 8."""
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def is_iri(value: Any) -> bool:
    """Whether it is an absolute IRI: with a scheme."""
    return isinstance(value, str) and _IRI.fullmatch(value) is not None


def is_mbox(value: Any) -> bool:
    """Whether it is a mailto: IRI with one address."""
    return isinstance(value, str) and _MBOX.fullmatch(value) is not None


def is_sha1(value: Any) -> bool:
    """Whether it is a SHA-1 in hexadecimal."""
    return isinstance(value, str) and _SHA1.fullmatch(value) is not None


def is_sha2(value: Any) -> bool:
    """Whether it is a SHA-224, 256, 384 or 512 in hexadecimal."""
    return isinstance(value, str) and _SHA2.fullmatch(value) is not None and len(value) in {56, 64, 96, 128}


def is_media_type(value: Any) -> bool:
    """Whether it is a media type, with or without parameters."""
    return isinstance(value, str) and _MEDIA_TYPE.fullmatch(value) is not None


def is_version(value: Any) -> bool:
    """Whether it is 1.0 or a patch of it; an LRS takes later patches too (Communication 3.3)."""
    return isinstance(value, str) and _VERSION.fullmatch(value) is not None


def is_language(value: Any) -> bool:
    """Whether it is a well-formed language tag (RFC 5646) without a repeated extension."""
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        return False
    kinds = re.findall(r"(?<=-)[0-9a-wy-z](?=-)", value.lower().split("-x-")[0])
    return len(set(kinds)) == len(kinds)


def is_duration(value: Any) -> bool:
    """Whether it is an ISO 8601 duration with designators (4.4.3.2), a fraction only in the last part."""
    if not isinstance(value, str) or not _DURATION.fullmatch(value):
        return False
    return not _FRACTION_INSIDE.search(value)


def is_timestamp(value: Any) -> bool:
    """Whether it is an ISO 8601 timestamp that `moment` can read."""
    return isinstance(value, str) and _parsed(value) is not None


def moment(text: str) -> datetime:
    """The moment of a valid timestamp, in UTC; a timestamp without a zone counts as UTC."""
    found = _parsed(text)
    assert found is not None, "checked before"
    return found


def _parsed(text: str) -> datetime | None:
    """The moment in UTC, or None if the text is not a valid timestamp.

    The zone -00:00 is refused, because xAPI names it as not allowed (xAPI 1.0.3, Data 4.5).
    """
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
