"""What was brought, put into a course: new modules, media, and the report. Nothing is ever written over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from coursebuilder.bring.formats import bring
from coursebuilder.bring.items import Brought, BroughtPage, CannotBring, Note
from coursebuilder.bring.modules import ModuleText, modules_of
from coursebuilder.bring.report import REPORT, report_section, with_section
from coursebuilder.problems import Place, Problem, counted
from coursebuilder.settings.append import append_item
from coursebuilder.source.ids import slug

SETTINGS = "course.yaml"
_LONGEST_ID = 40


@dataclass(frozen=True, slots=True)
class Landed:
    """What one file became: files that are new, and those that were there already, byte for byte."""

    new: tuple[Path, ...]
    there: tuple[Path, ...]
    modules: tuple[ModuleText, ...]
    notes: tuple[Note, ...]


def put_into(folder: Path, source: Path, brought: Brought) -> Landed:
    """Write modules, media and the report into a course's folder. Raises CannotBring and OSError.

    The same file brought again finds its modules there and changes nothing.
    """
    settings = folder / SETTINGS
    if not settings.is_file():
        hint = 'begin a course first: coursebuilder new "Its title"'
        raise CannotBring(
            Problem("no-course", "there is no course.yaml here", Place(folder.as_posix()), hint)
        )
    files: dict[Path, bytes] = {}
    brought = _with_free_media(brought, folder, files)
    made, more = modules_of(brought)
    listed = before = _settings_text(settings)
    for module in made:
        path = _free_module(folder / "modules", module, files)
        files[path] = module.text.encode()
        listed = _listed(listed, path.relative_to(folder).as_posix(), settings)
    new = tuple(path for path in files if not path.exists())
    for path in new:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(files[path])
    if listed != before:
        settings.write_bytes(listed.encode())
    landed = Landed(
        new, tuple(path for path in files if path not in new), tuple(made), (*brought.notes, *more)
    )
    _write_report(folder, source, brought, landed, [path.relative_to(folder) for path in files])
    return landed


def _settings_text(settings: Path) -> str:
    """course.yaml as it stands, its line ends too."""
    try:
        return settings.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        what, hint = "the file is not UTF-8 text", "save it again with the encoding UTF-8"
        raise CannotBring(Problem("not-utf-8", what, Place(settings.as_posix()), hint)) from None


def _free_module(folder: Path, module: ModuleText, files: Mapping[Path, bytes]) -> Path:
    """The module's file: the one that holds the same already, else a new one with the next number."""
    identifier = slug(module.name, "module")[:_LONGEST_ID].rstrip("-")
    present = {path.stem.partition("-")[2] if path.stem[:1].isdecimal() else path.stem: path
               for path in [*sorted(folder.glob("*.md")), *files]}  # fmt: skip
    data, number, name = module.text.encode(), 1, identifier
    while name in present and (files.get(present[name]) or present[name].read_bytes()) != data:
        number += 1
        name = f"{identifier[: _LONGEST_ID - 4].rstrip('-')}-{number}"
    if name in present:
        return present[name]
    numbers = [
        int(digits) for path in present.values() if (digits := path.stem.partition("-")[0]).isdecimal()
    ]
    return folder / f"{max(numbers, default=0) + 1:02}-{name}.md"


def _listed(text: str, path: str, settings: Path) -> str:
    """course.yaml with one more module, unless it lists it already."""
    if path in text:
        return text
    added = append_item(text, "modules", path)
    if added is None:
        hint = "write  modules:  and below it  - modules/01-….md  for each, then try again"
        what = "there is no list of modules that a line can be added to"
        raise CannotBring(Problem("wrong-value", what, Place(settings.as_posix()), hint))
    return added


def _with_free_media(brought: Brought, folder: Path, files: dict[Path, bytes]) -> Brought:
    """The same with names of media that nothing else has; media that are there already keep their name."""
    renamed: dict[str, str] = {}
    for name, data in brought.media.items():
        path, number = folder / "media" / name, 1
        while (path in files and files[path] != data) or (path.exists() and path.read_bytes() != data):
            number += 1
            pure = PurePosixPath(name)
            path = folder / "media" / f"{pure.stem}-{number}{pure.suffix}"
        files[path] = data
        if path.name != name:
            renamed[f"(media/{name})"] = f"(media/{path.name})"
    media = {path.name: data for path, data in files.items()}
    return replace(brought, media=media, pages=tuple(_renamed(page, renamed) for page in brought.pages))


def _renamed(page: BroughtPage, names: Mapping[str, str]) -> BroughtPage:
    def other(text: str) -> str:
        for before, after in names.items():
            text = text.replace(before, after)
        return text

    if not names:
        return page
    parts = (
        other(part)
        if isinstance(part, str)
        else replace(
            part,
            text=other(part.text),
            feedback=other(part.feedback),
            replies=tuple(
                replace(reply, text=other(reply.text), feedback=other(reply.feedback))
                for reply in part.replies
            ),
            pairs=tuple((other(left), other(right)) for left, right in part.pairs),
        )
        for part in page.parts
    )
    return replace(page, parts=tuple(parts))


def _write_report(folder: Path, source: Path, brought: Brought, landed: Landed, files: list[Path]) -> None:
    path = folder / REPORT
    section = report_section(
        source.name, brought, landed.modules, [file.as_posix() for file in files], landed.notes
    )
    before = path.read_text("utf-8") if path.is_file() else ""
    after = with_section(before, source.name, section)
    if after != before:
        path.write_text(after, encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file: what landed in the course, or the problems that say why nothing did."""

    landed: Landed | None
    problems: tuple[Problem, ...]

    @property
    def said(self) -> str:
        """What became of the file, on one line; "" where nothing landed."""
        if self.landed is None:
            return ""
        return ", ".join(totals(self.landed)) + ("" if self.landed.new else "; nothing is new")


def import_file(path: Path, course: Path) -> Imported:
    """Bring one file into the course in this folder, whatever the file is.

    Nothing is written over, and the same file again changes nothing. Raises ImportError alone, where a
    library of the extra `bring` is missing.
    """
    try:
        return Imported(put_into(course, path, bring(path)), ())
    except CannotBring as error:
        return Imported(None, error.problems)
    except OSError as error:
        what = f"can't read or write {error.filename or path}: {error.strerror}"
        hint = "look whether the folder may be written, and whether another program has the file open"
        return Imported(None, (Problem("unwritable-file", what, Place(course.as_posix()), hint),))


def totals(landed: Landed) -> Iterator[str]:
    """What became of a file, in a few words each: 12 pages, 3 questions, 4 changed, 1 not carried."""
    if landed.modules:
        yield counted(sum(one.pages for one in landed.modules), "page")
        yield counted(sum(one.questions for one in landed.modules), "question")
    else:
        yield counted(len(landed.new) + len(landed.there), "file")
    for fate in ("changed", "not carried", "to do"):
        if count := sum(note.fate == fate for note in landed.notes):
            yield f"{count} {fate}"
