"""What the LRS stores, in memory or SQLite: statements, attachments, definitions, names, documents."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursebuilder.lrs.messages import Json

TABLES = """
CREATE TABLE IF NOT EXISTS statements (
  position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, stored TEXT NOT NULL,
  verb TEXT NOT NULL, registration TEXT, target TEXT, voided INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS statements_by_target ON statements (target);
CREATE TABLE IF NOT EXISTS attachments (sha2 TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS activities (id TEXT PRIMARY KEY, definition TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS names (agent TEXT, name TEXT, PRIMARY KEY (agent, name));
CREATE TABLE IF NOT EXISTS documents (
  resource TEXT, activity TEXT, agent TEXT, registration TEXT, id TEXT,
  type TEXT NOT NULL, body BLOB NOT NULL, updated TEXT NOT NULL,
  PRIMARY KEY (resource, activity, agent, registration, id));
"""


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A stored statement; positions grow in the order of storing."""

    position: int
    voided: bool
    body: Json


@dataclass(frozen=True, slots=True)
class Address:
    """What identifies a document; "" for parts that its resource doesn't have.

    Agent: see agents.identifier.
    """

    resource: str  # activities/state, agents/profile or activities/profile
    activity: str
    agent: str
    registration: str
    id: str


@dataclass(frozen=True, slots=True)
class Document:
    """A State or profile document: media type, content, and when it was last changed (see messages.stamp)."""

    at: Address
    type: str
    body: bytes
    updated: str


class Store:
    """The SQLite database. One connection: callers hold the LRS's lock."""

    def __init__(self, path: Path | None = None) -> None:
        """In memory, or in the SQLite file at this path."""
        self._connection = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        self._connection.executescript(TABLES)

    def close(self) -> None:
        """Close the database; one in memory is gone then."""
        self._connection.close()

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Run the block as a transaction: an exception rolls back what it changed."""
        self._connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def add_statement(self, body: Json, target: str | None, voided: bool) -> None:
        """Store a statement that is complete; `target`: the id of the statement it refers to."""
        registration = body.get("context", {}).get("registration", "").lower() or None
        row = (
            body["id"].lower(),
            body["stored"],
            body["verb"]["id"],
            registration,
            target,
            voided,
            _text(body),
        )
        self._connection.execute(
            "INSERT INTO statements (id, stored, verb, registration, target, voided, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            row,
        )

    def statement(self, id: str) -> StoredStatement | None:
        """The statement with this id, voided or not, or None."""
        row = self._one("SELECT position, voided, body FROM statements WHERE id = ?", id.lower())
        return _stored_statement(row) if row else None

    def void(self, id: str) -> None:
        """Mark a statement as voided."""
        self._connection.execute("UPDATE statements SET voided = 1 WHERE id = ?", (id.lower(),))

    def verbs_about(self, id: str) -> list[str]:
        """The verbs' IRIs of the statements that refer to this id."""
        rows = self._connection.execute("SELECT verb FROM statements WHERE target = ?", (id.lower(),))
        return [verb for (verb,) in rows]

    def statements(
        self, where: str = "1", values: tuple[object, ...] = (), newest_first: bool = False
    ) -> Iterator[StoredStatement]:
        """The statements that fulfil an SQL condition, in the order of storing or newest first."""
        order = "DESC" if newest_first else "ASC"
        sql = f"SELECT position, voided, body FROM statements WHERE {where} ORDER BY position {order}"
        return map(_stored_statement, self._connection.execute(sql, values))

    def last_stored(self) -> str:
        """The `stored` timestamp of the last statement; "" if there is none."""
        row = self._one("SELECT stored FROM statements ORDER BY position DESC LIMIT 1")
        return str(row[0]) if row else ""

    def add_attachment(self, sha2: str, body: bytes) -> None:
        """Store a file by its SHA-2."""
        self._connection.execute("INSERT OR IGNORE INTO attachments VALUES (?, ?)", (sha2, body))

    def attachment(self, sha2: str) -> bytes | None:
        """The file with this SHA-2, or None."""
        row = self._one("SELECT body FROM attachments WHERE sha2 = ?", sha2)
        return row[0] if row else None

    def put_definition(self, activity: str, definition: Json) -> None:
        """Store or replace an activity's definition."""
        self._connection.execute(
            "INSERT OR REPLACE INTO activities VALUES (?, ?)", (activity, _text(definition))
        )

    def definition(self, activity: str) -> Json:
        """An activity's definition; {} if there is none."""
        row = self._one("SELECT definition FROM activities WHERE id = ?", activity)
        return json.loads(row[0]) if row else {}

    def add_name(self, agent: str, name: str) -> None:
        """Store a name of an agent; see agents.identifier."""
        self._connection.execute("INSERT OR IGNORE INTO names VALUES (?, ?)", (agent, name))

    def names(self, agent: str) -> list[str]:
        """An agent's names, in the order of storing."""
        return [
            n
            for (n,) in self._connection.execute(
                "SELECT name FROM names WHERE agent = ? ORDER BY rowid", (agent,)
            )
        ]

    def put_document(self, document: Document) -> None:
        """Store or replace a document."""
        row = (*_key(document.at), document.type, document.body, document.updated)
        self._connection.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def document(self, at: Address) -> Document | None:
        """The document at this address, or None."""
        found = [document for document in self.documents(at.resource) if document.at == at]
        return found[0] if found else None

    def documents(self, resource: str) -> list[Document]:
        """All documents of a resource, the oldest change first."""
        rows = self._connection.execute(
            "SELECT * FROM documents WHERE resource = ? ORDER BY updated, rowid", (resource,)
        )
        return [Document(Address(*row[:5]), *row[5:]) for row in rows]

    def delete_document(self, at: Address) -> None:
        """Delete the document at this address, if there is one."""
        self._connection.execute(
            "DELETE FROM documents"
            " WHERE resource = ? AND activity = ? AND agent = ? AND registration = ? AND id = ?",
            _key(at),
        )

    def _one(self, sql: str, *values: object) -> Any:
        return self._connection.execute(sql, values).fetchone()


def _key(at: Address) -> tuple[str, ...]:
    return (at.resource, at.activity, at.agent, at.registration, at.id)


def _stored_statement(row: tuple[int, int, str]) -> StoredStatement:
    return StoredStatement(row[0], bool(row[1]), json.loads(row[2]))


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
