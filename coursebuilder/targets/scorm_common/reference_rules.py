"""Rules for what imsmanifest.xml refers to: resources, files, and the address that a platform opens."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from lxml import etree

from coursebuilder.problems import Place, Problem, Severity
from coursebuilder.targets.files import first_few, is_system_file
from coursebuilder.targets.scorm_common.parsed_manifest import (
    BASE,
    MANIFEST,
    ParsedManifest,
    base,
    collapsed,
    fault,
    local,
)

MAX_LAUNCH = 255  # NHS Learning Hub, Moodle
_ELSEWHERE = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*:)?//|[A-Za-z][A-Za-z0-9+.-]+:")
_ASK = "write whole paths from the root of the zip"


def references(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule: identifierref and default name something in the manifest; a schema doesn't check that."""
    resources = {collapsed(element, "identifier") for element in manifest.all("resource", "manifest")}
    organizations = {collapsed(element, "identifier") for element in manifest.all("organization")}
    for element in manifest.all("item", "dependency", "organizations"):
        name = "default" if local(element) == "organizations" else "identifierref"
        wanted = collapsed(element, name)
        if wanted and wanted not in (organizations if name == "default" else resources):
            hint = "write the identifier as it stands at what is meant"
            yield fault(
                "reference-dangling", f'{name}="{wanted}" names nothing in this manifest', element, hint
            )


def _named(manifest: ParsedManifest) -> Iterator[tuple[str, etree._Element]]:
    """Every file in the zip that the manifest names, by its path from the root."""
    for element in manifest.all("resource", "file"):
        if href := element.get("href"):
            yield base(element) + href, element
    for element in manifest.root.iter(f"{{{manifest.words.prefixes['adlcp']}}}location"):
        yield (element.text or "").strip(), element


@lru_cache(maxsize=1)  # most rules ask
def _hrefs(manifest: ParsedManifest) -> tuple[tuple[str, etree._Element], ...]:
    found = []
    for address, element in _named(manifest):
        if address and not _ELSEWHERE.match(address):
            path = unquote(address.split("#")[0].split("?")[0])
            found.append((path if path in manifest.names else posixpath.normpath(path), element))
    return tuple(found)


def files_exist(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule: every file that the manifest names is in the zip."""
    folded = {name.casefold() for name in manifest.names}
    for href, element in _hrefs(manifest):
        if href not in manifest.names and href.casefold() not in folded:
            slash = "write / between folders" if "\\" in href else "put the file in, or take its name out"
            yield fault("file-missing", f"{href} is not in the zip", element, slash)


def file_case(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule: file names agree in upper and lower case too."""
    folded = {name.casefold(): name for name in manifest.names}
    for href, element in _hrefs(manifest):
        if href not in manifest.names and (real := folded.get(href.casefold())):
            yield fault("file-case", f"{href} is called {real} in the zip", element, "capitals must agree")


def control_document(name: str) -> bool:
    """Whether a name in the zip is one of the standard's schema files, which stand there unlisted."""
    return name.endswith((".xsd", ".dtd"))


def files_listed(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule (warning): every file in the zip is listed; some platforms leave out others."""
    listed = {href for href, _ in _hrefs(manifest)}
    unlisted = (
        name
        for name in sorted(manifest.names - listed - {MANIFEST})
        if not control_document(name) and not is_system_file(name)
    )
    hint = "list it: some platforms leave other files out"
    yield from first_few(
        Problem("file-unlisted", f"not listed in {MANIFEST}", Place(name), hint, "warning")
        for name in unlisted
    )


def one_sco(manifest: ParsedManifest) -> Iterator[Problem]:
    """The NHS Learning Hub keeps one launch address a package; Moodle runs one SCO of 2004 a page."""
    scos = [collapsed(element, "identifier") for element in manifest.scos]
    items = [item for item in manifest.all("item") if collapsed(item, "identifierref")]
    started = [item for item in items if collapsed(item, "identifierref") in scos]
    if len(scos) != 1 or len(started) != 1:
        severity: Severity = "warning" if items else "error"
        message = f"{len(scos)} SCOs started by {len(started)} items; every platform takes exactly one"
        yield fault("one-sco", message, manifest.root, "make a package of each", severity)


def launch_address(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule: the SCO's href is a plain file name at the zip's root, without xml:base or parameters."""
    for sco in manifest.scos:
        href = sco.get("href", "")
        if not href or len(href) > MAX_LAUNCH or _ELSEWHERE.match(href) or "\\" in href:
            hint = "name the page to open by its path in the zip"
            yield fault("launch-address", f'"{href}" is no file that a platform can open', sco, hint)
        elif any(char in href for char in "?#/"):
            hint = "put the page to open at the root of the zip"
            message = f'"{href}" is not a plain file name at the root'
            yield fault("launch-address", message, sco, hint, "warning")
    for element in manifest.root.iter(etree.Element):
        if element.get(BASE):
            only = local(element) == "resource"  # Moodle reads no other
            message = "xml:base is not understood everywhere"
            yield fault("launch-address", message, element, _ASK, "warning" if only else "error")
    for item in manifest.all("item"):
        if item.get("parameters"):
            message = "launch parameters are not passed on everywhere"
            yield fault("launch-address", message, item, "let the page know them itself", "warning")


def resource_kind(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule: each resource says webcontent and sco or asset.

    In 2004 a misspelt attribute makes it no SCO (an error); platforms of 1.2 don't mind.
    """
    kind, strict = manifest.words.scorm_type, manifest.words.kind == "scormType"
    for element in manifest.all("resource"):
        value = manifest.kind(element)
        misnamed = bool(value) and element.get(kind) is None
        if element.get("type") != "webcontent" or element.get(kind) not in {"sco", "asset"}:
            yield fault(
                "resource-kind",
                "a resource without a kind that platforms know",
                element,
                f'write type="webcontent" and adlcp:{manifest.words.kind}="sco" or "asset"',
                "error" if value.lower() == "sco" != value or (misnamed and strict) else "warning",
            )


REFERENCE_RULES = {
    "reference-dangling": references,
    "file-missing": files_exist,
    "file-case": file_case,
    "file-unlisted": files_listed,
    "one-sco": one_sco,
    "launch-address": launch_address,
    "resource-kind": resource_kind,
}
