"""How many statements a module makes: a record store is paid by them, and reports drown in them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.package import Package
from coursebuilder.targets import TARGETS
from coursebuilder.verify import learners
from coursebuilder.verify.record_store import account

COURSES = Path(__file__).parent.parent / "courses"
MOST = 60
QUARTERS = 3  # of the pages, before all are seen


def most_statements(package: Package) -> int:
    """Of a learner who sees every page and answers everything once."""
    page = package.read("index.html").decode()
    found = re.search(r'<script type="?application/json"? id="?course"?>(.*?)</script>', page, re.DOTALL)
    assert found
    course: dict[str, Any] = json.loads(found[1])
    practice = sum(not question.get("assessed") for question in course["questions"])
    assessed = course["assessment"]["draw"] if course["assessment"] else 0
    aims = {one.get("objective") for one in course["questions"] if one.get("assessed")} - {None}
    once = len(["initialized", "completed", "passed", "terminated"])
    return once + len(course["pages"]) + QUARTERS + practice + assessed + len(aims)


@pytest.mark.parametrize("target", ["cmi5", "xapi"])
@pytest.mark.parametrize("name", ["toolkit_intro", "wider_workforce"])
def test_no_module_makes_more_than_sixty(name: str, target: str) -> None:
    made = orders(read_courses([COURSES / name]).courses[0])
    counts = {order.name: most_statements(build_package(order, TARGETS[target])) for order in made}
    assert {order: count for order, count in counts.items() if count > MOST} == {}
    assert min(counts.values()) > 10


def test_a_learner_makes_no_more_than_reckoned(browser: Browser, packaged: Callable[..., Package]) -> None:
    package = packaged("xapi")
    with account(browser, package) as store:
        learners.completer(store).close()
        store.settle()
        answered = [
            one["object"]["id"] for one in store.statements() if one["verb"]["id"].endswith("answered")
        ]
        again = len(answered) - len(set(answered))  # this learner answers some practice twice
        assert len(answered) > 2 and len(store.verbs()) - again <= most_statements(package)
