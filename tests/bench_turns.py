"""How long a page turn takes in a large module on a slow machine, by hand: python tests/bench_turns.py

A module of 60 pages and 100 questions on the strict SCORM 1.2 platform, in Chromium at a quarter of the
processor's speed. A turn is timed from the click on the way on until the new page is laid out and painted;
what a busy machine adds, it adds to every figure.
"""

from __future__ import annotations

import random
import statistics
import tempfile
from pathlib import Path

from bench import prose, question

from coursebuilder.build.pipeline import build_all, read_courses
from coursebuilder.package import read_zip
from coursebuilder.targets import TARGETS
from coursebuilder.verify.browser import launch
from coursebuilder.verify.platform import platform

PAGES, QUESTIONS, SLOWER = 60, 100, 4
TURN = """() => new Promise((done) => {
  const begin = performance.now();
  document.querySelector(".page.current .next").click();
  const scripted = performance.now();
  document.body.offsetHeight;
  const laid = performance.now();
  requestAnimationFrame(() => {
    const painted = new MessageChannel();
    painted.port1.onmessage = () => done([scripted - begin, laid - begin, performance.now() - begin]);
    painted.port2.postMessage(0);
  });
})"""


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch, launch() as browser:
        package = read_zip(_built(Path(scratch)))
        scripts = [Path(path) for path in TARGETS["scorm12"].double]
        with platform(browser, package, scripts) as account:
            learner = account.launch().ready()
            session = account.context.new_cdp_session(learner.window)
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            turns = [learner.frame.evaluate(TURN) for _ in range(PAGES - 1)]
    for name, times in zip(("script", "and layout", "and paint"), zip(*turns, strict=True), strict=True):
        told = f"median {statistics.median(times):5.1f} ms  worst {max(times):5.1f} ms"
        print(f"page turn, {name:11} {told}  at CPU x {SLOWER}")


def _built(scratch: Path) -> Path:
    (scratch / "modules").mkdir()
    head = "id: turns\ntitle: Turns\naudience: Everybody\nmodules: [modules/large.md]\n"
    (scratch / "course.yaml").write_text(head)
    (scratch / "modules" / "large.md").write_text(large_module(random.Random(1)))
    read = read_courses([scratch])
    built = build_all(read.courses, [TARGETS["scorm12"]], scratch / "dist")
    if not built.paths:
        raise SystemExit("\n".join(map(str, (*read.problems, *built.problems))))
    return built.paths[0]


def large_module(chance: random.Random) -> str:
    """Two questions on most pages; the last page, the check, has what is left."""
    settings = "---\ntitle: Large\nminutes: 90\nobjectives: [{id: talk, text: Talk}]\n---\n"
    parts = [settings + prose(chance, 100)]
    asked = 0
    for page in range(1, PAGES - 1):
        parts.append(f"## Page {page} {{#page-{page}}}\n\n{prose(chance, 120)}")
        for _ in range(2 if page % 2 else 1):
            parts.append(question(f"practice-{asked}", chance))
            asked += 1
    parts.append("## Check {#check .assessment}\n")
    parts += [question(f"check-{number}", chance) for number in range(QUESTIONS - asked)]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
