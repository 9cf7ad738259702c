"""What was read -> the table that is analysed: each statement once, none that was voided, answers in their
order.

This is done by DuckDB, which keeps on disk what its share of the memory doesn't hold.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

MEMORY = "1200MB"  # of the two gigabytes a run may take; Python and what is read at once need the rest

# Equal ids are copies of one statement, whatever order they came in; a step on the way to the end of a
# module that
# came twice, such as "completed" from two launches, is told apart by `turn`.
_PREPARED = """
COPY (
  WITH once AS (
    SELECT * EXCLUDE (n) FROM (
      SELECT *, row_number() OVER (PARTITION BY id ORDER BY moment, sequence) AS n FROM read_parquet('{read}')
    ) WHERE n = 1 AND id NOT IN (SELECT id FROM voided)
  )
  SELECT
    learner, attempt, module, version, what, part, item, response, "right", form, seconds, score, moment,
    week, source,
    CASE part WHEN 'scenario' THEN split_part(item, '.', 1) ELSE '' END AS scenario,
    row_number() OVER (PARTITION BY learner, module, what, item ORDER BY moment, sequence)::INTEGER AS turn,
    (lead(1) OVER (PARTITION BY learner, module, what, item ORDER BY moment, sequence) IS NULL) AS last_turn,
    row_number() OVER (PARTITION BY learner, module, part ORDER BY moment, sequence)::INTEGER AS nth
  FROM once
) TO '{out}' (FORMAT parquet, COMPRESSION zstd)
"""


def prepare(folder: Path, voided: set[int], out: Path) -> tuple[int, int]:
    """Write the table OUT from the files that `read_all` wrote into `folder`.

    Returns how many rows it has, and how many copies and voided statements were left out.
    """
    read = _quoted(folder / "*.parquet")
    with duckdb.connect() as base:
        base.execute(f"SET memory_limit = '{MEMORY}'")
        base.execute(f"SET temp_directory = '{_quoted(folder / 'spill')}'")
        base.execute("SET preserve_insertion_order = false")
        base.register("voided", pa.table({"id": pa.array(sorted(voided), pa.int64())}))
        base.execute(_PREPARED.format(read=read, out=_quoted(out)))
        before = base.execute(f"SELECT count(*) FROM read_parquet('{read}')").fetchall()[0][0]
        after = base.execute(f"SELECT count(*) FROM read_parquet('{_quoted(out)}')").fetchall()[0][0]
    return int(after), int(before - after)


def _quoted(path: Path) -> str:
    return path.as_posix().replace("'", "''")
