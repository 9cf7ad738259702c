"""What follows from another mistake is not told beside it: one cause, one error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coursebuilder.problems import Problem

# Of these nothing is left of what an author wrote: a page with nothing else seems to be empty.
_BLOCK_LOST = frozenset(
    {
        "absolute-media", "broken-media", "broken-picture", "embedded-media", "file-name", "loose-feedback",
        "media-elsewhere", "media-type", "missing-media", "moving-picture", "nameless-block", "outside-roots",
        "picture-too-large", "question-without-answers", "remote-media", "unknown-block", "unsafe-svg",
        "unused-definition", "unused-footnote", "wrong-form",
    }
)  # fmt: skip
_REPLY_LOST = frozenset({"choice-without-next", "choice-without-verdict", "loose-feedback"})
_CAUSES = {
    "empty-module": _BLOCK_LOST | {"doubtful-comment", "unclosed-comment"},
    "empty-page": _BLOCK_LOST,
    "assessment-without-questions": _BLOCK_LOST,
    "scenario-without-best-path": _REPLY_LOST,
    "endless-path": _REPLY_LOST,
    "unreachable-step": _REPLY_LOST,
    "step-without-replies": _REPLY_LOST,
}


def without_consequences(found: Iterable[Problem], read: Sequence[Problem]) -> list[Problem]:
    """The problems of a course's rules without those that a mistake in the same file explains.

    read: what was wrong with the files as they were read
    """
    told = {(problem.place.path, problem.code) for problem in read}
    return [
        problem
        for problem in found
        if not any((problem.place.path, cause) in told for cause in _CAUSES.get(problem.code, ()))
    ]
