"""What the player itself says where it matters to those who sign: about safety, notes, answers and saving."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from coursebuilder.words import Words

# Keys of words by heading; those joined by + are read together.
_SAID = {
    "player-safety": """worried draft not-signed-off safety finish-safety safety-first choose-other+come-back
        not-checked""",
    "player-notes": """for-you+privacy keep-notes+keep-notes-how notes-kept notes-deleted sent not-sent
        confidence-told""",
    "player-answers": "right not-quite try-again sure-wrong tries-used remember",
    "player-result": """passed+passed-text not-yet+not-yet-text+tries-free look-again failed+failed-text
        record-text is-not-text""",
    "player-saving": """your-data-text saved not-saved+not-saved-text+not-saved-more
        no-platform+no-platform-text+no-platform-more left-unsaved looking-back keep+keep-note deleted""",
}


def player_words(words: Words) -> list[tuple[Markup, list[str | Markup]]]:
    """Headings, each with what is read there. Texts that only name a button or a number are left out."""
    return [
        (words.say(heading), [text for read in keys.split() for text in _texts(read, words)])
        for heading, keys in _SAID.items()
    ]


def _texts(keys: str, words: Words) -> Iterator[str | Markup]:
    """As it reads on a learning platform and, where that differs, without one."""
    tables = (words.page, words.player, words.later, words.device)
    yield " · ".join(next(table[key] for table in tables if key in table) for key in keys.split("+"))
    if keys in words.alone:
        yield words.say("player-alone", text=words.alone[keys])
