"""Cells that a table's header has no column for: markdown-it drops them, so each such row is reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from coursebuilder.problems import Place, Problem

_HINT = "write \\| for a stroke inside a cell, or give the table another column"
_BEFORE_A_ROW = "> \t"  # signs of the quotation or list around the table


def cells_beyond(tokens: Sequence[Token], lines: Sequence[str], path: str) -> Iterator[Problem]:
    """A Problem for each row with more cells than headings; `lines` are those of the parsed text."""
    headings = 0
    for token in tokens:
        if token.type == "table_open":
            headings = 0
        elif token.type == "th_open":
            headings += 1
        elif token.type == "tr_open" and token.map and headings:
            cells = _cells(lines[token.map[0]].lstrip(_BEFORE_A_ROW).strip())
            if len(cells) == 1 and headings > 1:
                what = "a line under a table is read as its row"
                hint = "leave an empty line between them; a row has | between its cells"
                yield Problem("line-under-table", what, Place(path, token.map[0] + 1), hint, "warning")
            if any(cell.strip() for cell in cells[headings:]):
                what = f"{len(cells)} cells under {headings} heading{'s' * (headings > 1)}"
                yield Problem("cells-beyond", what, Place(path, token.map[0] + 1), _HINT)


def _cells(row: str) -> list[str]:
    """The row's cells as markdown-it cuts them; strokes at both ends of a row belong to no cell."""
    cells: list[str] = escapedSplit(row)
    return cells[not cells[0] : len(cells) - (not cells[-1])]
