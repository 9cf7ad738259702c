"""What was found as JUnit's XML, which build servers show: a suite for each package, a case for each cell."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from coursebuilder.problems import Problem
from coursebuilder.verify.play import NOT_JUDGED, Cell
from coursebuilder.verify.refused import refused
from coursebuilder.verify.taken import Taken
from coursebuilder.verify.verdicts import not_played_in, played_in


def junit(every: Sequence[Taken], cells: Sequence[Cell]) -> bytes:
    """The document; warnings are told in a case's output and fail nothing."""
    root = Xml.Element("testsuites", name="coursebuilder verify")
    for taken in every:
        suite = Xml.SubElement(root, "testsuite", name=str(taken.path))
        properties = Xml.SubElement(suite, "properties")
        own = [cell for cell in cells if cell.taken is taken]
        Xml.SubElement(properties, "property", name="browser", value=played_in(own))
        Xml.SubElement(properties, "property", name="not played in", value=not_played_in(own))
        cases = [_case(suite, "package rules", taken.path.name, taken.problems, 0)]
        for name in dict.fromkeys(cell.behaviour.name for cell in cells if cell.taken is taken):
            if wrong := refused([taken], [name]):
                cases.append(_case(suite, f"taken by {name}", taken.path.name, wrong, 0))
        for cell in (cell for cell in cells if cell.taken is taken):
            name = f"{cell.person.name} on {cell.behaviour.name}"
            name += f", {cell.start}" if len(taken.starts) > 1 else ""
            cases.append(_case(suite, name, taken.path.name, cell.problems, cell.seconds))
        suite.set("tests", str(len(cases)))
        suite.set("errors", str(sum(case.find("error") is not None for case in cases)))
        suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    Xml.indent(root)
    document: bytes = Xml.tostring(root, "utf-8", xml_declaration=True)
    return document


def _case(
    suite: Xml.Element, name: str, package: str, problems: Sequence[Problem], seconds: float
) -> Xml.Element:
    case = Xml.SubElement(suite, "testcase", name=name, classname=package, time=f"{seconds:.3f}")
    if unjudged := [one for one in problems if one.code == NOT_JUDGED]:
        Xml.SubElement(case, "error", message=unjudged[0].message, type=NOT_JUDGED)
    errors = [one for one in problems if one.severity == "error"]
    if errors:
        failure = Xml.SubElement(case, "failure", message=errors[0].message, type=errors[0].code)
        failure.text = "\n".join(map(_line, errors))
    if warnings := [one for one in problems if one.severity == "warning"]:
        Xml.SubElement(case, "system-out").text = "\n".join(map(_line, warnings))
    return case


def _line(problem: Problem) -> str:
    cure = f"\n    hint: {problem.hint}" if problem.hint else ""
    return f"{problem.place}: {problem.message} [{problem.code}]{cure}"
