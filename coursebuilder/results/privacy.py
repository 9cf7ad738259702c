"""Which counts may be shown: none of a few people, and none from which a few people could be worked out."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K", bound=Hashable)

USUAL, FEWEST = 10, 5  # people in a group; --least may raise the first, and never goes below the second


@dataclass(slots=True)
class Shown:
    """Decides by `least`, and counts in `left_out` what it refuses."""

    least: int
    left_out: int = 0

    def enough(self, count: int) -> bool:
        """Whether a group of so many may be spoken of at all; 0 may not be either: there is nothing to
        say."""
        if count >= self.least:
            return True
        self.left_out += count > 0
        return False

    def safe(self, count: int, *totals: int) -> bool:
        """Whether a count may be shown beside totals that it is part of: neither it nor what it leaves is
        few."""
        few = self._few(count, *totals)
        self.left_out += few
        return not few

    def _few(self, count: int, *totals: int) -> bool:
        return 0 < count < self.least or any(0 < total - count < self.least for total in totals)

    def number(self, count: int, *totals: int) -> int | None:
        """The count, or None where it may not be shown."""
        return count if self.safe(count, *totals) else None

    def rounded(self, count: int, total: int) -> tuple[int, bool]:
        """A group's size, rounded down where it beside the larger group would give a few people away."""
        if 0 < total - count < self.least:
            return max(self.least, count - count % self.least), True
        return count, False

    def cells(self, counts: Mapping[K, int]) -> dict[K, int | None]:
        """Counts that add up to a total that is shown, with None for hidden ones.

        Hidden are those of 1 to least - 1; and if what is hidden is together fewer than `least`, or is a
        single
        cell, then the next smallest too, because the total less the cells shown would tell.
        """
        hidden = {key for key, count in counts.items() if 0 < count < self.least}
        order = sorted((count, str(key), key) for key, count in counts.items() if count >= self.least)
        for _, _, key in order:
            if not hidden or (len(hidden) > 1 and sum(counts[one] for one in hidden) >= self.least):
                break
            hidden.add(key)
        self.left_out += len(hidden)
        return {key: None if key in hidden else count for key, count in counts.items()}

    def parts(
        self, counts: Mapping[K, tuple[int, ...]], without: Collection[K], whole_shown: bool
    ) -> dict[K, int | None]:
        """A count of each part of a whole, such as the learners of each version who finished; None for
        hidden ones.

        counts: of each part the count, then the totals that it is part of, such as the version's learners
        without: parts that are hidden whatever they count
        whole_shown: whether the count of the whole is shown too. Then it less the parts shown tells what the
            hidden ones count together, so further parts are hidden, the smallest first, until these are
            several and their sums may be shown by the same rule as a single count.
        """
        hidden = {
            key for key, (count, *totals) in counts.items() if key in without or self._few(count, *totals)
        }
        for _, _, key in sorted((counts[key][0], str(key), key) for key in counts.keys() - hidden):
            sums = [sum(column) for column in zip(*(counts[one] for one in hidden), strict=True)]
            if not whole_shown or not hidden or (len(hidden) > 1 and not self._few(*sums)):
                break
            hidden.add(key)
        self.left_out += len(hidden - set(without))
        return {key: None if key in hidden else count for key, (count, *_) in counts.items()}

    def falling(self, begun: int, counts: Iterable[int]) -> list[int | None]:
        """Counts along a way, such as learners at each page: one is shown only if it differs from the one
        shown
        before by nobody or by at least `least`."""
        kept: list[int | None] = []
        before = begun
        for count in counts:
            near = 0 < abs(before - count) < self.least
            if near or 0 < count < self.least:
                self.left_out += 1
                kept.append(None)
            else:
                kept.append(count)
                before = count
        return kept
