"""The order in which a learner sees answers that are not shown as they were written."""

from __future__ import annotations

from coursebuilder.model.letters import letters, short_hash


def shuffled(key: str, count: int) -> str:
    """The first `count` letters in the order in which they are shown: any but their own.

    It depends on the question's key alone, so that it is the same whenever a learner comes back.
    """
    if count < 2:
        return letters(count)
    mixed = sorted(letters(count), key=lambda one: short_hash(f"{key}:{one}", 9))
    if mixed == sorted(mixed):
        mixed = [*mixed[1:], mixed[0]]
    return "".join(mixed)
