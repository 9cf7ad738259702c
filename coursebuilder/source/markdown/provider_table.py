"""::: provider-table NAME {caption="…"}: rows from the provider's file, or a gap where it gives none."""

from __future__ import annotations

from html import escape

from coursebuilder.model import Asked, Prose, Rows, Table
from coursebuilder.source.attributes import Attributes
from coursebuilder.source.markdown.walk import Walk


def provider_table(walk: Walk, start: int, name: str, attributes: Attributes) -> Table | Prose:
    """The provider's table of that name; without it a visible gap, never made-up rows."""
    place = walk.place(start)
    walk.only(attributes, ["caption"], place)
    if walk.ends[start] > start + 1:
        hint = "its rows stand in the provider's file: move the text out, or remove it"
        walk.problem("text-in-provider-table", "a provider-table with text of its own", place, hint)
    walk.found.asked.append(Asked(place, f"data.{name}"))
    rows = walk.around.tables.get(name, ())
    if not rows:
        gap = walk.around.gap.format(label=attributes.values.get("caption") or name.replace("_", " "))
        return Prose(place, f'<p><mark class="gap">{escape(gap)}</mark></p>', gap)
    text = "\n".join(" ".join(row) for row in rows)
    return Table(place, attributes.values.get("caption", ""), len(rows[0]), _html(rows), text)


def _html(rows: Rows) -> str:
    heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in rows[0])
    lines = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows[1:])
    body = "".join(f"<tr>{line}</tr>\n" for line in lines)
    return f"<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n{body}</tbody>"
