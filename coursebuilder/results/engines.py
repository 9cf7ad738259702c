"""Where the expressions run: DuckDB in this process, Spark, or a ClickHouse server.

Engine = rows(expression) -> list of dicts; `open_engine` gives one by its name, with the table in it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from coursebuilder.results.figures import TABLE
from coursebuilder.results.prepare import MEMORY

Rows = Callable[[ir.Table], list[dict[str, Any]]]
# ibis 12 still asks DuckDB for what DuckDB 2 calls by another name.
_OLD_NAMES = r".*(fetch_arrow|fetch_record_batch|deprecated).*"


class NoEngine(Exception):
    """The engine that was asked for can't be had; the text says what is missing."""


@contextmanager
def open_engine(name: str, table: Path) -> Iterator[Rows]:
    """The engine `duckdb`, `spark`, or the ClickHouse server at an address `clickhouse://...`. Raises
    NoEngine."""
    if name == "duckdb":
        yield _duckdb(table)
    elif name == "spark":
        with _spark(table) as rows:
            yield rows
    elif name.startswith("clickhouse://"):
        with _clickhouse(name, table) as rows:
            yield rows
    else:
        raise NoEngine(
            f'no engine is called "{name}": duckdb, spark or clickhouse://USER:PASSWORD@HOST/DATABASE'
        )


def _duckdb(table: Path) -> Rows:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=_OLD_NAMES)
        base = ibis.duckdb.connect(memory_limit=MEMORY, temp_directory=str(table.parent / "spill"))
        base.read_parquet(table, table_name=TABLE)
    return _run(base)


def _run(base: Any) -> Rows:
    def rows(expression: ir.Table) -> list[dict[str, Any]]:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=_OLD_NAMES)
            found: list[dict[str, Any]] = base.to_pyarrow(expression).to_pylist()
        return found

    return rows


@contextmanager
def _spark(table: Path) -> Iterator[Rows]:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise NoEngine('Spark needs Java and the extra "engines": pip install "pyspark<4.1"') from error
    session = (
        SparkSession.builder.appName("coursebuilder results")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "8")
        .getOrCreate()
    )
    try:
        base = ibis.pyspark.connect(session)
        base.read_parquet(str(table), table_name=TABLE)
        yield _run(base)
    finally:
        session.stop()


@contextmanager
def _clickhouse(address: str, table: Path) -> Iterator[Rows]:
    """The table is on the server while the analysis runs, and dropped after it."""
    import pyarrow.parquet as pq

    try:
        base = ibis.connect(address)
    except Exception as error:  # whatever driver and server raise
        raise NoEngine(f"can't reach that ClickHouse server: {type(error).__name__}") from error
    try:
        base.create_table(TABLE, pq.read_table(table), temp=True)
        yield _run(base)
    finally:
        base.disconnect()
