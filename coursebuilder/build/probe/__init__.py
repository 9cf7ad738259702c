"""The LMS probe: a package of one page that shows how a learning platform behaves.

The page is the same for all standards; what it asks of the platform is in the probe.js of each target.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from coursebuilder.model import Assessment, Course, Module, Page, Rules
from coursebuilder.package import File, Inline, Package, write_zip
from coursebuilder.player import probe_script
from coursebuilder.problems import Place, did_you_mean
from coursebuilder.targets import TARGETS
from coursebuilder.targets.target import Order, Target
from coursebuilder.templating import environment
from coursebuilder.theme import load_theme

# File types that some platforms serve with a wrong media type or not at all, and some for comparison.
SAMPLES = (
    "css",
    "js",
    "json",
    "m4v",
    "mjs",
    "mp4",
    "pdf",
    "svg",
    "unheard-of",
    "vtt",
    "webm",
    "webp",
    "woff2",
)
_HERE = Place("probe")
_FOLDER = Path(__file__).parent


def probed() -> tuple[str, ...]:
    """The names of the targets that a probe can be written for."""
    return tuple(name for name, target in TARGETS.items() if target.probe)


def chosen(names: Sequence[str]) -> tuple[tuple[Target, ...], str]:
    """The targets of these names, all that can be probed for none; and a sentence if a name is unknown."""
    for name in names:
        if name not in probed():
            return (), f'there is no probe for "{name}": {did_you_mean(name, probed())}'
    return tuple(TARGETS[name] for name in dict.fromkeys(names or probed())), ""


def probe_package(target: Target) -> Package:
    """The probe as a package of this target; its page looks for the APIs of every target with a probe."""
    name = f"probe-{target.name}"
    samples = [f"types/sample.{suffix}" for suffix in SAMPLES]
    known = {"name": name, "types": samples, "launches": _launches(), "first": target.probe}
    page = environment().from_string((_FOLDER / "page.html.j2").read_text("utf-8"))
    files: dict[str, File] = {name: Inline(b"-\n") for name in samples}
    files["index.html"] = Inline(page.render(known=json.dumps(known)).encode())
    files["probe.js"] = Inline(probe_script().encode())
    control = target.control(_order(), tuple(sorted(files)))
    return Package(name, {**{path: Inline(data) for path, data in control.items()}, **files})


def write_probe(target: Target, out: Path) -> Path:
    """Write the probe to OUT/probe-TARGET.zip; gives its path. Raises OSError when it can't be written."""
    package = probe_package(target)
    path = out / f"{package.name}.zip"
    write_zip(package, path)
    return path


def _launches() -> list[dict[str, object]]:
    """The launch parameters of each target that has some; the page shows them where it finds no API."""
    return [
        {"title": name, "parameters": target.launch_parameters}
        for name, target in TARGETS.items()
        if target.launch_parameters
    ]


def _order() -> Order:
    """A course of one module with a name and an assessment, which is all that a manifest needs."""
    page = Page(_HERE, "probe", "aaa", "LMS probe", (), Assessment(_HERE, None, None), 0.5)
    module = Module(_HERE, "probe", "LMS probe", 5, "", (), (), False, (), Rules(), (page,), (), ())
    course = Course(
        _HERE, "coursebuilder", "LMS probe", "", "en-GB", "1", "", (), "", (), "default", (module,)
    )
    return Order(course, (module,), False, None, "", load_theme("default"))
