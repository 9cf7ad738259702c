"""Words: every text a template or module says exists, and nothing is written that nobody says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coursebuilder import pages
from coursebuilder.targets import TARGETS
from coursebuilder.words import languages, words

TEMPLATES = Path(pages.__file__).parent / "templates"


def test_templates_and_words_fit_together() -> None:
    said = words("en-GB")
    code = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.j2"))
    code += "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.parent.rglob("*.py"))
    used = set(re.findall(r"""(?:\bw|say)\(\s*["']([a-z-]+)["']""", code))
    assert used <= {*said.page, *said.player, *said.papers}
    assert said.alone.keys() <= {*said.page, *said.player, *said.later}
    adapter = TARGETS["web"].adapter
    for key in said.device:
        assert f'"{key}"' in adapter, f"{key} is said nowhere"
    for key in [*said.page, *said.papers]:
        assert key.removesuffix("-one") in code or key.startswith("callout-"), f"{key} is said nowhere"


def test_words_fill_in_once_and_know_one_from_many() -> None:
    said = words("en-GB")
    assert said.say("minutes", n=1) == "1 minute"
    assert said.say("minutes", n=2) == "2 minutes"
    assert said.say("helper", label="{value}", value="<b>") == "{value}: &lt;b&gt;"
    assert said.date("2025-11-03") == "3 November 2025"
    assert said.date("soon") == "soon"
    assert words("en") is not None and "en-GB" in languages()
    with pytest.raises(LookupError):
        words("cy")
