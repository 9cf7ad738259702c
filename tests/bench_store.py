"""What the store saves, measured by hand: python tests/bench_store.py [--modules 600] [--runs 3] [--profile]

Builds a generated course (modules of 2,000 words, 12 questions, 2 drawings; a third of them with a photo)
cold, again with nothing changed, and again with one module changed, in processes of their own, in turn.
Prints the CPU seconds (user + system) of each and, as the honest figure on a noisy machine, its share of the
cold build of the same turn.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import begin_course, once, question
from PIL import Image

BUILD = (sys.executable, "-m", "coursebuilder", "build")
SYLLABLES = ("ba", "co", "den", "fi", "gul", "ha", "in", "jor", "ket", "lum", "mo", "ner", "pa", "rit", "so")
KINDS = ("cold", "unchanged", "one changed")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--modules", type=int, default=600)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--profile", action="store_true", help="print where an unchanged build spends it")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for photos in (False, True):
            course = Path(scratch) / ("photos" if photos else "plain")
            write_course(course, chosen.modules, photos)
            measure(course, chosen.runs, "with photos" if photos else "without photos")
        if chosen.profile:
            profile(Path(scratch) / "photos")


def measure(course: Path, runs: int, name: str) -> None:
    """Print the CPU seconds of the three kinds of build, the median of some turns, and each one's share."""
    seconds: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for run in range(runs):
        out = course.with_name(f"{course.name}-out")
        shutil.rmtree(out, ignore_errors=True)
        for kind in KINDS:
            if kind == "one changed":
                changed = course / "modules" / "001-module-1.md"
                changed.write_text(changed.read_text() + f"\nChange {run}.\n")
            seconds[kind].append(once([*BUILD, str(course), "--out", str(out), "--target", "scorm12"])[0])
    for kind, times in seconds.items():
        shares = [one / cold for one, cold in zip(times, seconds["cold"], strict=True)]
        print(
            f"{name:15} {kind:12} {statistics.median(times):7.2f} CPU s  "
            f"{statistics.median(shares):6.3f} x cold  ({', '.join(f'{one:.3f}' for one in shares)})",
            flush=True,
        )


def profile(course: Path) -> None:
    """Print which functions an unchanged build of the course spends its time in."""
    out = course.with_name(f"{course.name}-out")
    command = ["build", str(course), "--out", str(out), "--target", "scorm12"]
    once([*BUILD[:3], *command])
    subprocess.run(
        [sys.executable, "-m", "cProfile", "-s", "tottime", "-m", "coursebuilder", *command], check=True
    )


def write_course(folder: Path, modules: int, photos: bool) -> None:
    """A course of made-up words; every third module shows a photo, if `photos`."""
    chance = random.Random(modules)
    for n, path in enumerate(begin_course(folder, modules), 1):
        shows_photo = photos and n % 3 == 1
        path.write_text(module_text(n, chance, shows_photo))
        for letter in "ab":
            (folder / "media" / f"{n}-{letter}.svg").write_text(drawing(chance))
        if shows_photo:
            photo(folder / "media" / f"{n}-view.jpg", n)


def module_text(n: int, chance: random.Random, shows_photo: bool) -> str:
    settings = f"---\ntitle: Module {n}\nminutes: 20\nobjectives: [{{id: talk, text: Talk}}]\n---\n"
    parts = [settings + prose(chance, 100)]
    for page in range(1, 7):
        parts += [f"## Page {page} {{#page-{page}}}", prose(chance, 200)]
        if page < 3:
            parts.append(f"![A drawing](media/{n}-{'ab'[page % 2]}.svg)")
        if page == 3 and shows_photo:
            parts.append(f'![A view](media/{n}-view.jpg){{rights="Photo: Sam Green"}}')
        parts.append(question(f"practice-{page}", chance))
    parts.append("## Check {#check .assessment}")
    parts += [question(f"check-{number}", chance) for number in range(6)]
    return "\n\n".join(parts) + "\n"


def prose(chance: random.Random, count: int) -> str:
    return "\n\n".join(
        " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(40)).capitalize()
        + "."
        for _ in range(count // 40)
    )


def drawing(chance: random.Random) -> str:
    circles = "".join(
        f'<circle cx="{chance.randint(0, 400)}" cy="{chance.randint(0, 200)}" r="9" fill="#246"/>'
        for _ in range(40)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200">{circles}</svg>'


def photo(path: Path, seed: int) -> None:
    """A photo as a phone takes it, of 12 million dots; other content for every seed."""
    small = Image.frombytes("RGB", (100, 75), random.Random(seed).randbytes(22_500))
    small.resize((4000, 3000), Image.Resampling.BICUBIC).save(path, quality=85)


if __name__ == "__main__":
    main()
