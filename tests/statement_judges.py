"""Two judges of statements that nobody here wrote: Ralph's models and Learning Locker's rules."""

from __future__ import annotations

import json
from importlib.util import find_spec
from typing import Any

from conftest import Node, judge
from machine import missing

Statement = dict[str, Any]


def judged(node: Node, statements: list[Statement]) -> list[str]:
    """What either finds wrong."""
    return [*by_learning_locker(node, statements), *by_ralph(statements)]


def by_learning_locker(node: Node, statements: list[Statement]) -> list[str]:
    folder = judge("@learninglocker/xapi-validation")
    script = (
        f"const rules = require({json.dumps(str(folder))}).default;\n"
        f"const said = {json.dumps(statements)}.map(rules);\n"
        "print([].concat(...said).map((warning) => JSON.stringify(warning)));"
    )
    return [str(warning) for warning in node(script)]


def by_ralph(statements: list[Statement]) -> list[str]:
    if not find_spec("ralph"):
        missing("Ralph", "type  pip install -e '.[test]'")
    from pydantic import ValidationError
    from ralph.models.xapi.base.statements import BaseXapiStatement

    found = []
    for statement in statements:
        try:
            BaseXapiStatement.model_validate(statement)
        except ValidationError as error:
            found.append(f"{statement['verb']['id']}: {error}")
    return found
