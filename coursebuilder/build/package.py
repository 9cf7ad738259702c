"""One order and one target become a package: documents, script, style, media, then the control document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from coursebuilder.pages.whole_course import course_sections
from coursebuilder.model import KINDS, Course, Media, Module, kind_of, questions_of, scenarios_of
from coursebuilder.package import File, Inline, OnDisk, Package, on_disk
from coursebuilder.pages.module import DATA_BEGINS, Sections, document, later_texts, sections, with_hashes, with_texts
from coursebuilder.scripts import runtime
from coursebuilder.stylesheet import used_rules
from coursebuilder.targets.target import Order, Target
from coursebuilder.model.whole_course import side_by_side


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
    script, later_script = script_of(target, kinds_in(order.modules), together, beside)
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
    later = later_texts(made.sections.words, target.alone, told)
    # Scripts are the same for many modules, and markup for most targets: what is in them is known by now.
    parts = chain.from_iterable(page.partition(DATA_BEGINS) for page in pages.values())
    texts = [script, later_script, *later, *parts]
    later_script = with_texts(later_script, later)
    style, later_style = (used_rules(sheet, texts) for sheet in (order.theme.style, order.theme.later))
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


@lru_cache
def script_of(
    target: Target, kinds: tuple[str, ...], whole: bool = False, beside: bool = False
) -> tuple[str, str]:
    """Both scripts with a target's adapter, for these kinds of question, for one module or a course."""
    return runtime(target.adapter, kinds, whole, beside)


def kinds_in(modules: Iterable[Module]) -> tuple[str, ...]:
    """What the scripts need a part for, in one order: kinds of questions, and what else is not everywhere."""
    pages = tuple(chain.from_iterable(module.pages for module in modules))
    questions = tuple(chain.from_iterable(questions_of(page) for page in pages))
    kinds = [kind_of(one.task) for one in questions]
    found = {kind.name for kind in kinds}
    # An adapter's rows go by interaction type; most types have the name of a kind.
    types = {kind.activity(one.task).type for kind, one in zip(kinds, questions, strict=True)}
    found.update(types & KINDS.keys())
    if any(one.tries or one.confidence for one in questions):
        found.add("practice")
    if any(scenarios_of(page) for page in pages):
        found.add("scenario")
    return tuple(sorted(found))


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
