"""The transcript: the calls between a package and its platform as text, for administrators."""

from __future__ import annotations

from collections.abc import Sequence

from coursebuilder.targets.target import Call, Target


def transcript(launches: Sequence[Sequence[Call]], target: Target) -> str:
    """The text: a paragraph for each launch, a line for each value read, stored or refused.

    launches: the calls of each launch; target: turns calls into lines
    """
    parts = []
    for number, calls in enumerate(launches, 1):
        lines = _folded(target.transcript(calls))
        parts.append("".join(f"{line}\n" for line in (f"Launch {number}", *(f"  {line}" for line in lines))))
    return "\n".join(parts)


def _folded(lines: list[str]) -> list[str]:
    """Equal lines in a row become one, with their number: "… (3 times)"."""
    folded: list[tuple[str, int]] = []
    for line in lines:
        if folded and folded[-1][0] == line:
            folded[-1] = (line, folded[-1][1] + 1)
        else:
            folded.append((line, 1))
    return [line if times == 1 else f"{line} ({times} times)" for line, times in folded]
