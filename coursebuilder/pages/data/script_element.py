"""JSON that may stand inside a script element of a page."""

from __future__ import annotations

import json
from collections.abc import Mapping


def as_script(data: Mapping[str, object]) -> str:
    """JSON that can stand inside a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/").replace("<!", "\\u003c!")
