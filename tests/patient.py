"""A platform for transcripts: its clock stands still but where a result is told."""

from __future__ import annotations

from coursebuilder.verify.learner import Learner
from coursebuilder.verify.platform import Platform


class Patient:
    """A platform whose learners look at a result until all of it is told, two answers at a time.

    lms: with a browser context of its own, whose clock and dice are held from now on
    """

    def __init__(self, lms: Platform) -> None:
        self.lms = lms
        lms.context.clock.install(time="2026-01-05T09:00:00")
        lms.context.clock.pause_at("2026-01-05T09:00:01")
        lms.context.add_init_script("Math.random = () => 0.5")

    def launch(self, *quirks: str, **options: str) -> Learner:
        learner = self.lms.launch(*quirks, **options)
        learner.on_step = self._wait
        return learner

    def _wait(self, learner: Learner, what: str) -> None:
        if what == "result":
            self.lms.context.clock.run_for(900)
