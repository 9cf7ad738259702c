"""Citations in a text: [@key:line], [@key], [@key, p. 12], [@key, a section], several behind ;"""

from __future__ import annotations

import re
from html import escape

from markdown_it.token import Token

from coursebuilder.model import Citation, Guidance, Source
from coursebuilder.problems import Place, Problem, did_you_mean
from coursebuilder.source.markdown.around import Gathered, Surroundings, finished_token, text_token

_LINES = re.compile(r"([a-z][a-z0-9-]*):(\d{1,6}(?:,\d{1,6})*)")
_WORK = re.compile(r"([a-z][a-z0-9-]*)(?:\s*,\s*(\S[^;]*?))?")
_HINT = "[@key], [@key, p. 12] or [@key:line], such as [@review:121]"


def citation_token(reference: str, place: Place, around: Surroundings, found: Gathered) -> Token:
    """The citation as a link to the list of sources; text without words where it can't be read."""
    if reference in around.guidance:
        return _guidance_token(around.guidance[reference], around.nation, found)
    named: list[str] = []
    for part in reference.split(";"):
        part = part.strip().removeprefix("@")
        lines, work = _LINES.fullmatch(part), _WORK.fullmatch(part)
        cited = lines or work
        if not cited:
            found.problems.append(Problem("bad-citation", f'"[@{reference}]" can\'t be read', place, _HINT))
            return text_token("")
        source = around.sources.get(cited[1])
        if source is None:
            known = did_you_mean(cited[1], [*around.sources, *around.guidance])
            hint = known if around.sources else "sources stand in the shared folder's sources.yaml"
            found.problems.append(Problem("unknown-source", f'no source "{cited[1]}"', place, hint))
            return text_token("")
        read = _sections if lines else _whole
        elsewhere = _elsewhere(source.nation, around.nation)
        read_names = read(source, cited[2] or "", place, found)
        named += [f"{elsewhere}: {name}" if elsewhere else name for name in read_names]
    return _cite(f"({', '.join(dict.fromkeys(named))})") if named else text_token("")


def _sections(source: Source, numbers: str, place: Place, found: Gathered) -> list[str]:
    """The names of the sections that the lines fall in."""
    names = []
    for number in map(int, numbers.split(",")):
        section = source.section_of(number)
        if section:
            names.append(section)
            found.citations.append(Citation(place, source.key, section))
        else:
            what = f'line {number} of "{source.key}" is in no section'
            hint = "check the number, or add the section to sources.yaml"
            found.problems.append(Problem("unknown-section", what, place, hint))
    return list(dict.fromkeys(names))


def _whole(source: Source, part: str, place: Place, found: Gathered) -> list[str]:
    """The work by its title, with the page or section of it that the author names."""
    found.citations.append(Citation(place, source.key, part))
    return [f"{source.title}, {part}" if part else source.title]


def _guidance_token(guidance: Guidance, nation: str, found: Gathered) -> Token:
    found.guidance[guidance.key] = guidance
    elsewhere = _elsewhere(guidance.nation, nation)
    title = f"{guidance.title} ({elsewhere})" if elsewhere else guidance.title
    return _cite(title, title)


def _elsewhere(of: str, nation: str) -> str:
    """The nation that a work is of, where the provider works in another one; else ""."""
    return of if nation and of != nation else ""


def _cite(shown: str, text: str = "") -> Token:
    return finished_token(f'<a class="cite" href="#page-references">{escape(shown)}</a>', text)
