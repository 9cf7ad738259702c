"""Signs of this and other dialects that came out as text, each with how its author gets what was meant."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from coursebuilder.problems import Severity

OBJECT = "\ufffc"  # stands for code or a picture
LOWERED = "\ufff9"  # stands for the beginning or end of lowered text, H~2~O
RAW, ANSWER = "raw-markup", "answer-outside-question"


@dataclass(frozen=True, slots=True)
class Rule:
    """A sign, and how its author gets what was meant. `opening`: only a paragraph's first line counts."""

    pattern: re.Pattern[str]
    cure: str
    code: str = RAW
    opening: bool = False

    @property
    def severity(self) -> Severity:
        return "error" if self.code == ANSWER else "warning"


def _rule(pattern: str, cure: str, code: str = RAW, opening: bool = False) -> Rule:
    return Rule(re.compile(pattern), cure, code, opening)


BLOCK = "a block begins with three colons and its name, ::: note, and ends with :::"
LIST = "begin each line of a list with - and a blank, or with 1. and a blank"
TABLE = "a table has | between its cells, and |---|---| on a line of its own under the first one"
IN_CELL = "a table's cell holds no list: write its lines with <br> between them, without the sign"
_LINK = "[words](https://…), with straight quotation marks and no blank in the address"
_PICTURE = 'a picture is ![what it shows](media/name.png "caption"), with straight quotation marks'
_NONE = "this is not in the language: write it in plain words, or between backticks if you mean the signs"
_QUESTION = "learners would read which answer is right: put the list into ::: question ID … :::"
_COMMENT = "a comment is <!-- … --> and holds no other one; an arrow is →"
_BRACES = "only ## headings and ::: blocks take words between braces: remove them"
_TICK = r"[xXхХvVyY✓✔✗✘√*~]"
RULES = (
    _rule(
        # [x], ( x ), [[x]] where an answer may begin; [x](…), [x][…] and [x] (https:…) are links
        rf"^\s*(?:[-*+–•]\s*)?(?:\[\s*{_TICK}\s*\](?!\s*\((?:https?:|media/|#|mailto:|tel:)|[(\[])"
        rf"|\(\s*[xXхХ✓✔]\s*\)(?=\s)|[☒☑])|\[\[\s*[xX]\s*\]\]|\[\(\s*[xX]\s*\)\]"
        r"|(?i:\((?:correct|(?:correct|right) answer)\)\s*$|\[(?:correct|right)\]\s*$)"
        r"|(?i:^\s*(?:(?:correct|right) )?answers?\s*[:=]\s*\(?[a-h1-9]\)?\.?\s*$)"
        r"|\{\s*[=~][^{}]*[=~}]|\{\d*:[A-Z]{2,}:|^\s*=(?=\w)[^=]*\s~\w",
        _QUESTION,
        ANSWER,
    ),
    _rule(
        r"^\s*\[(?:best|better|not[ -]quite|unsafe)\]",
        "learners would read which reply is best: put the list into a step of ::: scenario ID … :::",
        ANSWER,
    ),
    _rule(
        r"^\s*\[\s*\](?!\()|\[\[\s+\]\]|\[\(\s+\)\]|^\s*\(\s+\)(?=\s)",
        "answers stand in a block: ::: question ID … :::",
    ),
    _rule(
        r"^\s*[✅❌✔✓✗✘✖](?=\s*\w)",
        "people who listen do not hear this sign: say it in words; answers stand in ::: question ID … :::",
    ),
    _rule(
        r"^\s*#{1,6}(?=\S|$)", "a heading is ## and a blank at the beginning of a line; \\# shows the sign"
    ),
    _rule(
        r"^\s*[＃＊－＞｜：](?=\s*\S)",
        "type the narrow sign, with the keyboard set to English: # * - > | :",
    ),
    _rule(r"^\s*[•·▪◦‣⁃∙●○■□◆◇❖➢➤►▶\uf000-\uf0ff](?=\s*\w)", LIST),  # also those of Word's fonts
    _rule(r"^\s*[–‐‑−]\s|^\s*(?:[aiA]\)|[ai]\.|\([aiA]\))\s", LIST, opening=True),
    _rule(r"^\s*(?:[-*+]|\d{1,2}[.)])(?=[^\W\d_]{2})", LIST),
    _rule(r"(?<![\w:]):[a-z][a-z_+-]{2,30}:(?![\w:])", "write the sign itself, or the word"),
    _rule(r"^\s*:{2,}(?=\s*\S)|^\s*\.\.\s+[\w-]+::|^\s*/{3,}(?=\s*\w)|^\.[\w-]+\[", BLOCK),
    _rule(
        r"^\s*:(?=\s*[^\s:])",
        "what a term means stands right below it:  : what it means; a table's caption above it, Table: words",
    ),
    _rule(
        r"^\s*\|", "a table's second line is |---|---|, with as many cells as its first; \\| shows the sign"
    ),
    _rule(r"^\s*(?:!!!|\?\?\?)\+?(?=\s*\w)|^\s*\[![\w-]+\]", BLOCK),
    _rule(r"^\s*(?:<{5,}|>{5,}|={7}\s*$)", "a merge left its marks: keep one of the two texts, delete them"),
    _rule(
        r"^\s*(?:-{2,}(?=\s|$)|-{3,}|={2,}(?=\s|$)|={3,}|~{3,}|\+{3,}|\^{3,}|[?!]{2,}$|_{2,}$)",
        "a line across the page is --- with empty lines around",
    ),
    _rule(r"(?i:^\s*\[toc\])|^\s*\\[a-zA-Z]{3,}|^\s*\$[A-Z]{2,}\b|%%", _NONE),
    _rule(r"!?\[\[[^\[\]]*\]\]", "a link is [words](#page-id), a picture ![what it shows](media/name.png)"),
    _rule(
        r"!\[[^\[\]]{0,200}\]\([^()\s]{1,200}\s+=?\d*%?x?\d*%?\)",
        "a picture has no size: remove the figures, it is never wider than the text",
    ),
    _rule(r"(?<!<)!\[(?:[^\[\]]{0,200}\]\s?\(?)?|(?<!\w)!\((?=media/|https?:)", _PICTURE),
    # Of links that could run something another Problem tells.
    _rule(
        r"\]\((?!(?i:\s*(?:javascript|vbscript|file|data):))|<\s*(?:https?:|www\.|tel:|mailto:)"
        r"|\)\[(?=https?:|www\.|media/|#)",
        _LINK,
    ),
    _rule(r"\]\s+\((?:https?:|media/|#|mailto:|tel:)", "no blank between ] and (:  [words](https://…)"),
    _rule(
        r"\[\^[^\[\]]+\]|\^\[[^\[\]]*\]",
        "a footnote's text stands on a line of its own:  [^1]: What it says",
    ),
    _rule(
        r"\]\[[^\[\]]*\]", "no line [name]: https://… gives this link its address: write [words](https://…)"
    ),
    _rule(
        r"(?<!\{)\{{1,3} ?provider\.[\w.]{0,60} ?\}{0,3}|provider\.\w{1,60} ?\}",
        "two braces on each side: {{provider.organisation}}",
    ),
    _rule(r"<!(?=\s*[-–—])|<!--|-->|[–—]>|\{/\*|\*/\}|^\s*/\*|^\s*//\s", _COMMENT),
    _rule(r"\{\{|\}\}|\{%|%\}", "a provider's detail is {{provider.organisation}}; nothing else stands so"),
    _rule(r"\{[#.:=][^\s{}]*|\{[\w-]+=|\{[\w:-]+\}" + OBJECT, _BRACES),
    _rule(r"^\s*\*\[[^\[\]]+\]:", _NONE),  # an abbreviation of other tools
    _rule(
        r"\*\*|(?<![_\w])__(?=\w)|(?<!\S)[*_](?=[^\W\d_])",
        "bold is **words**: no blank inside the stars, a blank or a stop outside",
    ),
    _rule(rf"~~|~{LOWERED}|{LOWERED}~|==(?=\w)|(?<!\S)\+\+(?=\w)", _NONE),
    _rule(r"^\([\w-]+\)=$|(?<![\w.])@(?:fig|tbl|sec|eq|lst)-\w+|^\s*!include\b", _NONE),
    _rule(r"(?<!\S)[!?]?\?(?=[^\W\d])|--\{\{", _NONE),
    _rule(r"^\s*%\s", "a comment is <!-- … -->", opening=True),
    _rule(
        r"(?<=\w)~\w[\w ]{0,20}~|(?<=\w)\^\w[\w ]{0,20}\^",
        "H~2~O and 1^st^ hold no blank between their signs",
    ),
    _rule(
        r"\$\$|(?<![\w$])\$[^\s$](?:[^$]*[^\s$\\])?\$(?!\d)",
        "there are no formulas: write it in words or signs",
    ),
    _rule(r"\[-@(?=\w)", "a source is named as [@key]"),
    _rule(r"`", "code is closed by as many backticks as it begins with"),
    _rule(
        r"<(?:[?%]|!(?=\w|\[))|^\s*import\s.*\sfrom\s+[\"'“]|^\s*export\s+(?:const|default|function)\s",
        "there are no programs and no HTML in a module: remove it, or put it between backticks",
    ),
    _rule(r"[{}]", "braces have a meaning: remove them; \\{ shows the sign"),
)
# In a table's cell a list can't be written at all, nor lines that begin with a sign of it.
CELL_RULES = (
    *(replace(rule, cure=IN_CELL) if rule.cure == LIST else rule for rule in RULES),
    _rule(r"(?:^|<(?:br|BR) ?/?>)\s*(?:[-*+]|\d{1,2}[.)])\s+(?=\w)", IN_CELL),
)
# Lines that are a list together; each alone may be a sentence, or say whose words stand above it.
FIRST_OF_LIST = re.compile(
    r"\s*(?:—|[aA][.)]|\([aA1]\)|[iI][.)]|\([iI]\)|[o§]|1|①|1\.1\.?|(?P<sign>[^\w\s|#>:=\"'“”‘’„«(\[{…<`\\]{1,3}))\s"
)
NEXT_OF_LIST = re.compile(
    r"\s*(?:—|[bB][.)]|\([bB2]\)|(?:ii|II)[.)]|\((?:ii|II)\)|[o§]|2|②|1\.2\.?"
    r"|(?P<sign>[^\w\s|#>:=\"'“”‘’„«(\[{…<`\\]{1,3}))\s"
)
