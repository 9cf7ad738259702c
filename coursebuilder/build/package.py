"""Build one package from an `Order` for a target: pages, scripts, style sheets, media, control documents."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from coursebuilder.build.marks import FILE, marks
from coursebuilder.model import Course, Media, Module
from coursebuilder.model.whole_course import side_by_side
from coursebuilder.package import File, Inline, OnDisk, Package, on_disk
from coursebuilder.pages.module import Sections, document, sections, with_hashes
from coursebuilder.pages.whole_course import course_sections
from coursebuilder.player import first_script, second_script
from coursebuilder.targets.target import Order, Target


@dataclass(frozen=True, slots=True)
class RenderedModule:
    """What the packages of all targets share: the sections of a page, and its media by name in the zip.

    Media on disk carry the hash and size they had when they were rendered.
    """

    sections: Sections
    media: Mapping[str, File]


def build_package(order: Order, target: Target, rendered: dict[str, RenderedModule] | None = None) -> Package:
    """The package of `order` for `target`, in memory; media on disk are read only when the zip is written.

    rendered: cache of what all targets share; pass the same dict for every target of an order
    Raises BadTemplate where one of the theme's own templates fails.
    """
    rendered = {} if rendered is None else rendered
    one_each = order.whole and target.one_document_per == "module"
    as_one = order.whole and not one_each
    first = target.launch(order, None if as_one else order.modules[0])
    script = first_script(target.adapter, as_one, "beside" in first)
    pages: dict[str, str] = {}
    feedback: dict[str, object] = {}
    media: dict[str, File] = {
        name: Inline(asset) if isinstance(asset, bytes) else on_disk(asset)
        for name, asset in order.theme.assets.items()
    }
    for modules in [(module,) for module in order.modules] if one_each else [order.modules]:
        folder, up = (f"{modules[0].id}/", "../") if one_each else ("", "")
        launch = first if modules[0] is order.modules[0] else target.launch(order, modules[0])
        made = _rendered(order, modules, as_one, rendered)
        feedback |= made.sections.feedback
        pages[f"{folder}index.html"] = document(made.sections, launch, target.alone, up)
        media |= {f"{folder}{name}": file for name, file in made.media.items()}
    later_script = second_script(made.sections.words.said_later(target.alone), feedback, target.adapter)
    style, later_style = order.theme.style, order.theme.later
    hashes = {
        name: _short(text.encode())
        for name, text in (("script", script), ("style", style), ("later", later_script + later_style))
    }
    pages = {name: with_hashes(page, **hashes) for name, page in pages.items()}
    build_hash = _build_hash("".join(pages.values()), media)
    files: dict[str, File] = {
        **{name: Inline(_encoded(with_hashes(page, build=build_hash))) for name, page in pages.items()},
        "runtime.js": Inline(script.encode()),
        "style.css": Inline(style.encode()),
        "later.js": Inline(later_script.encode()),
        "later.css": Inline(later_style.encode()),
        FILE: Inline(marks(order)),
        **media,
    }
    control = {name: Inline(data) for name, data in target.control(order, tuple(sorted(files))).items()}
    return Package(order.name, {**control, **files})


def _rendered(
    order: Order, modules: tuple[Module, ...], as_one: bool, rendered: dict[str, RenderedModule]
) -> RenderedModule:
    key = "" if as_one else modules[0].id
    if key not in rendered:
        course, templates = order.course, order.theme.templates
        made = (
            course_sections(course, modules, templates)
            if as_one
            else sections(modules[0], course, _position(course, modules[0]), templates)
        )
        rendered[key] = RenderedModule(made, {item.name: _file(item) for item in _media(order, modules)})
    return rendered[key]


def _media(order: Order, modules: tuple[Module, ...]) -> list[Media]:
    placed = side_by_side(modules) if len(modules) > 1 else modules
    logo = [provider.logo] if (provider := order.course.provider) and provider.logo else []
    return [*(item for module in placed for item in module.media), *logo]


def _file(media: Media) -> File:
    return on_disk(media.path) if media.data is None else Inline(media.data)


def _position(course: Course, module: Module) -> tuple[int, int]:
    """The module's number among those that are built, from 1, and how many these are."""
    built = [other.id for other in course.modules if not other.draft or other is module]
    return built.index(module.id) + 1, len(built)


def _encoded(page: str) -> bytes:
    """The page as UTF-8 behind a byte order mark: it counts for more than a charset in a server's header."""
    return page.encode("utf-8-sig")


def _short(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


def _build_hash(page: str, media: Mapping[str, File]) -> str:
    """Eight hex digits of a hash over pages and media; the pages hold the hashes of scripts and styles."""
    digest = hashlib.sha256(page.encode())
    for name, file in sorted(media.items()):
        sha256 = file.sha256 if isinstance(file, OnDisk) else hashlib.sha256(file.open().read()).hexdigest()
        digest.update(f"\0{name}:{sha256}".encode())
    return digest.hexdigest()[:8]
