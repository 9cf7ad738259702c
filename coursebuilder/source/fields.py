"""A table of settings read field by field, every fault gathered."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal, InvalidOperation

from coursebuilder.problems import Place, Problem, did_you_mean, nearest
from coursebuilder.settings import Items, Scalar, Setting, Table

_MAY_BE_LISTED = {"audience"}  # texts that authors write as lists too; they are read with commas between
_ENTRIES = {  # how an entry of a list of tables is written
    "objectives": "write each as  - {id: explain, text: Explain it}",
    "maps": "write each as  - {code: st0958:K10, strength: introduces}",
    "reviewed": "write each as  - {by: a name, role: safeguarding lead, on: 2026-03-01}",
    "stories": "write each as  - {who: Sam and his gran, experience: caring at home}",
    "read_by": "write each as  - {by: a name, experience: how they know it, on: 2026-03-01}",
    "silence": "write each as  - {code: raw-html, reason: why it may stay}",
}


class Fields:
    """Reads a table's fields, gathering every fault; `finish` reports the keys nobody asked for."""

    def __init__(self, table: Table, problems: list[Problem]) -> None:
        self.table = table
        self.problems = problems
        self._asked: set[str] = set()

    def place(self, name: str) -> Place:
        """Where the field stands, or the table when it is missing."""
        return self.table.keys.get(name, self.table.place)

    def get(self, name: str) -> Setting | None:
        """The raw setting; an empty value counts as missing."""
        self._asked.add(name)
        value = self.table.entries.get(name)
        return None if isinstance(value, Scalar) and not value.value else value

    def text(self, name: str, default: str = "") -> str:
        """The text, blanks and line ends made single blanks; `default` where nothing stands there."""
        value = self.get(name)
        if value is None:
            return default
        if isinstance(value, Scalar):
            return " ".join(value.value.split())
        if isinstance(value, Items) and name in _MAY_BE_LISTED:
            return ", ".join(self.texts(name))
        self._wrong(name, "one line of text", f'write it on one line, between quotation marks: {name}: "…"')
        return default

    def required(self, name: str, code: str, hint: str) -> str:
        """The text of a field that must be there; where it isn't, a problem with this code and hint."""
        value = self.text(name)
        misspelt = any(nearest(key, [name], 0.75) for key in self.table.keys if key not in self._asked)
        if not value and not misspelt and not isinstance(self.table.entries.get(name), Items | Table):
            self.problems.append(Problem(code, f'"{name}" is missing', self.place(name), hint))
        return value

    def check_id(self, name: str, identifier: str, what: str, most: int = 40, lead: str = "") -> None:
        """Report an id, read from the field `name`, that links, files and records could not carry."""
        if not re.fullmatch(rf"[a-z][a-z0-9-]{{0,{most - 1}}}", identifier):
            said = f'"{identifier}" can\'t be the id of {what}'
            hint = f"{lead}a small letter, then small letters, digits and hyphens; {most} at most"
            self.problems.append(Problem("bad-id", said, self.place(name), hint))

    def one_of(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        """One of the allowed words, or `default`; any other word is a problem."""
        value = self.text(name, default)
        if value in allowed:
            return value
        self.problems.append(
            Problem(
                "wrong-value", f'{name} can\'t be "{value}"', self.place(name), did_you_mean(value, allowed)
            )
        )
        return default

    def flag(self, name: str) -> bool:
        """Whether true or yes stands there; nothing counts as false, anything else is a problem."""
        value = self.text(name, "false").lower()
        if value not in {"true", "false", "yes", "no"}:
            self._wrong(name, "true or false", f"write {name}: true")
        return value in {"true", "yes"}

    def date(self, name: str, hint: str = "year, month and day: 2026-05-03") -> str:
        """A day of the calendar, written 2026-05-03; "" where nothing or no such day stands there."""
        value = self.text(name)
        if value and not is_date(value):
            what = f'{name} can\'t be "{value}"'
            self.problems.append(Problem("wrong-value", what, self.place(name), hint))
            return ""
        return value

    def required_date(self, name: str, code: str, hint: str) -> str:
        """A day that has to be there, as it is typed; nothing and no such day are problems with this code.

        hint: how the line is written, where it is missing
        """
        value = self.required(name, code, hint)
        if value and not is_date(value):
            what = f'"{value}" is not a date'
            self.problems.append(Problem(code, what, self.place(name), f"{name}: 2026-03-01"))
        return value

    def whole(self, name: str, low: int, high: int) -> int | None:
        """A whole number from `low` to `high`, or None; anything else is a problem."""
        value = self.text(name)
        if not value:
            return None
        if value.isascii() and value.isdigit() and len(value) < 10 and low <= int(value) <= high:
            return int(value)
        number = re.match(r"[0-9]{1,9}", value)
        given = int(number[0]) if number else 15
        hint = f"in figures alone, such as {name}: {max(low, min(high, given))}"
        self._wrong(name, f"a whole number from {low} to {high}", hint)
        return None

    def fraction(self, name: str, default: Decimal) -> Decimal:
        """A number from 0 to 1 with two decimals at most."""
        value = self.text(name)
        if not value:
            return default
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite() and 0 <= number <= 1 and number == round(number, 2):
            return number
        percent = re.fullmatch(r"([1-9][0-9]?|100)\s*%?", value)
        hint = f"write {name}: {_plain(Decimal(percent[1]) / 100)}" if percent else f"write {name}: 0.8"
        if re.fullmatch(r"0,[0-9]{1,2}", value):
            hint = f"write {name}: {value.replace(',', '.')}"
        self._wrong(name, "a number from 0 to 1 with two decimals at most, such as 0.8", hint)
        return default

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        value = self.get(name)
        if value is None:
            return ()
        parts = value.items if isinstance(value, Items) else (value,)
        if all(isinstance(part, Scalar) for part in parts):
            return tuple(" ".join(part.value.split()) for part in parts if isinstance(part, Scalar))
        self._wrong(name, "a list of texts", f"write {name}: [one, another]")
        return ()

    def tables(self, name: str) -> tuple[Table, ...]:
        """A list of tables, such as objectives."""
        value = self.get(name)
        if value is None:
            return ()
        if isinstance(value, Items) and all(isinstance(part, Table) for part in value.items):
            return tuple(part for part in value.items if isinstance(part, Table))
        self._wrong(name, "a list whose entries have keys of their own", _ENTRIES.get(name, ""))
        return ()

    def child(self, name: str) -> Table | None:
        """The table under a field, such as provider: with keys of its own; None where there is none."""
        value = self.get(name)
        if value is None or isinstance(value, Table):
            return value
        hint = f"below {name}: lines such as  key: value, with two blanks before each"
        self._wrong(name, "keys of its own, indented below it", hint)
        return None

    def finish(self) -> None:
        """Report keys that mean nothing here."""
        for key, place in self.table.keys.items():
            if key not in self._asked:
                self.problems.append(
                    Problem("unknown-key", f'unknown key "{key}"', place, did_you_mean(key, self._asked))
                )

    def _wrong(self, name: str, wanted: str, hint: str = "") -> None:
        hint = hint or f"change the value of {name}"
        self.problems.append(Problem("wrong-value", f'"{name}" must be {wanted}', self.place(name), hint))


def is_date(text: str) -> bool:
    """Whether a text is a day of the calendar, written 2026-05-03."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
