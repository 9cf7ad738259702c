"""From sources to results.json, tables and the report: the whole of `coursebuilder results`."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from coursebuilder.model import Course
from coursebuilder.results.assemble import modules_of, run_figures, sources_of
from coursebuilder.results.engines import NoEngine, open_engine
from coursebuilder.results.findings import Finding, findings_of, problems_of
from coursebuilder.results.lookup import Lookup, lookup_for
from coursebuilder.results.prepare import prepare
from coursebuilder.results.privacy import FEWEST, USUAL, Shown
from coursebuilder.results.reading import read_all
from coursebuilder.results.record_store import StoreFailed, statements_of

__all__ = ["Analysis", "NoEngine", "StoreFailed", "analyse", "problems_of", "write_files"]
FORMAT = 1
KEPT = "learners.parquet"


@dataclass(frozen=True, slots=True)
class Analysis:
    """The results as results.json has them, and what they say in sentences."""

    course: Course
    lookup: Lookup
    results: dict[str, Any]
    findings: list[Finding]


def analyse(
    sources: Sequence[str],
    course: Course,
    least: int = USUAL,
    engine: str = "duckdb",
    keep: Path | None = None,
    workers: int | None = None,
) -> Analysis:
    """Read all sources (files, folders, addresses of record stores) and analyse them.

    keep: where the table of single learners goes; without it, it is deleted. Raises NoEngine, StoreFailed.
    """
    lookup = lookup_for(course)
    stores = [one for one in sources if one.startswith(("http://", "https://"))]
    files = [Path(one) for one in sources if one not in stores]
    statements: Iterator[tuple[str, Any]] = (pair for store in stores for pair in statements_of(store))
    with tempfile.TemporaryDirectory(prefix="coursebuilder-results-") as temporary:
        folder = Path(temporary) / "read"
        folder.mkdir()
        table = Path(temporary) / "events.parquet"
        reading = read_all(files, lookup, folder, statements, workers)
        _, copies = prepare(folder, reading.voided, table)
        shutil.rmtree(folder)
        with open_engine(engine, table) as rows:
            found = run_figures(rows, lookup)
        if keep:
            shutil.move(table, keep)
    shown = Shown(max(FEWEST, least))
    modules = modules_of(found, lookup, shown)
    results = {
        "format": FORMAT,
        "course": course.id,
        "version": course.version,
        "least": shown.least,
        "left_out": shown.left_out,
        "read": {
            "events": reading.events,
            "copies_and_voided": copies,
            "elsewhere": reading.elsewhere,
            "unread_rows": reading.unread_rows,
            "unread": [asdict(one) for one in reading.unread],
        },
        "sources": sources_of(found),
        "modules": modules,
    }
    return Analysis(course, lookup, results, findings_of(modules, lookup))


def write_files(analysis: Analysis, out: Path) -> list[Path]:
    """Write results.json, questions.csv, answers.csv and results.html into `out`. Raises OSError."""
    from coursebuilder.results.report import report_html

    out.mkdir(parents=True, exist_ok=True)
    texts: dict[str, Callable[[], str]] = {
        "results.json": lambda: json.dumps(analysis.results, indent=2, ensure_ascii=False) + "\n",
        "questions.csv": lambda: _csv(_question_rows(analysis.results)),
        "answers.csv": lambda: _csv(_answer_rows(analysis.results)),
        "results.html": lambda: report_html(
            analysis.course, analysis.lookup, analysis.results, analysis.findings, out
        ),
    }
    paths = []
    for name, text in texts.items():
        path = out / name
        path.write_text(text(), encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


def _question_rows(results: dict[str, Any]) -> Iterator[list[Any]]:
    names = ("part", "kind", "objective", "n", "attempts", "facility", "discrimination", "believed")
    yield ["module", "question", *names, "median_seconds", "text"]
    for module, name, one in _questions(results):
        seconds = (one.get("seconds") or {}).get("median")
        yield [module, name, *(one.get(key) for key in names), seconds, one["text"]]


def _answer_rows(results: dict[str, Any]) -> Iterator[list[Any]]:
    yield ["module", "question", "answer", "right", "share", "text"]
    for module, name, one in _questions(results):
        for key, answer in one["answers"].items():
            yield [module, name, key, answer["right"], answer["share"], answer["text"]]


def _questions(results: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for module, figures in results["modules"].items():
        for name, one in figures.get("questions", {}).items():
            yield module, name, one


def _csv(rows: Iterator[list[Any]]) -> str:
    """Rows as text; what a spreadsheet would run as a formula is kept from it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:
        writer.writerow(
            [f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t" and cell else cell for cell in row]
        )
    return text.getvalue()
