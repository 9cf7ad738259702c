"""Speed and size, measured by hand: python tests/bench.py [--modules 6 60 600]

Builds a generated course (modules of 1,000 words, 2 pictures, 5 questions) in processes of their own. Prints
CPU seconds, peak memory and, as the honest figure on a noisy machine, the ratio to the floor: the CPU time it
takes to import the run-time libraries alone, taken in the same run. Then what a learner's first screen costs,
and how long a page of a large module takes to turn (bench_turns.py).
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

REPEATS = 5
BUILD = (sys.executable, "-m", "coursebuilder", "build")
SEVERAL = ("scorm12", "scorm2004-3rd", "scorm2004-4th", "web")
FLOOR = "import click, jinja2, lxml.etree, markdown_it, mdit_py_plugins.container, tincan, yaml"
WORDS = [
    "the",
    "young",
    "person",
    "and",
    "a",
    "link",
    "worker",
    "talk",
    "about",
    "what",
    "matters",
    "most",
    "to",
    "them",
    "this",
    "week",
    "at",
    "home",
    "or",
    "school",
]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--modules", type=int, nargs="+", default=[6, 60, 600])
    chosen = arguments.parse_args()
    floor, memory = median([sys.executable, "-c", FLOOR])
    print(f"floor (imports alone)      {floor:6.3f} CPU s  {memory:5.0f} MiB")
    row("coursebuilder --help", [sys.executable, "-m", "coursebuilder", "--help"], floor)
    with tempfile.TemporaryDirectory() as scratch:
        for modules in chosen.modules:
            course = Path(scratch) / f"course-{modules}"
            write_course(course, modules)
            command = [*BUILD, str(course), "--target", "scorm12", "--out", f"{scratch}/dist"]
            row(f"{modules} modules, scorm12", command, floor, 3 if modules > 100 else REPEATS)
        real = [str(path.parent) for path in sorted(Path("courses").glob("*/course.yaml"))]
        build = [*BUILD, *real, "--out", f"{scratch}/real"]
        one = row("real courses, scorm12", [*build, "--target", "scorm12"], floor)
        several = row("real courses, SCORM, web", [*build, *(f"--target={name}" for name in SEVERAL)], floor)
        every = row("real courses, all targets", build, floor)
        tincan, _ = median([sys.executable, "-c", "import tincan"])
        bare, _ = median([sys.executable, "-c", "pass"])
        print(f"SCORM and web cost {several / one:.2f} x scorm12 alone: sections are rendered once")
        print(
            f"all targets cost {(every - tincan + bare) / one:.2f} x scorm12 alone and the import of tincan"
        )
        for package in sorted(Path(scratch, "real").rglob("*.zip")):
            sizes(package)
    subprocess.run([sys.executable, Path(__file__).with_name("bench_turns.py")], check=True)


def row(name: str, command: list[str], floor: float, repeats: int = REPEATS) -> float:
    seconds, memory = median(command, repeats)
    print(f"{name:26} {seconds:6.3f} CPU s  {memory:5.0f} MiB  {seconds / floor:5.2f} x floor", flush=True)
    return seconds


def median(command: list[str], repeats: int = REPEATS) -> tuple[float, float]:
    """Median CPU seconds (user + system) and the peak MiB of a command run in its own process."""
    runs = sorted(once(command) for _ in range(repeats))
    return runs[len(runs) // 2][0], max(memory for _, memory in runs)


def once(command: list[str]) -> tuple[float, float]:
    # As on a user's machine: Python keeps what it has compiled.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            assert process.stderr
            raise SystemExit(process.stderr.read().decode())
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def sizes(package: Path) -> None:
    """What the first screen fetches: the document, style and script; media load later and are not counted."""
    with zipfile.ZipFile(package) as archive:
        first = {name: archive.read(name) for name in ("index.html", "style.css", "runtime.js")}
    zipped = sum(len(gzip.compress(data, 9)) for data in first.values())
    raw = ", ".join(f"{name} {len(data):,}" for name, data in first.items())
    name = f"{package.parent.name}/{package.name}"
    print(f"{name:48} first screen {zipped:6,} bytes gzip in {len(first)} requests ({raw} raw)")


def begin_course(folder: Path, modules: int) -> list[Path]:
    """Make a course's folder with its settings; the files of its modules, which are still to be written."""
    (folder / "modules").mkdir(parents=True)
    (folder / "media").mkdir()
    names = [f"modules/{n:03}-module-{n}.md" for n in range(1, modules + 1)]
    listed = "\n".join(f"  - {name}" for name in names)
    (folder / "course.yaml").write_text(
        f"id: bench-{modules}\ntitle: Bench\naudience: Everybody\nmodules:\n{listed}\n"
    )
    return [folder / name for name in names]


def write_course(folder: Path, modules: int) -> None:
    chance = random.Random(modules)
    for n, path in enumerate(begin_course(folder, modules), 1):
        path.write_text(module_text(n, chance))
        for letter in "ab":
            (folder / "media" / f"{n}-{letter}.png").write_bytes(png(chance))


def module_text(n: int, chance: random.Random) -> str:
    settings = f"---\ntitle: Module {n}\nminutes: 15\nobjectives: [{{id: talk, text: Talk}}]\n---\n"
    pages = [settings + prose(chance, 100)]
    for page in range(1, 6):
        picture = f"\n![A picture](media/{n}-{'ab'[page % 2]}.png)\n" if page < 3 else ""
        pages.append(f"## Page {page} {{#page-{page}}}\n\n{prose(chance, 160)}\n{picture}")
        if page < 3:
            pages.append(question(f"practice-{page}", chance))
    pages.append("## Check {#check .assessment}\n")
    pages += [question(f"check-{number}", chance) for number in range(3)]
    return "\n\n".join(pages) + "\n"


def prose(chance: random.Random, count: int) -> str:
    words = [chance.choice(WORDS) for _ in range(count)]
    return "\n\n".join(" ".join(words[at : at + 40]) + "." for at in range(0, count, 40))


def question(name: str, chance: random.Random) -> str:
    answers = "\n".join(
        f"- [{'x' if n == 1 else ' '}] {prose(chance, 6)} {n}\n  > {prose(chance, 8)}" for n in range(4)
    )
    return f"::: question {name} {{objective=talk}}\n{prose(chance, 10)}\n\n{answers}\n:::"


def png(chance: random.Random) -> bytes:
    """A noisy 200 x 100 picture, so that it can't be compressed away."""
    rows = b"".join(b"\0" + chance.randbytes(600) for _ in range(100))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (
            (b"IHDR", struct.pack(">IIBBBBB", 200, 100, 8, 2, 0, 0, 0)),
            (b"IDAT", zlib.compress(rows)),
            (b"IEND", b""),
        )
    )


if __name__ == "__main__":
    main()
