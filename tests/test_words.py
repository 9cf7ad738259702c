"""Words: every text a template or module says exists, and nothing is written that nobody says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import coursebuilder
from coursebuilder import settings
from coursebuilder.words import languages, words

SOURCE = Path(coursebuilder.__file__).parent
TEMPLATES = SOURCE / "pages" / "templates"


def test_templates_and_words_fit_together() -> None:
    said = words("en-GB")
    code = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.j2"))
    code += "".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    used = set(re.findall(r"""(?:\bw|say)\(\s*["']([a-z-]+[a-z])["']""", code))
    assert used <= {*said.page, *said.player, *said.later, *said.printables}
    assert said.alone.keys() <= {*said.page, *said.player, *said.later}
    adapter = (SOURCE / "targets/web/adapter.js").read_text("utf-8")
    for key in said.device:
        assert f'"{key}"' in adapter, f"{key} is said nowhere"
    for key in [*said.page, *said.printables]:
        found = key.removesuffix("-one") in code or key.startswith(("callout-", "strength-"))
        assert found, f"{key} is said nowhere"


def test_words_fill_in_once_and_know_one_from_many() -> None:
    said = words("en-GB")
    assert said.say("minutes", n=1) == "1 minute"
    assert said.say("minutes", n=2) == "2 minutes"
    assert said.say("helper", label="{value}", value="<b>") == "{value}: &lt;b&gt;"
    assert said.date("2025-11-03") == "3 November 2025"
    assert said.date("soon") == "soon"
    assert words("en") is not None and "en-GB" in languages()
    with pytest.raises(LookupError):
        words("tlh")


TABLES = ("page", "player", "later", "alone", "device", "printables")


@pytest.mark.parametrize("language", sorted({*languages()} - {"en-GB"}))
def test_another_language_says_all_that_english_says_with_the_same_gaps(language: str) -> None:
    """Not English taken for want of one. A text that is empty in English says nothing."""
    written = settings.load_text_tables((SOURCE / "words" / f"{language}.yaml").read_text("utf-8"), language)
    said = words("en-GB")
    for table in TABLES:
        english: Mapping[str, str] = getattr(said, table)
        assert written[table].keys() == english.keys(), table
        for key, text in english.items():
            gaps = [sorted(re.findall(r"\{[a-z]+\}", one)) for one in (text, written[table][key])]
            assert gaps[0] == gaps[1], key
            assert text == "" or written[table][key] != "", key
    assert len(words(language).page["months"].split()) == 12


def test_welsh_is_marked_for_review() -> None:
    said = words("cy")
    assert "review by a Welsh speaker" in said.page["words-review"]
    assert "adolygu" in said.page["words-review"]
    assert said.say("question-count", n=3) == "3 o gwestiynau"
    assert said.date("2025-11-03") == "3 Tachwedd 2025"
    assert words("en-US").language == "en-GB" and words("cy-GB").language == "cy"
