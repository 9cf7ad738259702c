"""The scripts of a package, put together from the parts that `npm run build` has bundled (build.js).

Every part is a function of its own; they share `window.coursebuilder` alone (runtime/hand_over.js). Changing
anything under runtime/, a target's adapter.js or the probe's scripts takes `npm run build` in this folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_STRICT = '"use strict";\n'  # of a classic script, for all parts behind it
_TELLING = frozenset(
    {"scorm12", "scorm2004"}
)  # adapters whose answers are told with the second script's methods
_BEGIN = "window.coursebuilder.begin();\n"


@lru_cache
def first_script(adapter: str, whole_course: bool = False, statements_beside: bool = False) -> str:
    """The script a page waits for, ready for `<script src>`.

    adapter: which adapter speaks to the platform, such as "scorm12"
    whole_course: for several modules in one document
    statements_beside: statements go out beside what the adapter reports to its platform
    """
    names = ["core", f"adapter_{adapter}"]
    names += ["statements_beside"] if statements_beside else []
    names += ["whole_course"] if whole_course else []
    return "".join((_STRICT, *map(_built, names), _BEGIN))


def second_script(words: Mapping[str, object], feedback: Mapping[str, object], adapter: str) -> str:
    """The script a page asks for once the learner has begun.

    words: the player's words that only this script says, by key
    feedback: by the module's id and the question's, what is told of answers to assessed questions
    adapter: the one of the first script; some have methods that come with this one
    """
    texts = json.dumps({"words": words, "feedback": feedback}, ensure_ascii=False, separators=(",", ":"))
    for sign in "\u2028\u2029":  # line ends to a script of before ES2019, even within a text
        texts = texts.replace(sign, f"\\u{ord(sign):04x}")
    methods = _built(f"telling_{adapter}") if adapter in _TELLING else ""
    return f"{_STRICT}window.coursebuilder.texts={texts};\n{methods}{_built('later')}"


def probe_script() -> str:
    """The script of the probe's page."""
    return _STRICT + _built("probe")


@lru_cache
def sources() -> Mapping[str, str]:
    """The modules the player is written in, by file name: what they look for in a page can be read there."""
    return {path.name: path.read_text("utf-8") for path in sorted((_FOLDER / "runtime").glob("*.js"))}


@lru_cache
def _built(name: str) -> str:
    return (_FOLDER / "built" / f"{name}.js").read_text("utf-8")
