"""Makes calls to a strict LMS outside a page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from js import Node
from standards import Standard

from coursebuilder.targets import TARGETS

Play = Callable[..., Any]

# A call by its name, without the LMS that 1.2 puts before it: what it gives, and the last error.
ASKED = """
const asked = (api, [name, ...given]) => {
  const full = (short) => (short in api ? short : "LMS" + short);
  try {
    const result = api[full(name)](...given);
    return [result, api[full("GetLastError")]()];
  } catch (error) {
    return ["thrown", error.message];
  }
};
"""


def script_of(standard: Standard) -> str:
    """All scripts of a standard's double."""
    return "".join(Path(path).read_text("utf-8") for path in TARGETS[standard.target].double)


def player(node: Node, standard: Standard) -> Play:
    """Makes the calls in a fresh LMS; gives [result, last error] of each, then errors and what was kept."""

    def run(*calls: tuple[object, ...], **options: object) -> Any:
        return node(
            f"{script_of(standard)}{ASKED}const lms = createLms({json.dumps(options)});"
            f"const said = {json.dumps(calls)}.map((call) => asked(lms.api, call));"
            "print({said, kept: lms.data(), calls: lms.calls.length, errors: lms.errors.length});"
        )

    return run


def answers(play: Play, *calls: tuple[object, ...], **options: object) -> list[list[str]]:
    """What the calls give between the opening call and the end."""
    said: list[list[str]] = play(("Initialize", ""), *calls, **options)["said"]
    return said[1:]
