"""Look into a package without a browser: what it is, where it reaches, what it stores, what it lacks."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from coursebuilder.package import CHUNK, Package
from coursebuilder.problems import Problem, in_file_order
from coursebuilder.release.marks import Marks, marks_of
from coursebuilder.release.stored_data import (
    StoredData,
    added_to_ours,
    found_in_files,
    never_sent,
    sent_texts,
    stored_by_ours,
)
from coursebuilder.targets.described import TITLES, Described, described
from coursebuilder.targets.files import text_files
from coursebuilder.targets.remote import REMOTE, fetched_addresses, mentioned_addresses
from coursebuilder.templating import environment
from coursebuilder.verify.opened_packages import OpenedPackage, course_data, open_package, start_page

_ABOUT = re.compile(r"<dd>([^<()]{1,60}) \([^<()]{0,40}?([0-9a-f]{8})\)")  # version (build hash)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z]+:)?//([^/?#\s\"'@]+@)?([^/?#:\s\"']+)", re.IGNORECASE)
_UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was found in a zip.

    sha256: of the zip; size: its bytes; unpacked: those of its files
    ours: whether this compiler made it
    build: the hash of its pages and media, "" in packages of other makers
    hosts: other hosts that it fetches something from
    named_hosts: other hosts that its scripts name; whether they reach for them only a browser shows
    sends_text: ids of the questions whose typed words are sent
    marks: what it says of its readiness; None: nothing
    problems: what breaks the rules of its standard
    """

    path: Path
    sha256: str
    size: int
    files: int
    unpacked: int
    standard: str
    ours: bool
    described: Described
    build: str
    hosts: tuple[str, ...]
    named_hosts: tuple[str, ...]
    stored: tuple[StoredData, ...]
    sends_text: tuple[str, ...]
    never_sent: tuple[str, ...]
    marks: Marks | None
    problems: tuple[Problem, ...]

    @property
    def was_changed(self) -> bool:
        """Whether scripts in a package of ours do what ours never do."""
        return self.ours and any("found in its files" in row.what for row in self.stored)

    @property
    def readiness(self) -> tuple[str, ...]:
        """What is missing before learners should see it, or why that isn't known."""
        if self.marks is None:
            return ("not known: it carries no marks of signatures and details",)
        return self.marks.sentences or ("nothing is marked as missing",)


def inspect(path: Path) -> Inspected:
    """What is in the zip at `path`; one that can't be read has its Problems and little else."""
    opened = open_package(path)
    package = opened.package or Package(path.stem, {})
    course = _course(opened)
    said, build = said_by(opened, course)
    target = opened.target
    size, sha256 = _whole(path)
    stored = found_in_files(package)
    if target and opened.ours:
        known = stored_by_ours(target, course)
        stored = (*known, *added_to_ours(package, target, course, known))
    return Inspected(
        path=path,
        sha256=sha256,
        size=size,
        files=len(package.files),
        unpacked=sum(file.size for file in package.files.values()),
        standard=TITLES[target.name] if target else "no standard that platforms take",
        ours=opened.ours,
        described=said,
        build=build,
        hosts=_hosts(package, fetched_addresses),
        named_hosts=_hosts(package, mentioned_addresses),
        stored=stored,
        sends_text=sent_texts(course),
        never_sent=never_sent(target, course) if target and opened.ours else (),
        marks=marks_of(package),
        problems=tuple(in_file_order(opened.problems)),
    )


def _course(opened: OpenedPackage) -> dict[str, Any]:
    """The data in a package's page; where it has several, their questions together. {} if it isn't ours."""
    pages = [course_data(opened, start) for start in opened.starts] if opened.ours else []
    questions = [one for page in pages for one in page.get("questions", ())]
    return {**pages[0], "questions": questions} if pages else {}


def _whole(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of the zip; 0 and "" where there is none to read."""
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except OSError:
        return 0, ""
    return size, digest.hexdigest()


def said_by(opened: OpenedPackage, course: Mapping[str, Any]) -> tuple[Described, str]:
    """What the package says of itself, in the document for platforms and on its own page; and its build."""
    if opened.package is None or opened.target is None:
        return Described(), ""
    found = described(opened.package, opened.target)
    page = start_page(opened)
    if not found.title and (title := _TITLE.search(page)):
        found = replace(found, title=" ".join(title[1].split())[:300])
    if not opened.ours:
        return found, ""
    identity = found.identity or "--".join(
        str(course[one]) for one in ("course", "module") if course.get(one)
    )
    about = _ABOUT.search(page)
    version = about[1].strip() if about else ""
    return replace(found, identity=identity, version=version or found.version), about[2] if about else ""


def _hosts(package: Package, found: Callable[[str, str], tuple[str, ...]]) -> tuple[str, ...]:
    """The hosts of the addresses that `found` finds in the package's pages, sheets and scripts."""
    hosts = set()
    for name in text_files(package):
        suffix = "." + name.rpartition(".")[2].lower()
        if suffix in REMOTE:
            for address in found(suffix, package.read(name).decode("utf-8", "replace")):
                hosts |= {host[2].lower() for host in [_HOST.match(address)] if host}
    return tuple(sorted(hosts))


def as_text(one: Inspected) -> str:
    """The findings as lines for a terminal."""
    return "\n".join(_lines(one)) + "\n"


def _lines(one: Inspected) -> Iterator[str]:
    yield f"{one.path.as_posix()}: {one.standard}"
    for name, value in facts(one):
        yield f"  {name:<12}{value}"
    yield "what is stored, where, and who sees it" if one.ours else "found in its files"
    for row in one.stored:
        names = f" ({', '.join(row.names)})" if row.names else ""
        yield f"  {row.what}{names}: {row.where}; {row.seen_by}"
    if not one.stored:
        yield "  nothing was found; what its scripts do only a browser shows"
    for title, rows in sentences(one):
        yield title
        yield from (f"  {row}" for row in rows)


def facts(one: Inspected) -> Iterator[tuple[str, str]]:
    """What the package is, by name."""
    said = one.described
    yield "made with", "coursebuilder" if one.ours else "another tool, or not known"
    yield "title", said.title or _UNKNOWN
    yield "version", f"{said.version or _UNKNOWN}{f', build {one.build}' if one.build else ''}"
    yield "identity", said.identity or _UNKNOWN
    yield "size", f"{one.size:,} bytes; {one.files} files, {one.unpacked:,} bytes unpacked"
    yield "SHA-256", one.sha256
    none = "it fetches nothing from another host" if one.ours else "no file of it names another to fetch from"
    yield "hosts", f"fetches from {', '.join(one.hosts)}" if one.hosts else none
    if one.named_hosts:
        yield "", f"its scripts name {', '.join(one.named_hosts)}"


def sentences(one: Inspected) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Under each heading what there is to say."""
    if one.ours:
        yield "never sent", one.never_sent
        yield "typed words that are sent", one.sends_text or ("none",)
    yield "before learners see it", one.readiness
    wrong = tuple(f"{problem.place}: {problem.severity}: {problem.message}" for problem in one.problems)
    yield "rules of its standard", wrong or ("nothing is against them",)


def as_json(found: Iterable[Inspected]) -> str:
    """The findings for programs: a list of objects."""
    return json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=2) + "\n"


def _plain(one: Inspected) -> dict[str, object]:
    made = asdict(one)
    made["path"] = one.path.as_posix()
    made["problems"] = [
        {
            "code": problem.code,
            "message": problem.message,
            "place": str(problem.place),
            "severity": problem.severity,
        }
        for problem in one.problems
    ]
    return made


def data_sheet(found: Iterable[Inspected]) -> bytes:
    """One HTML page for a data protection officer: what each package stores, where, and who sees it."""
    template = environment().get_template("release/data_sheet.html.j2")
    return template.render(packages=list(found), facts=facts, sentences=sentences).encode()
