"""Runs functions of the runtime outside a page: its modules as they stand, imported by a script engine."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
RUNTIME = ROOT / "coursebuilder" / "player" / "runtime"
Node = Callable[[str], Any]
Wanted = Mapping[str, tuple[str, ...]]


def run(node: Node, wanted: Wanted, body: str, **given: object) -> Any:
    """The value `body` returns; it finds the wanted functions in T and what is given under its own name."""
    values = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in given.items())
    return node(script(wanted, f"print((function () {{\n{values}{body}\n}})());"))


def run_async(node: Node, wanted: Wanted, body: str) -> Any:
    """The same for a body that awaits."""
    return node(script(wanted, f"print(await (async () => {{\n{body}\n}})());"))


def script(wanted: Wanted, body: str) -> str:
    """A script that imports names into T, then does what stands in `body`.

    `wanted`: by a file of the runtime, or by a path from the root of this repository, the names it exports.
    """
    return f"return (async () => {{\nconst T = {{}};\n{imports(wanted)}{body}\n}})();"


def imports(wanted: Wanted, root: str = ROOT.as_uri()) -> str:
    """Lines that put exported names into T, and into classes the methods that the second script brings."""
    paths = {_path(file): names for file, names in wanted.items()}
    lines = [
        f"{{ const {{ {', '.join(names)} }} = await import({json.dumps(f'{root}/{path}')});"
        f" Object.assign(T, {{ {', '.join(names)} }}); }}\n"
        for path, names in paths.items()
    ]
    second = json.dumps(f"{root}/{_path('later_methods.js')}")
    methods = f"(await import({second})).addMethods();\n"
    return methods + "".join(lines) + _telling(paths, root)


def _telling(paths: Mapping[str, tuple[str, ...]], root: str) -> str:
    """Lines that give what createAdapter() makes the methods of the target's telling.js, if it has one."""
    files = [path.replace("adapter.js", "telling.js") for path in paths if path.endswith("/adapter.js")]
    files = [json.dumps(f"{root}/{file}") for file in files if (ROOT / file).is_file()]
    return "".join(
        f"{{ const {{ telling }} = await import({file}); const make = T.createAdapter;"
        " T.createAdapter = (env) => Object.assign(make(env), telling); }\n"
        for file in files
    )


def _path(file: str) -> str:
    return file if "/" in file else (RUNTIME / file).relative_to(ROOT).as_posix()


def adapter(target: str) -> dict[str, tuple[str, ...]]:
    """The names wanted of a target's adapter; `target` is the name of its folder."""
    return {f"coursebuilder/targets/{target}/adapter.js": ("createAdapter",)}
