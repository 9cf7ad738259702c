"""What a build wrote, and what is wrong, as one JSON document for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from coursebuilder.build.pipeline import BuildResult, ReadResult
from coursebuilder.model.readiness import all_missing
from coursebuilder.problems import Problem, report


def as_json(
    problems: Iterable[Problem], read: ReadResult, built: BuildResult | None = None, not_judged: str = ""
) -> str:
    """The document, with a line break at its end; Problems look as in `check --format json`.

    built: None where nothing was written
    not_judged: why it could not be judged whether anything is wrong; "" where it could
    """
    missing = all_missing(read.courses)
    document = {
        "packages": list(_packages(built)) if built else [],
        "page": built.page.as_posix() if built and built.paths else None,
        "beside": [path.as_posix() for path in built.printables] if built else [],
        "left_over": [path.as_posix() for path in built.left_over] if built else [],
        "for_learners": {
            "not_filled_in": [{"name": one.name, "label": one.label} for one in missing.unfilled],
            "not_signed_off": [one.id for one in missing.unsigned],
        },
        "not_judged": not_judged or None,
        "silenced": read.silenced,
        "problems": json.loads(report(problems, "json")),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _packages(built: BuildResult) -> Iterator[dict[str, object]]:
    for path, one in zip(built.paths, built.zips, strict=True):
        yield {
            "path": path.as_posix(),
            "target": one.target,
            "course": one.course.id,
            "modules": [module.id for module in one.modules],
            "bytes": one.size,
            "sha256": one.sha256,
        }
