"""What several tests share: a script engine without a browser, one browser for all, and the small course."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from lrs_client import Client, Clock, asking
from machine import missing, pytest_collection_modifyitems, pytest_terminal_summary
from standards import SCORM12, STANDARDS, Standard

from coursebuilder.package import Package

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from coursebuilder.verify.platform import Platform

__all__ = ["pytest_collection_modifyitems", "pytest_terminal_summary"]  # found here by pytest
TESTS = Path(__file__).parent
JUDGES = TESTS / "judges" / "node_modules"

Node = Callable[[str], Any]
Result = TypeVar("Result")


def judge(name: str) -> Path:
    """The folder of an outside judge, by the name of its npm package."""
    folder = JUDGES / name
    if not folder.is_dir():
        missing("the outside judges", "type  npm ci --prefix tests/judges  (npm comes with Node 20 or newer)")
    return folder


# Runs each line it is sent as a script of its own; what it prints is the answer. A promise is waited for.
ENGINE = """
require("readline").createInterface({input: process.stdin}).on("line", async (line) => {
  let answer = null;
  try {
    await new Function("print", "require", JSON.parse(line))((value) => { answer = {value}; }, require);
  } catch (error) {
    answer = {error: String(error.stack).slice(0, 2000)};
  }
  console.log(JSON.stringify(answer));
});
"""


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    """Runs a script that ends in `print(value)` and gives that value; without a Node, playwright's own."""
    from playwright._impl._driver import compute_driver_executable

    program = shutil.which("node") or compute_driver_executable()[0]
    with subprocess.Popen(
        [program, "-e", ENGINE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as engine:
        assert engine.stdin and engine.stdout
        stdin, stdout = engine.stdin, engine.stdout

        def run(script: str) -> Any:
            stdin.write(json.dumps(script) + "\n")
            stdin.flush()
            answer = json.loads(stdout.readline())
            assert answer and "error" not in answer, answer
            return answer["value"]

        yield run
        stdin.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    from coursebuilder.verify.browser import NoBrowser, launch

    with ExitStack() as stack:
        try:
            running = stack.enter_context(launch())
        except NoBrowser as error:
            missing("a browser", " ".join(str(error).split()))
        yield running


@pytest.fixture
def verify_in_browser(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command takes the browser of all tests: two can't be driven from one thread."""
    from coursebuilder.verify import run

    monkeypatch.setattr(run, "launch", lambda *given: nullcontext(browser))


@pytest.fixture(params=STANDARDS, ids=lambda standard: standard.target)
def standard(request: pytest.FixtureRequest) -> Standard:
    """Each version of SCORM that has a double, for what must be true on all of them."""
    made: Standard = request.param
    return made


@pytest.fixture
def scripts(request: pytest.FixtureRequest, standard: Standard) -> list[Path]:
    """The scripts of a platform's page: our strict double's; `on_an_outside_lms` tests have two runs."""
    chosen = getattr(request, "param", "double")
    return strict_lms(standard) if chosen == "double" else outside_lms(standard)


# Once on our strict double, once on an LMS nobody here wrote.
on_an_outside_lms = pytest.mark.parametrize("scripts", ["double", "scorm-again"], indirect=True)


def in_a_thread(call: Callable[[], Result]) -> Result:
    """What `call` gives, run in a thread of its own: in one thread playwright begins but once."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(call).result()


def outside_lms(standard: Standard = SCORM12) -> list[Path]:
    """The scripts of an LMS that nobody here wrote."""
    return [judge("scorm-again") / "dist" / standard.judge, TESTS / "judges/scorm_again_lms.js"]


@pytest.fixture(scope="module")
def lrs_client() -> Iterator[Client]:
    """Asks an LRS that the tests of a module share."""
    with asking() as client:
        yield client


@pytest.fixture
def clock() -> Clock:
    """The clock of `client`'s LRS, which a test sets by hand."""
    return Clock()


@pytest.fixture
def client(clock: Clock) -> Iterator[Client]:
    """Asks an LRS of the test's own."""
    with asking(clock=clock) as client:
        yield client


def strict_lms(standard: Standard = SCORM12) -> list[Path]:
    """The scripts of our own strict LMS."""
    from coursebuilder.targets import TARGETS

    return [Path(path) for path in TARGETS[standard.target].double]


Open = Callable[..., AbstractContextManager["Platform"]]
Shared = Callable[[Standard, list[Path]], "Platform"]
Packages = Callable[[Standard], Package]


@pytest.fixture(scope="session")
def shared(browser: Browser, packages: Packages) -> Iterator[Shared]:
    """One account for each kind of platform, for all tests that need nothing special: opening is slow."""
    from coursebuilder.verify.platform import platform

    opened: dict[tuple[Path, ...], Platform] = {}
    with ExitStack() as stack:

        def of(standard: Standard, scripts: list[Path]) -> Platform:
            key = tuple(scripts)
            if key not in opened:
                made = platform(browser, packages(standard), scripts, lms_options=standard.lms_options)
                opened[key] = stack.enter_context(made)
            return opened[key]

        yield of


@pytest.fixture
def account(browser: Browser, packages: Packages, shared: Shared) -> Open:
    """account(scripts): a new learner's account with the small course; nothing may go wrong in it.

    With `own` or a browser context's options it has its own context: held clocks and looks stay with it.
    """
    from coursebuilder.verify.platform import platform

    @contextmanager
    def opened(
        scripts: list[Path], own: bool = False, standard: Standard = SCORM12, **options: Any
    ) -> Iterator[Platform]:
        with ExitStack() as stack:
            if own or options:
                package = packages(standard)
                made = stack.enter_context(
                    platform(browser, package, scripts, lms_options=standard.lms_options, **options)
                )
            else:
                made = shared(standard, scripts)
                made.forget()
            yield made
            assert (made.trouble, made.host.missing) == ([], [])

    return opened


@pytest.fixture(scope="session")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Package]:
    """packaged(target, course="small"): a package as it would be uploaded, from the zip that was written."""
    from coursebuilder.build.package import build_package
    from coursebuilder.build.pipeline import orders, read_courses
    from coursebuilder.package import read_zip, write_zip
    from coursebuilder.targets import TARGETS

    @cache
    def of(target: str, course: str = "small") -> Package:
        read = read_courses([TESTS / "packages" / course / "course"])
        assert [problem for problem in read.problems if problem.severity == "error"] == []
        package = build_package(orders(read.courses[0])[0], TARGETS[target])
        path = tmp_path_factory.mktemp(target) / f"{package.name}.zip"
        write_zip(package, path)
        return read_zip(path)

    return of


@pytest.fixture(scope="session")
def packages(packaged: Callable[..., Package]) -> Packages:
    """The small course for a version of SCORM."""
    return lambda standard: packaged(standard.target)


@pytest.fixture(scope="session")
def small_package(packaged: Callable[..., Package]) -> Package:
    """The small course for SCORM 1.2."""
    return packaged("scorm12")


@pytest.fixture(scope="session")
def kinds_package(packaged: Callable[..., Package]) -> Package:
    """The course with every kind of question."""
    return packaged("scorm12", "kinds")


@pytest.fixture
def kinds_account(browser: Browser, kinds_package: Package) -> Open:
    """A new learner's account with every kind of question; nothing may go wrong in it."""
    from coursebuilder.verify.platform import platform

    @contextmanager
    def opened(scripts: list[Path], **options: Any) -> Iterator[Platform]:
        with platform(browser, kinds_package, scripts, **options) as made:
            yield made
            assert (made.trouble, made.host.missing) == ([], [])

    return opened


@pytest.fixture
def talk(browser: Browser, packaged: Callable[..., Package]) -> Open:
    """A new learner's account with the course that has a conversation; nothing may go wrong in it."""
    from coursebuilder.verify.platform import platform

    @contextmanager
    def opened(standard: Standard = SCORM12, **options: Any) -> Iterator[Platform]:
        with platform(browser, packaged(standard.target, "talk"), strict_lms(standard), **options) as made:
            yield made
            assert (made.trouble, made.host.missing) == ([], [])
            for launch in range(made.launches()):
                assert standard.call_rules(made.calls(launch)) == []

    return opened


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what came out into the expected results")
    parser.addoption("--seed", default="", help="the one random journey to play")
    parser.addoption("--journeys", type=int, default=0, help="how many random journeys of each target")
