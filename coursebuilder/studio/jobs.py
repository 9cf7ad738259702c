"""Builds that run while the page is used: how far they are, what came of them, and how to stop them."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event, Thread

from coursebuilder.build.draft import as_drafts
from coursebuilder.build.out_folder import open_store
from coursebuilder.build.pipeline import build_all, read_courses
from coursebuilder.problems import Problem
from coursebuilder.results.codebook import codebooks
from coursebuilder.studio.workplace import Workplace
from coursebuilder.targets import TARGETS


class _Stopped(Exception):
    """The author pressed Stop."""


@dataclass(slots=True)
class Job:
    """A build: `done` of `count` packages are made. When it is over, `ended` says how."""

    done: int = 0
    count: int = 0
    ended: str = ""
    built: bool = False
    problems: tuple[Problem, ...] = ()
    stop: Event = field(default_factory=Event)

    def told(self, done: int, count: int) -> None:
        """The build's progress. Raises _Stopped."""
        self.done, self.count = done, count
        if self.stop.is_set():
            raise _Stopped


@dataclass(slots=True)
class Jobs:
    """The build that runs or ran last; there is one at a time, as they write to one folder."""

    last: Job | None = None
    _thread: Thread | None = None

    def begin(self, place: Workplace, course: str, draft: bool) -> bool:
        """Begin a build of a course for every target; False while another one runs. Raises Unknown."""
        place.course(course)
        if self.last is not None and not self.last.ended:
            return False
        self.last = Job()
        self._thread = Thread(target=_run, args=(self.last, place, course, draft), daemon=True)
        self._thread.start()
        return True

    def wait(self) -> None:
        """Until nothing runs any more."""
        if self._thread is not None:
            self._thread.join()


def _run(job: Job, place: Workplace, course: str, draft: bool) -> None:
    try:
        job.problems, ended = _build(job, place, course, draft)
        job.built = not ended
        job.ended = ended or "built"
    except _Stopped:
        job.ended = "stopped: nothing was written"
    except OSError as error:
        job.ended = f"can't write {error.filename or place.out}: {error.strerror}"
    finally:
        job.ended = job.ended or "the build failed: the window the studio was started in says why"


def _build(job: Job, place: Workplace, course: str, draft: bool) -> tuple[tuple[Problem, ...], str]:
    """The problems of a build, and why there are no packages; "" where there are."""
    store = open_store(place.out)
    read = read_courses([place.course(course)], targets=tuple(TARGETS.values()), store=store)
    read = as_drafts(read) if draft else read
    problems = read.problems
    if not any(one.severity == "error" for one in problems):
        build = build_all(read.courses, tuple(TARGETS.values()), place.out, store=store, progress=job.told,
                          beside=codebooks(read.courses))  # fmt: skip
        problems = (*problems, *build.problems)
    errors = sum(one.severity == "error" for one in problems)
    if errors and store:
        store.undo()
    return problems, "mistakes stand in the way: nothing was written" if errors else ""


def as_json(job: Job | None, place: Workplace) -> dict[str, object]:
    """A job for the page."""
    if job is None:
        return {"ended": "no build yet", "done": 0, "count": 0, "built": False, "problems": []}
    shown = [place.shown(one) for one in job.problems]
    return {"ended": job.ended, "done": job.done, "count": job.count, "built": job.built, "problems": shown}
