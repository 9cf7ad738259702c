"""For a zip that follows no known standard: what its maker probably meant, and what to change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from coursebuilder.package import Package
from coursebuilder.problems import Place, Problem
from coursebuilder.targets.files import is_system_file
from coursebuilder.targets.xml import BadXml, parse

DOCUMENTS = {"imsmanifest.xml": "SCORM", "cmi5.xml": "cmi5", "tincan.xml": "xAPI", "index.html": "the web"}
NEEDED = f"it needs {', '.join(DOCUMENTS)} at its root, whichever it is for"


def unknown(package: Package) -> list[Problem]:
    """Problems that say why no platform takes this package; at least one."""
    names = [name for name in sorted(package.files) if not is_system_file(name)]
    found = [*_named_otherwise(names), *_too_deep(names), *_inner_zip(names), *_unknown_manifest(package)]
    return found or [_problem("no platform would take this zip", NEEDED)]


def _problem(message: str, hint: str, at: str = "", line: int = 0) -> Problem:
    return Problem("unknown-standard", message, Place(at, line), hint)


def _named_otherwise(names: list[str]) -> Iterator[Problem]:
    for name in names:
        wanted = name.lower()
        if wanted in DOCUMENTS and wanted != name:
            yield _problem(f"platforms look for {wanted}, exactly so", f"rename the file to {wanted}", name)


def _too_deep(names: list[str]) -> Iterator[Problem]:
    """The usual mistake: the folder was zipped instead of what is in it."""
    for document, standard in DOCUMENTS.items():
        deeper = sorted(
            (name for name in names if name.endswith(f"/{document}")), key=lambda name: name.count("/")
        )
        if document not in names and deeper:
            folder = deeper[0].removesuffix(f"/{document}")
            message = f"{document}, which platforms read for {standard}, is not at the zip's root"
            yield _problem(message, f"zip what is in the folder {folder}, not the folder itself", deeper[0])
            return


def _inner_zip(names: list[str]) -> Iterator[Problem]:
    for name in names:
        if name.lower().endswith(".zip"):
            yield _problem("a zip in a zip", "unpack the outer one and upload what is in it", name)


def _unknown_manifest(package: Package) -> Iterator[Problem]:
    if "imsmanifest.xml" not in package.files:
        return
    try:
        root = parse(package.read("imsmanifest.xml"))
    except BadXml:
        return  # its standard's own rules say so
    version = root.find(".//{*}schemaversion")
    said = (root.findtext(".//{*}schemaversion") or "").strip()
    message = f'its <schemaversion> is "{said}"' if said else "it says no <schemaversion>"
    hint = "write 1.2, 2004 3rd Edition or 2004 4th Edition, whichever it is"
    line = (root if version is None else version).sourceline
    yield _problem(
        f"{message}: no version of SCORM that platforms take", hint, "imsmanifest.xml", cast(int, line)
    )
