"""A package of one page that shows what a learning platform does: for platforms that nobody has looked into.

The page knows no standard: each target that can be probed tells what to ask, in its folder's probe.js.
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

# Types that platforms are known to serve wrongly, and some that they should serve rightly.
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
    """The targets a probe can be written for."""
    return tuple(name for name, target in TARGETS.items() if target.probe)


def chosen(names: Sequence[str]) -> tuple[tuple[Target, ...], str]:
    """The targets of those names (all that can be probed without), or what is wrong with the names."""
    for name in names:
        if name not in probed():
            return (), f'there is no probe for "{name}": {did_you_mean(name, probed())}'
    return tuple(TARGETS[name] for name in dict.fromkeys(names or probed())), ""


def probe_package(target: Target) -> Package:
    """The probe as a package of this target; it looks for the APIs of all targets that can be probed."""
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
    """Write the probe into a folder; gives its path. Raises OSError when it can't be written."""
    package = probe_package(target)
    path = out / f"{package.name}.zip"
    write_zip(package, path)
    return path


def _launches() -> list[dict[str, object]]:
    """What platforms of other standards put behind a page's address: told where no API answers."""
    return [
        {"title": name, "parameters": target.launch_parameters}
        for name, target in TARGETS.items()
        if target.launch_parameters
    ]


def _order() -> Order:
    """A course of one module that has nothing but a name and an assessment: all that a manifest asks for."""
    page = Page(_HERE, "probe", "aaa", "LMS probe", (), Assessment(_HERE, None, None), 0.5)
    module = Module(_HERE, "probe", "LMS probe", 5, "", (), (), False, (), Rules(), (page,), (), ())
    course = Course(
        _HERE, "coursebuilder", "LMS probe", "", "en-GB", "1", "", (), "", (), "default", (module,)
    )
    return Order(course, (module,), False, None, "", load_theme("default"))
