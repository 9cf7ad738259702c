"""Questions as a package of QTI 2.2 (IMS Global, "Question and Test Interoperability" 2.2)."""

from __future__ import annotations

import io
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from coursebuilder.bring.export.entry import PAIRED, Entry, media_bytes, sides_of
from coursebuilder.model import kind_of
from coursebuilder.model.letters import letter
from coursebuilder.package.zip_writer import Archive

_QTI = "http://www.imsglobal.org/xsd/imsqti_v2p2"
_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_MATCH = "http://www.imsglobal.org/question/qti_v2p2/rptemplates/match_correct"
_MAP = "http://www.imsglobal.org/question/qti_v2p2/rptemplates/map_response"
_NAMES: dict[Any, str] = {None: _QTI}
_PACKAGE_NAMES: dict[Any, str] = {None: _CP}


def to_qti(title: str, entries: tuple[Entry, ...]) -> bytes:
    """The zip: an item for each question, a test that puts them in order, pictures, and the manifest."""
    files: dict[str, bytes] = {}
    for entry in entries:
        files[f"items/{entry.question.id}.xml"] = _xml(_item(entry))
        files |= {f"items/{one.name}": media_bytes(one) for one in entry.pictures}
    files["test.xml"] = _xml(_test(title, entries))
    names = ["test.xml", *(name for name in files if name.endswith(".xml") and name != "test.xml")]
    files = {
        "imsmanifest.xml": _xml(_manifest(names, [name for name in files if name not in names])),
        **files,
    }
    package = Archive(out := io.BytesIO())
    for name, data in files.items():
        package.add_deflated(name, data)
    package.close()
    return out.getvalue()


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False)


def _item(entry: Entry) -> etree._Element:
    question, task = entry.question, entry.question.task
    kind = kind_of(task).name
    item = etree.Element(f"{{{_QTI}}}assessmentItem", nsmap=_NAMES)
    item.attrib.update({"identifier": question.id, "title": question.id})
    item.attrib.update({"adaptive": "false", "timeDependent": "false"})
    if kind == "true-false":
        item.set("label", kind)
    declared = _sub(item, "responseDeclaration", identifier="RESPONSE")
    _declare(declared, task, kind)
    _sub(item, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    if question.feedback:
        _sub(item, "outcomeDeclaration", identifier="FEEDBACK", cardinality="single", baseType="identifier")
    body = _sub(item, "itemBody")
    _html(body, entry.html)
    _interaction(body, task, kind)
    _processing(item, task, kind)
    if question.feedback:
        shown = _sub(
            item, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier="GENERAL", showHide="hide"
        )
        _html(shown, question.feedback)
    return item


def _declare(declared: etree._Element, task: Any, kind: str) -> None:
    cardinality = {"multiple": "multiple", **dict.fromkeys(PAIRED, "multiple"), "sequencing": "ordered"}.get(
        kind, "single"
    )
    base = dict.fromkeys(PAIRED, "directedPair")
    base |= {"numeric": "float", "fill-in": "string", "long-fill-in": "string"}
    declared.attrib.update({"cardinality": cardinality, "baseType": base.get(kind, "identifier")})
    values = _right_values(task, kind)
    if values:
        correct = _sub(declared, "correctResponse")
        for value in values:
            _sub(correct, "value").text = value
    if kind == "fill-in":
        mapping = _sub(declared, "mapping", defaultValue="0")
        case = "true" if task.case else "false"
        for one in task.answers:
            _sub(
                mapping,
                "mapEntry",
                mapKey=one.text,
                mappedValue="1" if one.right else "0",
                caseSensitive=case,
            )


def _right_values(task: Any, kind: str) -> list[str]:
    """The right response: identifiers of answers, pairs of them, or what is typed."""
    if kind in PAIRED:
        rights = kind_of(task).letters(task)
        return [f"L{letter(n)} R{right}" for n, right in enumerate(rights)]
    if kind == "sequencing":
        return [letter(n) for n in range(len(task.steps))]
    if kind == "fill-in":
        return [one.text for one in task.answers if one.right][:1]
    if kind == "numeric":
        return [f"{one.low}" for one in task.answers if one.right and one.low == one.high]
    if kind == "long-fill-in":
        return []
    return [letter(n) for n, one in enumerate(task.answers) if one.right]


def _interaction(body: etree._Element, task: Any, kind: str) -> None:
    if kind in {"fill-in", "numeric"}:
        _sub(_sub(body, "p"), "textEntryInteraction", responseIdentifier="RESPONSE")
    elif kind == "long-fill-in":
        _sub(body, "extendedTextInteraction", responseIdentifier="RESPONSE")
    elif kind in PAIRED:
        most = str(len(task.pairs))
        match = _sub(
            body, "matchInteraction", responseIdentifier="RESPONSE", shuffle="true", maxAssociations=most
        )
        lefts, rights = sides_of(task)
        for side, texts, uses in (("L", lefts, "1"), ("R", rights, "0" if kind == "sort" else "1")):
            given = _sub(match, "simpleMatchSet")
            for n, one in enumerate(texts):
                choice = _sub(given, "simpleAssociableChoice", identifier=f"{side}{letter(n)}", matchMax=uses)
                _html(choice, one.html)
    elif kind == "sequencing":
        order = _sub(body, "orderInteraction", responseIdentifier="RESPONSE", shuffle="true")
        for n, step in enumerate(task.steps):
            _html(_sub(order, "simpleChoice", identifier=letter(n)), step.html)
    else:
        most = "0" if kind == "multiple" else "1"
        choice = _sub(
            body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="false", maxChoices=most
        )
        for n, one in enumerate(task.answers):
            shown = _html(_sub(choice, "simpleChoice", identifier=letter(n)), one.html)
            if one.feedback:
                inline = _sub(
                    shown,
                    "feedbackInline",
                    outcomeIdentifier="FEEDBACK",
                    identifier=letter(n),
                    showHide="show",
                )
                _html(_sub(inline, "div"), one.feedback)


def _processing(item: etree._Element, task: Any, kind: str) -> None:
    if kind == "long-fill-in":
        return
    if kind != "numeric":
        _sub(item, "responseProcessing", template=_MAP if kind == "fill-in" else _MATCH)
        return
    condition = _sub(_sub(item, "responseProcessing"), "responseCondition")
    fits = _sub(_sub(condition, "responseIf"), "or")
    for one in (one for one in task.answers if one.right):
        both = _sub(fits, "and")
        for name, value in (("gte", one.low), ("lte", one.high)):
            test = _sub(both, name)
            _sub(test, "variable", identifier="RESPONSE")
            _sub(test, "baseValue", baseType="float").text = f"{value}"
    _sub(
        _sub(fits.getparent(), "setOutcomeValue", identifier="SCORE"), "baseValue", baseType="float"
    ).text = "1"


def _test(title: str, entries: tuple[Entry, ...]) -> etree._Element:
    test = etree.Element(f"{{{_QTI}}}assessmentTest", nsmap=_NAMES)
    test.attrib.update({"identifier": "test", "title": title})
    part = _sub(test, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual")
    section, before = None, None
    for number, entry in enumerate(entries):
        if before != (entry.module, entry.page):
            before = (entry.module, entry.page)
            name = entry.page or entry.module
            section = _sub(
                part, "assessmentSection", identifier=f"section-{number}", title=name, visible="true"
            )
        _sub(
            section, "assessmentItemRef", identifier=entry.question.id, href=f"items/{entry.question.id}.xml"
        )
    return test


def _manifest(documents: list[str], others: list[str]) -> etree._Element:
    root = etree.Element(f"{{{_CP}}}manifest", nsmap=_PACKAGE_NAMES)
    root.set("identifier", "questions")
    metadata = etree.SubElement(root, f"{{{_CP}}}metadata")
    etree.SubElement(metadata, f"{{{_CP}}}schema").text = "QTIv2.2 Package"
    etree.SubElement(metadata, f"{{{_CP}}}schemaversion").text = "1.0.0"
    etree.SubElement(root, f"{{{_CP}}}organizations")
    resources = etree.SubElement(root, f"{{{_CP}}}resources")
    for number, name in enumerate(documents):
        kind = "imsqti_test_xmlv2p2" if name == "test.xml" else "imsqti_item_xmlv2p2"
        resource = etree.SubElement(
            resources, f"{{{_CP}}}resource", identifier=f"r{number}", type=kind, href=name
        )
        etree.SubElement(resource, f"{{{_CP}}}file", href=name)
        for other in others if name == "test.xml" else ():
            etree.SubElement(resource, f"{{{_CP}}}file", href=other)
    return root


def _sub(parent: etree._Element | None, name: str, **attributes: str) -> etree._Element:
    assert parent is not None
    return etree.SubElement(parent, f"{{{_QTI}}}{name}", attributes)


def _html(parent: etree._Element, html: str) -> etree._Element:
    """HTML as elements of QTI's own XHTML."""
    tree = lxml_html.fragment_fromstring(html, create_parent="div")
    for one in tree.iter():
        if isinstance(one.tag, str):
            one.tag = f"{{{_QTI}}}{one.tag}"
    parent.text = tree.text
    for child in list(tree):
        parent.append(child)
    return parent
