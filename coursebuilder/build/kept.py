"""Pictures, modules and packages with a store: what was made before isn't made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from coursebuilder.build.as_json import AsMedia, as_json, from_json, no_media
from coursebuilder.build.store import Store, key_of
from coursebuilder.media import Drawing, FindMedia, Picture, Purpose, ReadDrawing, ReadPicture, Use
from coursebuilder.model import Course, Media, Module
from coursebuilder.platforms import Platform
from coursebuilder.problems import Place, Problem
from coursebuilder.source import Readers, ReadModule
from coursebuilder.targets.target import Order, Target
from coursebuilder.theme import Theme

_BROKEN = (ValueError, TypeError, IndexError, KeyError, AttributeError)  # an entry of another shape
WriteLines = Callable[[Course, Module, bool], str]  # of a codebook: course, module, whether it is whole
Check = Callable[[Course], list[Problem]]
_Call = tuple[str, Place, Use, Media | Problem]


def stored(readers: Readers, store: Store) -> Readers:
    """These readers, asked only for what the store doesn't have."""
    return replace(
        readers,
        picture=kept_pictures(store, readers.picture),
        drawing=kept_drawings(store, readers.drawing),
        module=kept_modules(store, readers.module),
    )


# ---- pictures


def kept_pictures(store: Store, read: ReadPicture) -> ReadPicture:
    """`read`, asked only for pictures that the store doesn't have. Faults aren't kept: they get cured."""

    def picture(path: Path, purpose: Purpose) -> Picture | tuple[str, str, str]:
        key = key_of("picture", store.hash_of(path), path.suffix, purpose)
        with suppress(*_BROKEN):
            (width, height, suffix, photograph, converted), data = _facts_and_data(store.get(key))
            return Picture(width, height, data if converted else None, suffix, photograph)
        made = read(path, purpose)
        if isinstance(made, Picture):
            facts = [made.width, made.height, made.suffix, made.photograph, made.data is not None]
            store.put(key, _entry(facts, made.data or b""))
        return made

    return picture


def kept_drawings(store: Store, read: ReadDrawing) -> ReadDrawing:
    """The same for drawings, which are cleaned."""

    def drawing(path: Path) -> Drawing:
        key = key_of("drawing", store.hash_of(path))
        with suppress(*_BROKEN):
            (removed, width, height), data = _facts_and_data(store.get(key))
            return Drawing(data, tuple(removed), width=width, height=height)
        made = read(path)
        if not made.fault:
            store.put(key, _entry([made.removed, made.width, made.height], made.data))
        return made

    return drawing


def _entry(facts: list[object], data: bytes) -> bytes:
    """An entry of the store: a line of facts, then data."""
    return json.dumps(facts).encode() + b"\n" + data


def _facts_and_data(entry: bytes | None) -> tuple[Any, bytes]:
    """The two halves of an entry. Raises ValueError where there is none, or what stands there is no fact."""
    facts, _, data = (entry or b"").partition(b"\n")
    return json.loads(facts), data


# ---- modules


def kept_modules(store: Store, read: ReadModule) -> ReadModule:
    """`read`, asked only for modules that the store doesn't have, or whose files are others than then.

    A module is made from its text, from the course around it, and from what its files turned out to be: each
    file is looked up again, which also tells what is wrong with it now, and has to be as it was.
    """
    around: dict[object, tuple[bytes, Course]] = {}  # the course is held so that no id is given again

    def module(path: Path, find: FindMedia, course: Course) -> tuple[Module | None, list[Problem]]:
        works = (id(course.sources), id(course.glossary), id(course.guidance), id(course.lines))
        seen = (course.place, course.slots, works)
        if seen not in around:
            around[seen] = (hashlib.sha256(as_json(course, _named)).digest(), course)
        try:
            key = key_of("module", path.as_posix(), store.hash_of(path), around[seen][0])
        except OSError:
            return read(path, find, course)
        if (kept := store.get(key)) is not None and (found := _module(kept, find, store)) is not None:
            return found
        calls: list[_Call] = []

        def recorded(address: str, place: Place, use: Use) -> Media | Problem:
            found = find(address, place, use)
            calls.append((address, place, use, found))
            return found

        made, problems = read(path, recorded, course)
        if made is not None:
            files, data = _written(made, problems, calls, store)
            store.pages[id(made.pages)] = (made.pages, hashlib.sha256(data).digest())
            store.put(key, files + b"\n" + data)
        return made, problems

    return module


def _written(
    module: Module, problems: list[Problem], calls: list[_Call], store: Store
) -> tuple[bytes, bytes]:
    """A line for the files asked for, and one for the module, in which a file is its number in the first."""
    numbers = {
        (found.place, found.name): number
        for number, (_, _, _, found) in enumerate(calls)
        if isinstance(found, Media)
    }
    asked = [
        [address, place.path, place.line, use, _facts(found, use, store)]
        for address, place, use, found in calls
    ]
    read = as_json((module, tuple(problems)), lambda one: [numbers[one.place, one.name], one.rights])
    return json.dumps(asked).encode(), read


def _module(kept: bytes, find: FindMedia, store: Store) -> tuple[Module, list[Problem]] | None:
    calls, _, data = kept.partition(b"\n")
    try:
        files = []
        for address, path, line, use, facts in json.loads(calls):
            files.append(found := find(address, Place(path, line), use))
            if _facts(found, use, store) != facts:
                return None

        def media(reference: Any) -> Media:
            number, rights = reference
            found = files[number]
            if not isinstance(found, Media):
                raise ValueError("no file")
            return replace(found, rights=rights) if rights else found

        module, problems = from_json(data, media)
        if not isinstance(module, Module):
            return None
        store.pages[id(module.pages)] = (module.pages, hashlib.sha256(data).digest())
        return module, list(problems)
    except _BROKEN:
        return None


def _facts(found: Media | Problem, use: Use, store: Store) -> list[object]:
    """What a module's text sees of a file: of captions their words, of others name and size."""
    if isinstance(found, Problem):
        return [found.code, found.message, found.hint]
    words = store.hash_of(found.path).hex() if use == "captions" else ""
    return [found.name, str(found.path), found.width, found.height, found.photograph, words]


# ---- what the rules find


def kept_check(store: Store, check: Check) -> Check:
    """`check`, asked only for courses of which the store doesn't have what the rules find."""

    def found(course: Course) -> list[Problem]:
        modules = b"".join(_content_of(module, store) for module in course.modules)
        files = [
            [str(one.path), one.photograph, one.place.path, one.place.line]
            for module in course.modules
            for one in module.media
        ]
        key = key_of("check", _without_modules(store, course), modules, json.dumps(files))
        if (kept := store.get(key)) is not None:
            with suppress(*_BROKEN):
                return list(from_json(kept, no_media))
        problems = check(course)
        store.put(key, as_json(tuple(problems), no_media))
        return problems

    return found


# ---- codebooks


def kept_lines(store: Store, write: WriteLines) -> WriteLines:
    """`write`, asked only for modules of which the store doesn't have the lines."""
    around: dict[int, tuple[bytes, Course]] = {}  # the course is held so that its number is given once

    def lines(course: Course, module: Module, whole: bool) -> str:
        if id(course) not in around:
            around[id(course)] = (hashlib.sha256(_without_modules(store, course)).digest(), course)
        key = key_of("codebook", around[id(course)][0], _content_of(module, store), repr(whole))
        if (kept := store.get(key)) is not None:
            with suppress(UnicodeDecodeError):
                return kept.decode()
        made = write(course, module, whole)
        store.put(key, made.encode())
        return made

    return lines


# ---- packages


def around_modules(store: Store, course: Course, theme: Theme) -> bytes:
    """What all packages of a course rest on alike: the course without its modules, and its theme."""
    return hashlib.sha256(_without_modules(store, course) + _theme(theme, store)).digest()


def _without_modules(store: Store, course: Course) -> bytes:
    return as_json(replace(course, modules=()), _content(store))


def package_keys(
    store: Store, order: Order, targets: Sequence[Target], platforms: Sequence[Platform], shared: bytes
) -> list[bytes]:
    """For each target the key of the order's package: of all that its bytes, and what is said of it, rest on.

    shared: what around_modules gave
    """
    shown = {module.id for module in order.modules}
    ids = ",".join(
        one.id for one in order.course.modules if not one.draft or one.id in shown
    )  # "module 2 of 5"
    modules = b"".join(_content_of(module, store) for module in order.modules)
    parts = (ids, modules, shared, ",".join(one.name for one in platforms), repr(order.whole))
    return [key_of("package", one.name, _documents(order, one), *parts) for one in targets]


def _content_of(module: Module, store: Store) -> bytes:
    """A hash of a module and of its files; pages that are as they were read aren't written down for that."""
    if id(module) not in store.contents:
        known, digest = store.pages.get(id(module.pages), (None, b""))
        rest = replace(module, pages=()) if known is module.pages else module
        content = hashlib.sha256(digest + as_json(rest, _content(store))).digest()
        store.contents[id(module)] = (module, content)
    return store.contents[id(module)][1]


def _content(store: Store) -> AsMedia:

    def content(media: Media) -> list[str]:
        data = store.hash_of(media.path) if media.data is None else hashlib.sha256(media.data).digest()
        return [media.name, media.rights, str(media.width), str(media.height), data.hex()]

    return content


def _documents(order: Order, target: Target) -> bytes:
    digest = hashlib.sha256()
    for name, data in sorted(order.control_documents.get(target.name, {}).items()):
        digest.update(f"{name}\0".encode() + hashlib.sha256(data).digest())
    return digest.digest()


def _theme(theme: Theme, store: Store) -> bytes:
    digest = hashlib.sha256(repr((theme.name, theme.title, theme.style, theme.later, theme.level)).encode())
    for name, asset in sorted(theme.assets.items()):
        content = hashlib.sha256(asset).digest() if isinstance(asset, bytes) else store.hash_of(asset)
        digest.update(f"{name}\0".encode() + content)
    for path in sorted(theme.templates.rglob("*.j2")) if theme.templates else ():
        digest.update(f"{path}\0".encode() + store.hash_of(path))
    return digest.digest()


def _named(media: Media) -> list[str]:
    return [media.name, str(media.path)]
