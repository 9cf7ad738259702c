"""Results as JUnit XML for build servers: a test suite for each package, a test case for each case played."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from coursebuilder.problems import Problem
from coursebuilder.verify.for_learners import reason_of, state_of
from coursebuilder.verify.opened_packages import OpenedPackage
from coursebuilder.verify.play import PlayedCase
from coursebuilder.verify.refusals import refusals
from coursebuilder.verify.stopped import NOT_JUDGED
from coursebuilder.verify.verdicts import browsers_not_used, browsers_used


def junit(packages: Sequence[OpenedPackage], cases: Sequence[PlayedCase]) -> bytes:
    """The XML document. Errors are failures; warnings are in a test case's output and fail nothing.

    What could not be judged is an `error` element. The first test case of a suite is the half for learners:
    it is skipped, with the reason as its message, unless the package says that nothing is missing.
    """
    root = Xml.Element("testsuites", name="coursebuilder verify")
    for opened in packages:
        suite = Xml.SubElement(root, "testsuite", name=str(opened.path))
        properties = Xml.SubElement(suite, "properties")
        own = [case for case in cases if case.opened is opened]
        if opened.target:
            Xml.SubElement(properties, "property", name="for learners", value=_learners_text(opened))
        Xml.SubElement(properties, "property", name="browser", value=browsers_used(own))
        Xml.SubElement(properties, "property", name="not played in", value=browsers_not_used(own))
        elements = [_learners_element(suite, opened)] if opened.target else []
        elements.append(_element(suite, "package rules", opened.path.name, opened.problems, 0))
        for name in dict.fromkeys(case.behaviour.name for case in own):
            if refused := refusals([opened], [name]):
                elements.append(_element(suite, f"taken by {name}", opened.path.name, refused, 0))
        for case in own:
            name = f"{case.persona.name} on {case.behaviour.name}"
            name += f", {case.start}" if len(opened.starts) > 1 else ""
            elements.append(_element(suite, name, opened.path.name, case.problems, case.seconds))
        suite.set("tests", str(len(elements)))
        suite.set("skipped", str(sum(element.find("skipped") is not None for element in elements)))
        suite.set("errors", str(sum(element.find("error") is not None for element in elements)))
        suite.set("failures", str(sum(element.find("failure") is not None for element in elements)))
    Xml.indent(root)
    document: bytes = Xml.tostring(root, "utf-8", xml_declaration=True)
    return document


def _learners_text(opened: OpenedPackage) -> str:
    return f"{state_of(opened)}: {reason_of(opened)}"


def _learners_element(suite: Xml.Element, opened: OpenedPackage) -> Xml.Element:
    element = Xml.SubElement(
        suite, "testcase", name="ready for learners", classname=opened.path.name, time="0.000"
    )
    if state_of(opened) != "yes":
        Xml.SubElement(element, "skipped", message=_learners_text(opened))
    return element


def _element(
    suite: Xml.Element, name: str, package: str, problems: Sequence[Problem], seconds: float
) -> Xml.Element:
    element = Xml.SubElement(suite, "testcase", name=name, classname=package, time=f"{seconds:.3f}")
    if unjudged := [problem for problem in problems if problem.code == NOT_JUDGED]:
        Xml.SubElement(element, "error", message=unjudged[0].message, type=NOT_JUDGED)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        failure = Xml.SubElement(element, "failure", message=errors[0].message, type=errors[0].code)
        failure.text = "\n".join(map(_line, errors))
    if warnings := [problem for problem in problems if problem.severity == "warning"]:
        Xml.SubElement(element, "system-out").text = "\n".join(map(_line, warnings))
    return element


def _line(problem: Problem) -> str:
    cure = f"\n    hint: {problem.hint}" if problem.hint else ""
    return f"{problem.place}: {problem.message} [{problem.code}]{cure}"
