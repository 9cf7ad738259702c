"""The shapes of activities and interaction definitions; see shapes.py. Source: xAPI 1.0.3, Data 2.4.4.1."""

from __future__ import annotations

from collections.abc import Iterator

from coursebuilder.lrs.messages import Json
from coursebuilder.lrs.shapes import EXTENSIONS, IRI, LANGUAGE_MAP, TEXT, list_of, object_with, one_of

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


_COMPONENT = object_with({"id": TEXT, "description": LANGUAGE_MAP}, "id")
DEFINITION = object_with(
    {
        "name": LANGUAGE_MAP,
        "description": LANGUAGE_MAP,
        "type": IRI,
        "moreInfo": IRI,
        "extensions": EXTENSIONS,
        "interactionType": one_of(*COMPONENTS),
        "correctResponsesPattern": list_of(TEXT),
        **dict.fromkeys(LISTS, list_of(_COMPONENT)),
    },
    rules=[_fitting_components],  # it may be empty: ADL's suite for record stores sends one that is
)
ACTIVITY = object_with({"objectType": one_of("Activity"), "id": IRI, "definition": DEFINITION}, "id")
