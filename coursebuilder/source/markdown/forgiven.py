"""Slips with one meaning only, put right before the text is parsed. No line moves, and code stays as it is.

A no-break blank behind a sign of a list, `##Title`, `- [x]Yes`, typographic quotation marks round a caption,
a blank in a file's name or a telephone number: CommonMark takes such lines for text, and their authors can't
see why.
"""

from __future__ import annotations

import re
from urllib.parse import quote

_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
_ODD = f"{_BLANKS}{_INVISIBLE}"
_ODD_SIGN = re.compile(f"[{_ODD}]")
_TICK = r"\s*(?:[xXхХ]\s*)?"
_NOTABLE = re.compile(
    rf"[{_ODD}]|^ {{0,3}}#{{2,6}}[^#\s]|[\[［]{_TICK}\\?[\]］]|\(\s+(?:[xX]\s*)?\)|\]\(|<(?i:tel|sms):",
    re.MULTILINE,
)
_FENCE = re.compile(r"^[\s>]*(`{3,}|~{3,})")
_FENCED_BLOCK = re.compile(rf"^[\s{_ODD}]*:{{3,}}")
_NO_TABLE_RULE = re.compile(rf"[^\s|:{_ODD}-]")
_SIGN = r"(?:#{1,6}|[-*+–•]|\d{1,9}[.)]|>|:{3,}|\|)"
_LEAD = re.compile(rf"^([ \t>{_ODD}]*{_SIGN}?)([ \t{_ODD}]*)")
_SIGN_IN = re.compile(_SIGN)
_HEADING = re.compile(r"^( {0,3}#{2,6})(?=[^#\s])")
# An answer's box; also as Word's texts come, \- \[x\], with blanks, wide brackets, or a colon behind it.
_BOX = re.compile(
    rf"^([\s>]*)\\?[-*+–—•]\s*(?:(?P<word>\\)?[\[［]({_TICK})(?(word)\\)[\]］]|\((\s+(?:[xX]\s*)?|[xX]\s+)\))"
    r"(?![(\[])\s*(?::(?=\s))?\s*(?=\S|$)"
)
_PHONE_SIGNS = r"(\+?[\d(][\d\s()./‐‑–−-]*)"
_PHONE = re.compile(rf"\]\(\s*(tel|sms):\s*{_PHONE_SIGNS}\)", re.IGNORECASE)
_BARE_PHONE = re.compile(rf"<(tel|sms):\s*({_PHONE_SIGNS})>", re.IGNORECASE)
_MAIL = re.compile(r"\]\(\s*mailto:\s+(\S+@[^\s()]+)\s*\)", re.IGNORECASE)
_MEDIA = re.compile(
    r"\]\(\s*<?((?:\.{1,2}[/\\])*media[/\\][^<>\"“”„\n]{0,200}?\.[A-Za-z0-9]{1,5})>?"
    r"(?:\s+[\"“”„]([^\"“”„\n]*)[\"“”])?\s*\)"
)
_CODE = re.compile(r"(`+[^`\n]*`+)")
_CAPTION = re.compile(r"(\]\([^\s()<>]+\s+)[“”„]([^\"“”„\n]*)[“”](?=\s*\))")


def forgiven(text: str) -> str:
    """The text as its author meant it."""
    if not _NOTABLE.search(text):
        return text
    lines, fence = text.split("\n"), ""
    for n, line in enumerate(lines):
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) and not line.strip(f" >{fence[0]}") else fence
        elif mark:
            fence = mark[1]
        elif line:
            lines[n] = _line(line)
    return "\n".join(lines)


def _line(line: str) -> str:
    if _ODD_SIGN.search(line):
        line = _plain_blanks(line)
    line = _HEADING.sub(r"\1 ", line)
    line = _BOX.sub(_box, line)
    if "](" not in line and "<" not in line:
        return line
    return "".join(part if part.startswith("`") else _links(part) for part in _CODE.split(line))


def _box(found: re.Match[str]) -> str:
    ticked = (found[3] or found[4] or "").strip()
    return f"{found[1]}- [{'x' if ticked else ' '}] "


def _links(text: str) -> str:
    text = _CAPTION.sub(r'\1"\2"', _MEDIA.sub(_media, text))
    text = _BARE_PHONE.sub(r"[\2](\1:\2)", text)
    text = _PHONE.sub(lambda found: f"]({found[1].lower()}:{re.sub('[^0-9+]', '', found[2])})", text)
    return _MAIL.sub(r"](mailto:\1)", text)


def _media(found: re.Match[str]) -> str:
    """An address under media/ as CommonMark takes it: / between folders and %20 for a blank."""
    address = re.sub(r"^(?:\.{1,2}/)+", "", found[1].replace("\\", "/"))
    caption = "" if found[2] is None else f' "{found[2]}"'
    return f"]({quote(address, safe='/%')}{caption})"


def _plain_blanks(line: str) -> str:
    """The line with usual blanks, and no invisible signs, where Markdown looks for its own signs."""
    if _FENCED_BLOCK.match(line) or ("|" in line and not _NO_TABLE_RULE.search(line)):
        return _plain(line).rstrip()
    lead = _LEAD.match(line)
    if not lead or not _SIGN_IN.search(lead[1]):
        return line
    return _plain(lead[0]) + line[lead.end() :]


def _plain(text: str) -> str:
    return re.sub(f"[{_INVISIBLE}]", "", re.sub(f"[{_BLANKS}]", " ", text))
