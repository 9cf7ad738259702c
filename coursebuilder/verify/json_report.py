"""Results as one JSON document for programs: the half for learners first, then platforms and Problems."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from coursebuilder.problems import Problem, report
from coursebuilder.verify.for_learners import for_learners, reason_of, state_of
from coursebuilder.verify.opened_packages import OpenedPackage
from coursebuilder.verify.play import PlayedCase
from coursebuilder.verify.verdicts import Verdict, browsers_not_used, browsers_used, verdicts


def as_json(
    packages: Sequence[OpenedPackage], cases: Sequence[PlayedCase], problems: Sequence[Problem]
) -> str:
    """The document, with a line break at its end; Problems look as in `check --format json`."""
    document = {
        "for_learners": [asdict(answer) | {"sentence": answer.sentence} for answer in for_learners(packages)],
        "platforms": [_platform(verdict) for verdict in verdicts(packages, cases)],
        "played_in": browsers_used(cases),
        "not_played_in": browsers_not_used(cases),
        "packages": [_package(opened, cases) for opened in packages],
        "problems": json.loads(report(problems, "json")),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _platform(verdict: Verdict) -> dict[str, object]:
    return {
        "platform": verdict.behaviour.name,
        "sentence": verdict.sentence,
        "safe": verdict.safe,
        "unsafe": verdict.unsafe,
        "not_judged": verdict.unjudged,
    }


def _package(opened: OpenedPackage, cases: Sequence[PlayedCase]) -> dict[str, object]:
    here = [case for case in cases if case.opened is opened]
    return {
        "path": str(opened.path),
        "target": opened.target.name if opened.target else None,
        "made_by_coursebuilder": opened.ours,
        "for_learners": state_of(opened),
        "why": reason_of(opened),
        "played": [[case.persona.name, case.behaviour.name] for case in here if case.played],
    }
