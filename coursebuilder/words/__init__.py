"""The words of page and player, one YAML file a language, so that no template or script holds text.

Tables: `page` is what the compiler writes into HTML, `player` what the first script says, `later` what the
second says, `printables` what only documents for paper say. A text has places for values: {n}, {title}. If it
reads differently for one thing, KEY-one is used when n is 1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup, escape

from coursebuilder import settings

_BASE = "en-GB"  # complete, and what another language has no text for
_FOLDER = Path(__file__).parent
_LANGUAGES = (  # ISO 639-1
    "aa|ab|ae|af|ak|am|an|ar|as|av|ay|az|ba|be|bg|bi|bm|bn|bo|br|bs|ca|ce|ch|co|cr|cs|cu|cv|cy|da|de|dv|dz|ee|el|en|eo"
    "|es|et|eu|fa|ff|fi|fj|fo|fr|fy|ga|gd|gl|gn|gu|gv|ha|he|hi|ho|hr|ht|hu|hy|hz|ia|id|ie|ig|ii|ik|io|is|it|iu|ja|jv"
    "|ka|kg|ki|kj|kk|kl|km|kn|ko|kr|ks|ku|kv|kw|ky|la|lb|lg|li|ln|lo|lt|lu|lv|mg|mh|mi|mk|ml|mn|mr|ms|mt|my|na|nb|nd"
    "|ne|ng|nl|nn|no|nr|nv|ny|oc|oj|om|or|os|pa|pi|pl|ps|pt|qu|rm|rn|ro|ru|rw|sa|sc|sd|se|sg|si|sk|sl|sm|sn|so|sq|sr"
    "|ss|st|su|sv|sw|ta|te|tg|th|ti|tk|tl|tn|to|tr|ts|tt|tw|ty|ug|uk|ur|uz|ve|vi|vo|wa|wo|xh|yi|yo|za|zh|zu"
)
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Words:
    """All texts of one language, by table and key; `language` is the file's, such as en-GB.

    later: texts of the second script
    alone: texts of page and player that read differently without a platform (target web)
    device: texts about keeping progress on the learner's device
    """

    language: str
    page: Mapping[str, str]
    player: Mapping[str, str]
    later: Mapping[str, str]
    alone: Mapping[str, str]
    device: Mapping[str, str]
    printables: Mapping[str, str]
    _said: dict[tuple[str, bool], tuple[Markup, bool]] = field(
        default_factory=dict, init=False, compare=False
    )

    def said_later(self, alone: bool) -> dict[str, object]:
        """The second script's words, see by_key. alone: for a target without a platform."""
        changed = {key: text for key, text in self.alone.items() if key in self.later} if alone else {}
        return by_key({**self.later, **changed})

    def say(self, key: str, **values: object) -> Markup:
        """A text as safe HTML, with `values` put in; they are escaped unless they are Markup.

        A text that reads differently without a platform becomes a mark, which `settled` says how to replace:
        pages are rendered once for all targets.
        """
        asked = (key, values.get("n") == 1)
        if asked not in self._said:
            self._said[asked] = self._as_html(*asked)
        text, filled = self._said[asked]
        return Markup(_PLACEHOLDER.sub(lambda match: escape(values[match[1]]), text)) if filled else text

    def _as_html(self, key: str, one: bool) -> tuple[Markup, bool]:
        """The text escaped, and whether it has places for values."""
        if key in self.alone and key in self.page:
            return Markup("\0{}\0").format(key), False
        tables = (self.page, self.printables, self.later)
        table = next((table for table in tables if key in table), self.player)
        text = table.get(f"{key}-one", table[key]) if one else table[key]
        return escape(text), _PLACEHOLDER.search(text) is not None

    def settled(self, alone: bool) -> dict[str, str]:
        """The escaped text for each mark that `say` made, by key; alone: for a target without a platform."""
        table = self.alone if alone else self.page
        return {key: escape(table[key]) for key in self.alone.keys() & self.page.keys()}

    def date(self, iso: str) -> str:
        """An ISO date in words: 2025-11-03 -> 3 November 2025; anything else unchanged."""
        match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", iso)
        months = self.page["months"].split()
        if not match or not 1 <= int(match[2]) <= len(months):
            return iso
        return f"{int(match[3])} {months[int(match[2]) - 1]} {match[1]}"


def by_key(table: Mapping[str, str]) -> dict[str, object]:
    """Words as the player reads them: a text, or [many, one] if one thing reads differently."""
    return {
        key: [text, table[f"{key}-one"]] if f"{key}-one" in table else text
        for key, text in table.items()
        if not key.endswith("-one")
    }


def languages() -> tuple[str, ...]:
    """The tags of the languages that there are words for."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


def speaks(language: str) -> bool:
    """Whether there are words in a language or a variant of it; else `words` gives English, or raises."""
    return language.split("-")[0].lower() in {tag.split("-")[0].lower() for tag in languages()}


@lru_cache
def words(language: str) -> Words:
    """The words for a language tag; regional variants fall back to their language: en-US to en-GB.

    Texts that a language lacks are those of en-GB, and a language of ISO 639-1 without words here gets all of
    them in English. Raises LookupError for any other tag.
    """
    known = languages()
    base = language.split("-")[0].lower()
    near = [tag for tag in known if tag.lower() == language.lower()]
    near += [tag for tag in known if tag.split("-")[0].lower() == base]
    if not near and re.fullmatch(rf"(?:{_LANGUAGES})(?:-[a-z0-9]{{2,8}})*", language.lower()):
        near = [_BASE]
    if not near:
        raise LookupError(f"no words for the language {language}; there are {', '.join(known)}")
    own = _tables(near[0])
    return Words(near[0], **{name: {**texts, **own.get(name, {})} for name, texts in _tables(_BASE).items()})


def _tables(language: str) -> dict[str, dict[str, str]]:
    path = _FOLDER / f"{language}.yaml"
    return settings.load_text_tables(path.read_text(encoding="utf-8"), path.name)
