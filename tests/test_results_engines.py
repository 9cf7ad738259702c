"""Results: Spark and ClickHouse give the numbers that DuckDB gives, from the same expressions.

They are installed by .ci/run alone (the extra `engines`, and Java); elsewhere these are skipped by name.
"""

from __future__ import annotations

import gc
import json
import shutil
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import ibis
import pytest
from machine import WANTING
from simulated_learners import Made, Statements, course_text, people

from coursebuilder.results.assemble import places_of
from coursebuilder.results.engines import NoEngine, open_engine
from coursebuilder.results.figures import COLUMNS, TABLE, figures
from coursebuilder.results.lookup import Lookup, lookup_for
from coursebuilder.results.prepare import prepare
from coursebuilder.results.reading import read_all
from coursebuilder.source.course import load

CURE = 'type  pip install -e ".[engines]"  and install Java 17 for Spark'
PAGES = ["start", "page-2", "page-3", "page-4", "check"]
ITEMS = {f"q{n}": Made(b=n / 3 - 1, a=1.0) for n in range(1, 5)}
Tables = Mapping[str, list[dict[str, Any]]]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Lookup]:
    """The table of 150 learners, with a conversation and answers about confidence put into it."""
    tmp = tmp_path_factory.mktemp("engines")
    (tmp / "course" / "modules").mkdir(parents=True)
    settings = "id: made\ntitle: A course\naudience: The tests\nmodules: [modules/made.md]\n"
    (tmp / "course" / "course.yaml").write_text(settings, encoding="utf-8")
    (tmp / "course" / "modules" / "made.md").write_text(course_text(4), encoding="utf-8")
    course = load(tmp / "course").course
    assert course
    lines = list(Statements(course).lines(people(2, 150, ITEMS, PAGES)))
    source, read = tmp / "statements", tmp / "read"
    source.write_text("\n".join(lines), encoding="utf-8")
    read.mkdir()
    lookup = lookup_for(course)
    reading = read_all([source], lookup, read, workers=1)
    prepare(read, reading.voided, tmp / "plain.parquet")
    _with_other_parts(tmp / "plain.parquet", tmp / "events.parquet")
    return tmp / "events.parquet", lookup


def _with_other_parts(plain: Path, out: Path) -> None:
    """Some answers again as choices in a conversation, some as confidence before and after."""
    import duckdb

    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    replaced = {
        "'scenario'": "'talk.' || item",
        "'confidence'": "CASE item WHEN 'q1' THEN 'sure-before-aim' ELSE 'sure-after-aim' END",
    }
    more = " UNION ALL ".join(
        f"SELECT * REPLACE ({part} AS part, {item} AS item, 'talk' AS scenario, NULL AS \"right\") FROM plain"
        f" WHERE what = 'answered' AND turn = 1 AND item IN ('q1', 'q2')"
        for part, item in replaced.items()
    )
    with duckdb.connect() as base:
        base.execute(f"CREATE VIEW plain AS SELECT {columns} FROM read_parquet('{plain.as_posix()}')")
        base.execute(f"COPY (FROM plain UNION ALL {more}) TO '{out.as_posix()}' (FORMAT parquet)")


@pytest.fixture(scope="module")
def expected(prepared: tuple[Path, Lookup]) -> Tables:
    """What DuckDB says; each expression has something to say."""
    table, lookup = prepared
    with open_engine("duckdb", table) as rows:
        tables = {name: rows(one) for name, one in figures(places_of(lookup)).items()}
    assert [name for name, found in tables.items() if not found] == []
    return tables


# pyspark leaves sockets to the garbage collector when its session ends.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_spark_gives_the_same(prepared: tuple[Path, Lookup], expected: Tables) -> None:
    if not shutil.which("java"):
        pytest.skip(f"{WANTING}the large engines: {CURE}")
    try:
        with open_engine("spark", prepared[0]) as rows:
            _compare(rows, prepared[1], expected)
        gc.collect()
    except NoEngine:
        pytest.skip(f"{WANTING}the large engines: {CURE}")


def test_clickhouse_gives_the_same(prepared: tuple[Path, Lookup], expected: Tables) -> None:
    try:
        session = import_module("chdb.session").Session()
    except ImportError:
        pytest.skip(f"{WANTING}the large engines: {CURE}")
    try:
        session.query("CREATE DATABASE d")
        session.query(f"CREATE VIEW d.{TABLE} AS SELECT * FROM file('{prepared[0].as_posix()}', 'Parquet')")
        session.query("USE d")

        def rows(expression: Any) -> list[dict[str, Any]]:
            sql = str(ibis.to_sql(expression, dialect="clickhouse"))
            settings = " SETTINGS output_format_json_quote_64bit_integers = 0"
            lines = str(session.query(sql + settings, "JSONEachRow")).splitlines()
            return [json.loads(line) for line in lines if line]

        _compare(rows, prepared[1], expected)
    finally:
        session.close()


def _compare(rows: Callable[[Any], list[dict[str, Any]]], lookup: Lookup, expected: Tables) -> None:
    """Every expression's rows, in any order; sums of fractions may differ in the last digits."""
    for name, expression in figures(places_of(lookup)).items():
        assert _rounded(rows(expression)) == _rounded(expected[name]), name


def _rounded(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps({key: _plain(one) for key, one in row.items()}, sort_keys=True) for row in rows)


def _plain(value: Any) -> Any:
    return round(float(value), 6) if isinstance(value, int | float) else value


def test_an_engine_that_there_isnt_is_told(prepared: tuple[Path, Lookup]) -> None:
    with pytest.raises(NoEngine, match="duckdb, spark or clickhouse"), open_engine("oracle", prepared[0]):
        pass
