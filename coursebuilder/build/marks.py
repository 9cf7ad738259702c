"""coursebuilder.json: what a package says of itself to programs that judge whether learners may have it."""

from __future__ import annotations

import json

from coursebuilder.model.readiness import still_missing, unchecked_lines
from coursebuilder.targets.target import Order

FILE = "coursebuilder.json"
VERSION = 1


def marks(order: Order) -> bytes:
    """The file for one package. Every list is there; all of them empty means that nothing is missing.

    unfinished: a sentence for each thing that a draft still lacks
    unsigned: ids of modules that nobody has signed off, or that changed since
    unfilled: the provider's details that are empty, each with its name and what people call it
    checks: sentences on what a person has still to check, such as guidance that nobody has looked up
    """
    missing = still_missing(order.course, order.modules)
    guidance = {item.key: item for module in order.modules for item in module.guidance}
    data = {
        "version": VERSION,
        "unfinished": [one.text for module in order.modules for one in module.to_do or ()],
        "unsigned": [module.id for module in missing.unsigned],
        "unfilled": [{"name": one.name, "label": one.label} for one in missing.unfilled],
        "checks": [
            f'nobody has checked the guidance "{item.title}" yet'
            for item in guidance.values()
            if not (item.checked_on and item.checked_by and item.review_by)
        ]
        + [f"nobody has checked the number of {line.name} yet" for line in unchecked_lines(order.course)],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"
