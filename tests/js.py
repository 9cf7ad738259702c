"""Runs functions of the runtime outside a page: modules joined as for a package, some names let out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from coursebuilder.scripts import join

Node = Callable[[str], Any]
_RUNTIME = Path(__file__).parent.parent / "coursebuilder" / "runtime"


@lru_cache
def _joined(wanted: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    files = {path.name: path.read_text("utf-8") for path in _RUNTIME.glob("*.js")}
    lines = [f'import {{ {", ".join(names)} }} from "./{file}";\n' for file, names in wanted]
    let_out = ", ".join(name for _, names in wanted for name in names)
    return join({**files, "let_out.js": "".join(lines) + f"globalThis.T = {{ {let_out} }};\n"}, "let_out.js")


def run(node: Node, wanted: Mapping[str, tuple[str, ...]], body: str, **given: object) -> Any:
    """The value `body` returns; it finds the wanted functions in T and what is given under its own name."""
    values = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in given.items())
    script = _joined(tuple(wanted.items()))
    return node(f"{script}\nprint((function () {{\nconst T = globalThis.T;\n{values}{body}\n}})());")


def run_async(node: Node, wanted: Mapping[str, tuple[str, ...]], body: str) -> Any:
    """The same for a body that awaits."""
    script = _joined(tuple(wanted.items()))
    return node(f"{script}\nreturn (async () => {{\nconst T = globalThis.T;\n{body}\n}})().then(print);")
