"""The shape of activities and of the interactions they may be. Source: xAPI 1.0.3, Data 2.4.4.1."""

from __future__ import annotations

from collections.abc import Iterator

from coursebuilder.lrs.messages import Json
from coursebuilder.lrs.shapes import EXTENSIONS, IRI, LANGUAGE_MAP, TEXT, among, many, record

# which lists of components an interaction type may have
COMPONENTS = {
    "true-false": (),
    "choice": ("choices",),
    "fill-in": (),
    "long-fill-in": (),
    "matching": ("source", "target"),
    "performance": ("steps",),
    "sequencing": ("choices",),
    "likert": ("scale",),
    "numeric": (),
    "other": (),
}
LISTS = ("choices", "scale", "source", "target", "steps")


def _distinct(components: list[Json]) -> bool:
    return len({component["id"] for component in components}) == len(components)


def _fitting_components(definition: Json, path: str) -> Iterator[str]:
    kind = definition.get("interactionType")
    for name in LISTS:
        if name not in definition:
            continue
        if kind is not None and name not in COMPONENTS[kind]:
            yield f"{path}.{name} doesn't belong to interaction type {kind}"
        if not _distinct(definition[name]):
            yield f"{path}.{name}: two components have the same id"
    if kind is None and any(name in definition for name in (*LISTS, "correctResponsesPattern")):
        yield f"{path}.interactionType is missing"


_COMPONENT = record({"id": TEXT, "description": LANGUAGE_MAP}, "id")
DEFINITION = record(
    {
        "name": LANGUAGE_MAP,
        "description": LANGUAGE_MAP,
        "type": IRI,
        "moreInfo": IRI,
        "extensions": EXTENSIONS,
        "interactionType": among(*COMPONENTS),
        "correctResponsesPattern": many(TEXT),
        **dict.fromkeys(LISTS, many(_COMPONENT)),
    },
    rules=[_fitting_components],  # it may be empty: ADL's suite for record stores sends one that is
)
ACTIVITY = record({"objectType": among("Activity"), "id": IRI, "definition": DEFINITION}, "id")
