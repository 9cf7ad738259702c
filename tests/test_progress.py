"""Our document in a record store made up, in a script engine: what a page that goes still sends."""

from __future__ import annotations

import pytest
from js import Node, run_async

PARTS = {"progress.js": ("Progress",)}
WORLD = """
const got = [], device = {};
const setItem = (name, text) => { device[name] = text; }, removeItem = (name) => { delete device[name]; };
const storage = { setItem, removeItem };
const store = { stored: async (method, name, text) => { got.push(text); return { code: 204, etag: null }; } };
const paper = (state, seconds) => JSON.stringify({ state, location: "start", seconds, sent: [] });
const progress = new T.Progress({ storage }, store, "spare");
"""


@pytest.mark.parametrize(
    ("before", "at_the_end", "sent"),
    [
        ("paper('1.a', 60)", "paper('1.a', 60)", False),
        ("paper('1.a', 60)", "paper('1.a', 62)", False),  # the time that saving itself has taken
        ("paper('1.a', 60)", "paper('1.a', 63)", True),
        ("paper('1.a', 60)", "paper('2.b', 60)", True),
        ("", "paper('1.a', 60)", True),
    ],
)
def test_what_was_just_saved_is_not_sent_once_more_at_the_end(
    node: Node, before: str, at_the_end: str, sent: bool
) -> None:
    """A document that arrives behind the session's end is refused."""
    body = f"""
      {f"await progress.keep({before});" if before else ""}
      got.length = 0;
      return [progress.part({at_the_end}), got.length, "spare" in device];
    """
    assert run_async(node, PARTS, f"{WORLD}\n{body}") == [sent, int(sent), sent]
