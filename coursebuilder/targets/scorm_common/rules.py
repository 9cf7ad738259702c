"""The rules for imsmanifest.xml that both SCORM versions share, as one table: code -> rule.

They judge a finished package, ours or anybody's: the build runs them before a zip is written, `verify` on any
zip. Sources: the Content Aggregation Models, their schemas, and what the importing platforms really do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from lxml import etree

from coursebuilder.package import Package
from coursebuilder.problems import Place, Problem
from coursebuilder.targets.scorm_common.form_rules import FORM_RULES
from coursebuilder.targets.scorm_common.parsed_manifest import (
    MANIFEST,
    ParsedManifest,
    Vocabulary,
    fault,
    local,
)
from coursebuilder.targets.scorm_common.reference_rules import REFERENCE_RULES
from coursebuilder.targets.xml import BadXml, parse

MEND = "mend the XML: any editor for it shows where it breaks"

Rule = Callable[[ParsedManifest], Iterator[Problem]]
Rules = Mapping[str, Rule]


def manifest_problems(package: Package, words: Vocabulary, rules: Rules) -> list[Problem]:
    """Everything wrong with a package's manifest and the files it refers to; `rules`: code -> rule."""
    if MANIFEST not in package.files:
        return [_manifest_missing(package)]
    each_once = tuple(dict.fromkeys(rules.values()))
    return list(_found(package.read(MANIFEST), frozenset(package.files), words, each_once))


@lru_cache(maxsize=4)  # a build asks twice: about what it wrote itself, and about the whole package
def _found(
    data: bytes, names: frozenset[str], words: Vocabulary, rules: tuple[Rule, ...]
) -> tuple[Problem, ...]:
    try:
        root = parse(data)
    except BadXml as error:
        return (
            fault("manifest-unreadable", f"platforms can't read this manifest: {error}", error.line, MEND),
        )
    if problems := tuple(_names(root, words)):
        return problems  # with other names nothing below would be found
    manifest = ParsedManifest(root, data, names, words)
    return tuple(problem for rule in rules for problem in rule(manifest))


def _manifest_missing(package: Package) -> Problem:
    deeper = sorted(name for name in package.files if name.endswith("/" + MANIFEST))
    hint = f"it stands in {deeper[0]}: zip the folder's content, not the folder" if deeper else "add it"
    return Problem("manifest-missing", f"no {MANIFEST} at the root of the zip", Place(MANIFEST), hint)


def _names(root: etree._Element, words: Vocabulary) -> Iterator[Problem]:
    """Names as platforms look for them: Moodle compares prefixes literally, ours must be the usual ones."""
    if root.tag != words.cp + "manifest":
        yield fault(
            "manifest-names",
            f"the first element is not a {words.name} manifest",
            root,
            f'start with <manifest xmlns="{words.cp[1:-1]}">',
        )
        return
    for element in root.iter(etree.Element):
        if str(element.tag).startswith(words.cp) and element.prefix:
            yield fault(
                "manifest-names",
                f"<{element.prefix}:{local(element)}> with a prefix",
                element,
                "platforms look for the packaging elements' bare names",
            )
    declared = {pair for element in root.iter(etree.Element) for pair in element.nsmap.items()}
    for prefix, namespace in words.prefixes.items():
        others = {name for name, one in declared if one == namespace and name != prefix}
        if others or (prefix == "adlcp" and (prefix, namespace) not in declared):
            yield fault(
                "manifest-names",
                f"SCORM's own names don't start with {prefix}:",
                root,
                f'put xmlns:{prefix}="{namespace}" on the first element',
            )


RULES: Rules = {**FORM_RULES, **REFERENCE_RULES}
UNREADABLE = frozenset({"manifest-missing", "manifest-unreadable", "manifest-names"})
