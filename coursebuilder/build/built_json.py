"""What a build wrote, and what is wrong, as one JSON document for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from coursebuilder.build.catalogue import ForProvider
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
    return _written(_document(problems, read, built, not_judged))


def provider_json(one: ForProvider) -> dict[str, object]:
    """What a catalogue's document says of one provider: the document of a build, and whose it is."""
    return {
        "name": one.provider.name,
        "file": one.provider.file.as_posix(),
        "out": one.out.as_posix(),
        "built": one.built is not None,
        **_document(one.problems, one.read, one.built, ""),
    }


def catalogue_json(
    file: Path, problems: Iterable[Problem], providers: Sequence[dict[str, object]], not_judged: str
) -> str:
    """The document of a catalogue: its own problems, and what `provider_json` gave for each provider."""
    document = {
        "catalogue": file.as_posix(),
        "providers": list(providers),
        "not_judged": not_judged or None,
        "problems": json.loads(report(problems, "json")),
    }
    return _written(document)


def _written(document: dict[str, object]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _document(
    problems: Iterable[Problem], read: ReadResult, built: BuildResult | None, not_judged: str
) -> dict[str, object]:
    missing = all_missing(read.courses)
    return {
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
