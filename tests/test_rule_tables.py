"""Every code of a package rule has one broken package and one that is good and almost broken."""

from __future__ import annotations

import ast
from pathlib import Path

import test_cmi5_rules
import test_file_rules
import test_scorm12_rules
import test_scorm2004_rules
import test_unknown
import test_unzip
import test_xapi_rules

SOURCE = Path(__file__).parent.parent / "coursebuilder"
TABLES = (
    test_cmi5_rules,
    test_file_rules,
    test_scorm12_rules,
    test_scorm2004_rules,
    test_unzip,
    test_xapi_rules,
)
APART = {  # rules for calls, and for what is asked of a build
    "calls.py",
    "cmi5_rules.py",
    "documents.py",
    "iris.py",
    "requests.py",
}
SAYING = {"Problem", "fault", "_fault"}
OTHERS = {  # code -> where its broken and its good packages are
    "start-page-missing": "test_browser_web.py",
    "cmi5-missing": "test_cmi5_rules.py",
    "unknown-standard": "test_unknown.py",
    "control-documents-unused": "test_scorm2004_manifest.py",
}


def said() -> set[str]:
    """The codes that package rules say, as their source has them."""
    paths = [*(SOURCE / "targets").rglob("*.py"), *(SOURCE / "package" / "unzip").glob("*.py")]
    found: set[str] = set()
    for path in paths:
        if path.name not in APART:
            found |= _codes(ast.parse(path.read_text("utf-8")))
    return found


def _codes(tree: ast.AST) -> set[str]:
    """First arguments of what says a problem, and the first of three that a generator of faults yields."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYING and node.args:
            found.add(node.args[0])
        elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple) and len(node.value.elts) == 3:
            found.add(node.value.elts[0])
    return {one.value for one in found if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_every_code_has_a_broken_and_an_almost_broken_package() -> None:
    broken = {code for table in TABLES for code, packages in table.BROKEN.items() if packages}
    fine = {code for table in TABLES for code, packages in table.FINE.items() if packages}
    assert broken == fine == said() - set(OTHERS)
    assert len(broken) > 55


def test_codes_apart_have_theirs_where_it_is_said() -> None:
    assert set(OTHERS) <= said()
    for code, name in OTHERS.items():
        assert code in (Path(__file__).parent / name).read_text("utf-8")
    assert test_unknown.BROKEN and test_unknown.FINE
