"""Text of other programs as Markdown that shows it as it was: our signs escaped, invisible ones gone."""

from __future__ import annotations

import re
from collections.abc import Callable

# Controls, and signs that turn or break text: a module with one of them is refused (source/manuscript.py).
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ufeff\u200b\u2060\u00ad]"
)
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_SIGNS = re.compile(r"[\\`*_\[\]<>{}|~^$]")
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
# Details and sources are filled in after parsing, comments taken out before: there no backslash helps.
_FILLED_IN = re.compile(r"\{(?=\{)|\[(?=@)")
_COMMENT = re.compile(r"<(?=!--)")
# What means something at the beginning of a line only.
_LEAD = re.compile(
    r"^(\s*)(#{1,6}(?=\s|\w|$)|[-+=](?=\s|[-+=]|[^\W\d_]{2}|$)|:|!{3}|\?{3}|\((?=[ xXiaA]\)))", re.MULTILINE
)
_BULLET = re.compile(r"^(\s*)[•·▪◦‣●○■□➢➤►▶✓✔](?=\s*\w)[ \t]*", re.MULTILINE)
_TICKED = re.compile(r"^(\s*)[☒☑]", re.MULTILINE)
_NUMBER = re.compile(r"^(\s*)(\d{1,9}|[aiA])([.)])(?=\s|$|[^\W\d_]{2})", re.MULTILINE)
_SIGNED = re.compile(r"^(\s*)(Hint|Table):", re.MULTILINE)
# A picture or link of Markdown: its sign, its words, its address, which may hold brackets of its own.
_POINTED = re.compile(
    r"(!?)\[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\(<?((?:[^()\s<>]|\([^()\s]*\))+)>?(?:[ \t][^)\n]*)?\)"
)
_BOXED = re.compile(r"^(\s*(?:[-*+]|\d+[.)])\s+)\[(?=[ xX]\])", re.MULTILINE)
SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:|#)[^\s<>]+", re.IGNORECASE)  # where a link may lead
_PAIRS = re.compile(r"%%|==(?=\w)")


def clean(text: str) -> str:
    """The text with \\n line ends and without signs that nobody sees."""
    text = text.encode("utf-8", "ignore").decode()  # half a surrogate pair is no character
    return _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))


def escaped(text: str) -> str:
    """Plain text as Markdown that says the same. Line breaks stay where they are."""
    text = _FILLED_IN.sub(r"\g<0> ", clean(text))
    text = _ENTITY.sub("&amp;", _COMMENT.sub("< ", text))
    text = _SIGNS.sub(r"\\\g<0>", text)
    return _PAIRS.sub(lambda found: "\\" + "\\".join(found[0]), text)


def escaped_lines(markdown: str) -> str:
    """Markdown whose lines begin with words: what would begin a heading or block there is escaped.

    Signs that stand for a bullet begin a list.
    """
    text = _BULLET.sub(r"\1- ", _LEAD.sub(r"\1\\\2", markdown))
    text = _NUMBER.sub(r"\1\2\\\3", _TICKED.sub(r"\1✕", text))
    return _SIGNED.sub(r"\1\2\\:", text)


def guarded(markdown: str, find_picture: Callable[[str], str] = lambda _address: "") -> str:
    """Another program's Markdown: what our language alone fills in, takes out or reads as answers is text.

    find_picture: an address -> the name under media/ that the picture was saved as, or "". Of a picture that
        wasn't saved its description is left, of a link that leads nowhere from a module its words.
    """

    def pointed(found: re.Match[str]) -> str:
        picture, words, address = found.groups()
        if not picture:
            return found[0] if SAFE_ADDRESS.fullmatch(address) else words
        name = find_picture(address)
        return f"![{words}](media/{name})" if name else words

    text = _POINTED.sub(pointed, clean(markdown))
    text = _BOXED.sub(r"\1\\[", _COMMENT.sub("< ", _FILLED_IN.sub(r"\g<0> ", text)))
    return re.sub(r"(?m)^(\s*)(:{3,}|#{1,2}(?=\s))", r"\1\\\2", re.sub(r"\{(?=[#.\w])", r"\\{", text))


def on_one_line(text: str) -> str:
    """The text with single blanks for all white space."""
    return " ".join(text.split())


def title_of_name(name: str) -> str:
    """A file's or folder's name as a title: on one line, with blanks for the signs between its words."""
    return on_one_line(re.sub(r"[_-]+", " ", clean(name)))


def beginning(text: str, most: int = 60) -> str:
    """How a text begins, for the report."""
    line = on_one_line(clean(text))
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
