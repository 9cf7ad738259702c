"""One more value in a list of a YAML file, of which nothing else changes."""

from __future__ import annotations

from typing import Any

import yaml

from coursebuilder.settings import Items, Scalar, Setting, Table, read

_BOM = "\ufeff"  # before the first character of a file, as some editors write it


def append_item(text: str, key: str, value: str) -> str | None:
    """The text with a plain value added at the end of the list at `key`.

    None where that can't be done: the text is no YAML table, or has no list there.
    """
    mark = _BOM if text.startswith(_BOM) else ""
    body = text.removeprefix(_BOM)
    try:
        node = yaml.compose(body, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    found = [item for name, item in pairs if name.value == key]
    if len(found) != 1 or not isinstance(found[0], yaml.SequenceNode):
        return None
    added = (_in_brackets if found[0].flow_style else _on_a_line)(body, found[0], value)
    same = _only_added(read(body, "")[0], read(added, "")[0], key, value)
    return mark + added if same else None


def _in_brackets(text: str, items: yaml.SequenceNode, value: str) -> str:
    before = text[: items.end_mark.index - 1].rstrip()
    comma = "" if before.endswith((",", "[")) else ","
    space = "" if before.endswith("[") else " "
    return f"{before}{comma}{space}{value}{text[len(before) :]}"


def _on_a_line(text: str, items: yaml.SequenceNode, value: str) -> str:
    lines = text.splitlines(keepends=True)
    last = _last_line(items)
    end = "\r\n" if any(line.endswith("\r\n") for line in lines) else "\n"
    if not lines[last].endswith(("\r", "\n")):
        lines[last] += end
    lines.insert(last + 1, f"{' ' * items.start_mark.column}- {value}{end}")
    return "".join(lines)


def _last_line(node: yaml.Node) -> int:
    """The number, from 0, of the line that a value ends on."""
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(node, yaml.MappingNode) else last)
    ended: int = node.end_mark.line
    return ended - 1 if node.end_mark.column == 0 and ended > node.start_mark.line else ended


def _only_added(before: Setting | None, after: Setting | None, key: str, value: str) -> bool:
    """Whether two tables are the same but for one more value in a list."""
    if not isinstance(before, Table) or not isinstance(after, Table):
        return False
    one = {name: _values(item) for name, item in before.entries.items()}
    other = {name: _values(item) for name, item in after.entries.items()}
    return {**one, key: [*one[key], value]} == other


def _values(setting: Setting) -> Any:
    match setting:
        case Scalar(value=value):
            return value
        case Items(items=items):
            return [_values(item) for item in items]
        case Table(entries=entries):
            return {key: _values(item) for key, item in entries.items()}
