"""What follows from another mistake is not told beside it: one cause, one error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from coursebuilder.problems import Problem

# Of these nothing is left of what an author wrote: a page with nothing else seems to be empty.
_BLOCK_LOST = frozenset(
    {
        "absolute-media", "bad-attributes", "broken-media", "broken-picture", "embedded-media",
        "file-name", "loose-feedback", "media-elsewhere", "media-type", "missing-media",
        "moving-picture", "nameless-block", "outside-roots", "picture-too-large",
        "question-without-answers", "remote-media", "unknown-block", "unsafe-svg", "unused-definition",
        "unused-footnote", "wrong-form",
    }
)  # fmt: skip
_REPLY_LOST = frozenset({"choice-without-next", "choice-without-verdict", "loose-feedback"})
_CAUSES = {
    "empty-module": _BLOCK_LOST | {"unclosed-comment"},
    "empty-page": _BLOCK_LOST,
    "assessment-without-questions": _BLOCK_LOST,
    "scenario-without-best-path": _REPLY_LOST,
    "endless-path": _REPLY_LOST,
    "unreachable-step": _REPLY_LOST,
    "step-without-replies": _REPLY_LOST,
}


_UNREAD = frozenset({"yaml-syntax", "yaml-key", "wrong-value"})
# What seems to be unknown may stand in a file that could not be read.
_STANDS_IN = {"unknown-source": "sources.yaml", "unknown-code": "frameworks.yaml"}


def without_consequences(found: Iterable[Problem], read: Sequence[Problem]) -> list[Problem]:
    """The problems found without those that a mistake in the same file, or in the file named, explains.

    read: what was wrong with the files as they were read
    """
    told = {(problem.place.path, problem.code) for problem in read if problem.severity == "error"}
    unread = {PurePath(path).name for path, code in told if code in _UNREAD}
    return [
        problem
        for problem in found
        if _STANDS_IN.get(problem.code) not in unread
        and not any((problem.place.path, cause) in told for cause in _CAUSES.get(problem.code, ()))
    ]
