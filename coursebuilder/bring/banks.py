"""Questions of a bank as pages of a module: their categories are the pages' titles, ten questions a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from coursebuilder.bring.items import Asked, Brought, BroughtPage, CannotBring, Note, Part
from coursebuilder.bring.plain_text import clean, escaped, on_one_line
from coursebuilder.bring.question_text import asks_nothing
from coursebuilder.problems import Place, Problem

ON_A_PAGE = 10
Found = tuple[str, Part]  # the category, and the question or text

# The share of a mark, in percent, from which an answer is right; here an answer is right or wrong.
WHOLE = 99.0


def as_module(
    path: Path, title: str, found: list[Found], notes: list[Note], media: Mapping[str, bytes] | None = None
) -> Brought:
    """The bank as a module. Raises CannotBring where it holds no question at all."""
    if not any(isinstance(part, Asked) for _, part in found):
        if not notes:
            what, hint = (
                "there is no question in this file",
                "export the questions once more, and look into the file",
            )
            raise CannotBring(Problem("import-empty", what, Place(path.as_posix()), hint))
        found = [("", "No question of this file could be carried over: import-report.md says why."), *found]
    worded = [
        Note("changed", part.where, "its text ends in a list, table or picture: a line was added that asks")
        for _, part in found
        if isinstance(part, Asked) and asks_nothing(part.text)
    ]
    title = on_one_line(clean(title)) or path.stem
    return Brought(title[:200], tuple(_pages(found, title)), media or {}, (*notes, *worded))


def _pages(found: Iterable[Found], title: str) -> Iterable[BroughtPage]:
    pages: list[tuple[str, list[Part]]] = []
    for category, part in found:
        full = bool(pages) and sum(isinstance(one, Asked) for one in pages[-1][1]) >= ON_A_PAGE
        if not pages or pages[-1][0] != category or full:
            pages.append((category, []))
        pages[-1][1].append(part)
    names: dict[str, int] = {}
    for category, parts in pages:
        name = escaped(on_one_line(clean(category or title))[:180]) or "Questions"
        names[name] = names.get(name, 0) + 1
        yield BroughtPage(name if names[name] == 1 else f"{name} ({names[name]})", tuple(parts))


def category_name(path: str) -> str:
    """The last name of a category's path, such as $course$/top/Default for Listening."""
    names = [name.strip() for name in path.replace("//", "\0").split("/")]
    name = next(
        (name for name in reversed(names) if name and name not in {"top", "$course$", "$system$"}), ""
    )
    return name.replace("\0", "/").removeprefix("Default for ")


def partial(where: str, name: str, fractions: Iterable[float]) -> list[Note]:
    """A note where answers gave a part of the marks, or took some away."""
    parts = sorted({value for value in fractions if 0 < value < WHOLE or value < 0})
    if not parts:
        return []
    listed = ", ".join(f"{value:g} %" for value in parts)
    return [
        Note(
            "changed", where, f'"{name}": partial credit ({listed}) was dropped; an answer is right or wrong'
        )
    ]
