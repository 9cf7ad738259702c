"""An order's packages as zips, one a target: made, or found as an earlier build left them, and judged."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from coursebuilder.build.as_json import as_json, from_json, no_media
from coursebuilder.build.kept import package_keys
from coursebuilder.build.package import RenderedModule, build_package
from coursebuilder.build.store import Store
from coursebuilder.package import Package, new_zip
from coursebuilder.pages import index_page
from coursebuilder.platforms import Platform, platform_problems, size_problems
from coursebuilder.problems import Place, Problem
from coursebuilder.targets.target import Order, Target
from coursebuilder.templating import BadTemplate, body_of, markup_problems
from coursebuilder.theme import Theme

VerifyZip = Callable[[Path], list[Problem]]
HoldAgainst = Callable[[Path, str], list[Problem]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a build makes of every order, and what it may use.

    control_documents: target's name → the standard's schema files to put into its zips
    verify_zip: called with each zip before any is moved into place; gives its Problems
    against: called with each zip and its name in `out`; gives what forbids it as an update
    """

    targets: Sequence[Target]
    out: Path
    platforms: Sequence[Platform] = ()
    control_documents: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    verify_zip: VerifyZip | None = None
    store: Store | None = None
    against: HoldAgainst | None = None


@dataclass(frozen=True, slots=True)
class MadeZip:
    """A zip with what the index page says of it; `temporary` is None where it is in its place already."""

    temporary: Path | None
    listed: index_page.Zip


def make_zips(
    order: Order, wanted: Wanted, scratch: Path, number: int, shared: bytes
) -> tuple[list[MadeZip], list[Problem]]:
    """The order's zips, and what is wrong with them.

    number: of the first file that may be written into `scratch`; shared: see package_keys.
    """
    order = replace(order, control_documents=wanted.control_documents)
    store = wanted.store
    keys = package_keys(store, order, wanted.targets, wanted.platforms, shared) if store else ()
    zips: list[MadeZip] = []
    problems: list[Problem] = []
    rendered: dict[str, RenderedModule] = {}
    new: list[tuple[bytes, MadeZip, list[Problem]]] = []
    for at, target in enumerate(wanted.targets):
        address = f"{target.name}/{order.name}.zip"
        if store and (found := _found(store, keys[at], order, target, wanted.out / address)):
            made, wrong = found
        else:
            try:
                package = build_package(order, target, rendered)
            except BadTemplate as bad:
                return zips, [*problems, bad.problem]
            written = new_zip(package, scratch / f"{number + at}.zip")
            made = MadeZip(written.path, _zip(order, target, written.size, written.sha256))
            wrong = _without_named_limits(target.package_rules(package), bool(wanted.platforms))
            wrong += _platform_problems(wanted.platforms, package, made.listed)
            new += [(keys[at], made, wrong)] if store else []
        zips.append(made)
        problems += wrong
        path = made.temporary or wanted.out / address
        problems += wanted.against(path, address) if wanted.against else ()
        problems += _verified(wanted.verify_zip, path, wanted.out / address)
    templates = _template_problems(order.theme, rendered.values())
    for key, made, wrong in new if store else ():
        _keep(store, key, made, [*wrong, *templates])
    return zips, list(dict.fromkeys([*problems, *templates]))


def _found(
    store: Store, key: bytes, order: Order, target: Target, path: Path
) -> tuple[MadeZip, list[Problem]] | None:
    """The package that an earlier build left at `path`, if it is the one of this key, byte for byte."""
    kept = store.get(key)
    if kept is None or not path.is_file():
        return None
    facts, _, data = kept.partition(b"\n")
    try:
        size, sha256 = json.loads(facts)
        problems = from_json(data, no_media)
        if path.stat().st_size != size or store.hash_of(path).hex() != sha256:
            return None
    except (ValueError, TypeError, IndexError, KeyError, OSError):
        return None
    return MadeZip(None, _zip(order, target, size, sha256)), list(problems)


def _keep(store: Store | None, key: bytes, made: MadeZip, problems: list[Problem]) -> None:
    if store:
        facts = json.dumps([made.listed.size, made.listed.sha256]).encode()
        store.put(key, facts + b"\n" + as_json(tuple(problems), no_media))


def _zip(order: Order, target: Target, size: int, sha256: str) -> index_page.Zip:
    address = f"{target.name}/{order.name}.zip"
    return index_page.Zip(address, target.name, order.course, order.modules, size, sha256)


def _without_named_limits(found: Iterable[Problem], named: bool) -> list[Problem]:
    """The Problems without "file-type" where platforms are named: those have their own rules for files."""
    return [problem for problem in found if not (named and problem.code == "file-type")]


def _platform_problems(
    platforms: Sequence[Platform], package: Package, made: index_page.Zip
) -> Iterator[Problem]:
    for platform in platforms:
        if made.target in platform.takes:
            yield from platform_problems(platform, made.course, made.modules, package)
            yield from size_problems(platform, made.address, made.size)


def _verified(verify_zip: VerifyZip | None, written: Path, path: Path) -> Iterator[Problem]:
    """The Problems of a zip from `verify_zip`, their places changed from the temporary file to `path`."""
    for problem in verify_zip(written) if verify_zip else ():
        if problem.place.path.startswith(str(written)):
            rest = problem.place.path.removeprefix(str(written))
            yield replace(problem, place=Place(f"{path}{rest}", problem.place.line))


def _template_problems(theme: Theme, made: Iterable[RenderedModule]) -> list[Problem]:
    """Markup that a theme's own templates wrote into pages and must not."""
    if theme.templates is None:
        return []
    return markup_problems("".join(body_of(one.sections.html) for one in made), theme.templates)
