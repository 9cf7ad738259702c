"""Lines such as  [guide]: https://…  that give a link its address; what no link asks for is shown nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it.token import Token

from coursebuilder.problems import Place, Problem

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]*:|//|/|#|\.{1,2}/|media/|www\.)", re.IGNORECASE)


def unused_definitions(
    tokens: Sequence[Token], environment: Mapping[str, Any], path: str
) -> Iterator[Problem]:
    """A Problem for each definition that no link uses: an error where text is lost, as in  [Sam]: Hello"""
    defined: dict[str, dict[str, Any]] = environment.get("references", {})
    if not defined:
        return
    used = {child.meta.get("label") for token in tokens for child in token.children or () if child.meta}
    unused = [(label, found) for label, found in defined.items() if label not in used]
    # Of two definitions with one label only the first is used.
    unused += [(found["label"], found) for found in environment.get("duplicate_refs", ())]
    for label, found in unused:
        line = found["map"][0] + 1 if found.get("map") else 0
        what = f"[{label.lower()}]: {found['href']} is shown nowhere: no link uses it"
        if found["href"] in {"#", ""} or label.casefold() in {
            "//",
            "comment",
            "_",
        }:  # a remark, in other tools
            said = found.get("title") or found["href"]
            what = f'[{label.lower()}]: "{said}" is shown nowhere'
            yield Problem("unused-definition", what, Place(path, line), "a remark is written <!-- … -->")
        elif _ADDRESS.match(found["href"]):
            hint = f"write [words][{label.lower()}] where the link belongs, or remove the line"
            yield Problem("unused-definition", what, Place(path, line), hint, "warning")
        else:
            hint = "Markdown takes [word]: for the address of a link; for text write \\[ instead of ["
            yield Problem("unused-definition", what, Place(path, line), hint)
