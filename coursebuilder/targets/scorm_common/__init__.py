"""What SCORM 1.2 and SCORM 2004 share; what differs is in scorm12/ and scorm2004/."""

from __future__ import annotations

from pathlib import Path

# Scripts that a strict LMS for tests needs before those of its standard.
COMMON_DOUBLE = tuple(str(Path(__file__).with_name(f"lms_{part}.js")) for part in ("base", "quirks", "door"))
