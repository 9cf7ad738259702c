"""One order and one target become a package: documents, script, style, media, then the control document."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from coursebuilder.model import Course, Media, Module
from coursebuilder.model.whole_course import side_by_side
from coursebuilder.package import File, Inline, OnDisk, Package, on_disk
from coursebuilder.pages.module import Sections, document, sections, with_hashes
from coursebuilder.pages.whole_course import course_sections
from coursebuilder.player import first_script, second_script
from coursebuilder.targets.target import Order, Target


@dataclass(frozen=True, slots=True)
class RenderedModule:
    """What is the same for every target: a document's sections, and its media as they were then."""

    sections: Sections
    media: Mapping[str, File]


def build_package(order: Order, target: Target, finished: dict[str, RenderedModule] | None = None) -> Package:
    """The package, all of it in memory but media, which stay where they are.

    `finished` keeps for the next target what is the same for all.
    """
    finished = {} if finished is None else finished
    apart = order.whole and target.one_document_per == "module"
    together = order.whole and not apart
    beside = "beside" in target.launch(order, None if together else order.modules[0])
    script = first_script(target.adapter, together, beside)
    pages: dict[str, str] = {}
    told: dict[str, object] = {}
    media: dict[str, File] = {
        name: Inline(asset) if isinstance(asset, bytes) else on_disk(asset)
        for name, asset in order.theme.assets.items()
    }
    for modules in [(module,) for module in order.modules] if apart else [order.modules]:
        folder, up = (f"{modules[0].id}/", "../") if apart else ("", "")
        launch = target.launch(order, None if together else modules[0])
        made = _finished(order, modules, together, finished)
        told |= made.sections.feedback
        pages[f"{folder}index.html"] = document(made.sections, launch, target.alone, up)
        media |= {f"{folder}{name}": file for name, file in made.media.items()}
    later_script = second_script(made.sections.words.said_later(target.alone), told)
    style, later_style = order.theme.style, order.theme.later
    hashes = {
        name: _short(text.encode())
        for name, text in (("script", script), ("style", style), ("later", later_script + later_style))
    }
    pages = {name: with_hashes(page, **hashes) for name, page in pages.items()}
    build_hash = _build_hash("".join(pages.values()), media)
    files: dict[str, File] = {
        **{name: Inline(with_hashes(page, build=build_hash).encode()) for name, page in pages.items()},
        "runtime.js": Inline(script.encode()),
        "style.css": Inline(style.encode()),
        "later.js": Inline(later_script.encode()),
        "later.css": Inline(later_style.encode()),
        **media,
    }
    control = {name: Inline(data) for name, data in target.control(order, tuple(sorted(files))).items()}
    return Package(order.name, {**control, **files})


def _finished(
    order: Order, modules: tuple[Module, ...], together: bool, finished: dict[str, RenderedModule]
) -> RenderedModule:
    key = "" if together else modules[0].id
    if key not in finished:
        course, templates = order.course, order.theme.templates
        made = (
            course_sections(course, modules, templates)
            if together
            else sections(modules[0], course, _position(course, modules[0]), templates)
        )
        finished[key] = RenderedModule(made, {item.name: _file(item) for item in _media(order, modules)})
    return finished[key]


def _media(order: Order, modules: tuple[Module, ...]) -> list[Media]:
    placed = side_by_side(modules) if len(modules) > 1 else modules
    logo = [provider.logo] if (provider := order.course.provider) and provider.logo else []
    return [*(item for module in placed for item in module.media), *logo]


def _file(media: Media) -> File:
    return on_disk(media.path) if media.data is None else Inline(media.data)


def _position(course: Course, module: Module) -> tuple[int, int]:
    built = [one.id for one in course.modules if not one.draft or one is module]
    return built.index(module.id) + 1, len(built)


def _short(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


def _build_hash(page: str, media: Mapping[str, File]) -> str:
    """Eight characters that change whenever anything a learner gets does; the page names script and style."""
    digest = hashlib.sha256(page.encode())
    for name, file in sorted(media.items()):
        sha256 = file.sha256 if isinstance(file, OnDisk) else hashlib.sha256(file.open().read()).hexdigest()
        digest.update(f"\0{name}:{sha256}".encode())
    return digest.hexdigest()[:8]
