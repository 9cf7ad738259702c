"""Times as platforms write them -> milliseconds and seconds."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

_DURATION = re.compile(
    r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+(?:\.\d+)?)D)?"
    r"(?:T(?:(?P<hours>\d+(?:\.\d+)?)H)?(?:(?P<minutes>\d+(?:\.\d+)?)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)
_CLOCK = re.compile(r"(\d{1,4}):(\d{1,2}):(\d{1,2}(?:\.\d+)?)")
_LENGTHS = {
    "years": 31_536_000,
    "months": 2_592_000,
    "weeks": 604_800,
    "days": 86_400,
    "hours": 3600,
    "minutes": 60,
    "seconds": 1,
}
_DAY = 86_400_000  # milliseconds
_AHEAD = 5 * 60_000  # a device's clock may be before the store's by this much
_BEHIND = 400 * _DAY  # and what a device kept may be this late; more is a clock that was never set


def milliseconds(text: str) -> int:
    """A timestamp of ISO 8601; without a zone it is taken as UTC. Raises ValueError."""
    moment = datetime.fromisoformat(text.strip())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return round(moment.timestamp() * 1000)


def trusted(said: int | None, stored: int | None) -> int:
    """When something was: as the device said, unless the record store's clock shows that its clock is
    wrong."""
    if said is None or stored is None:
        return said if said is not None else stored or 0
    return said if -_BEHIND <= said - stored <= _AHEAD else stored


def week_of(at: int) -> str:
    """The Monday of the week, in UTC: 2026-11-30."""
    return _monday(at // _DAY)


@lru_cache(maxsize=4096)
def _monday(day: int) -> str:
    date = datetime(1970, 1, 1, tzinfo=UTC).date() + timedelta(days=max(min(day, 2_900_000), -700_000))
    return str(date - timedelta(days=date.weekday()))


def seconds_of(text: str) -> float | None:
    """A duration: PT61.5S, P1DT2H, or 0000:01:01.50 as SCORM 1.2 writes it; None if it is neither."""
    if text[:2] == "PT" and text[-1] == "S":  # as our packages write it, and most others
        try:
            return float(text[2:-1])
        except ValueError:
            pass
    clock = _CLOCK.fullmatch(text.strip())
    if clock:
        return int(clock[1]) * 3600 + int(clock[2]) * 60 + float(clock[3])
    found = _DURATION.fullmatch(text.strip())
    if not found or not any(found.groupdict().values()):
        return None
    return sum(float(value) * _LENGTHS[name] for name, value in found.groupdict().items() if value)
