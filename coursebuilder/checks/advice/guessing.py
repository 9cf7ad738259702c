"""Advice on right answers that somebody guesses who has learned nothing: by wording, length or place."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from coursebuilder.checks.advice.reading import Asked, CourseText, ModuleText
from coursebuilder.checks.advice.record import Advice, Finding
from coursebuilder.model import Choice, Reply, Scenario

FEWEST = 20  # tested questions below which a guesser's luck can't be told from a pattern
_ENOUGH = 12  # questions from which a share says something about place and length
_WORD = re.compile(r"\w+")
_SMOOTHING = 0.5
_ABSOLUTE = frozenset(
    [
        "all",
        "always",
        "completely",
        "entirely",
        "every",
        "everyone",
        "everything",
        "must",
        "never",
        "nobody",
        "none",
        "nothing",
        "only",
    ]
)


@dataclass(frozen=True, slots=True)
class Guess:
    """A tested question that was answered by wording alone.

    weights: of each answer, its words, each with how strongly it spoke for (or, below 0, against) that answer
    picked: the number of the answer that was chosen, from 0
    """

    asked: Asked
    right: bool
    chance: float
    weights: tuple[Mapping[str, float], ...]
    picked: int

    @property
    def speaking_for(self) -> tuple[str, ...]:
        """At most two words that spoke most for the answer chosen."""
        spoke = sorted(self.weights[self.picked].items(), key=lambda one: (-one[1], one[0]))
        return tuple(word for word, by in spoke if by > 0.4 and len(word) > 1)[:2]

    @property
    def speaking_against(self) -> tuple[str, ...]:
        """At most two words that spoke most against the other answers."""
        others = (one for n, one in enumerate(self.weights) if n != self.picked)
        spoke = sorted(chain.from_iterable(one.items() for one in others), key=lambda one: (one[1], one[0]))
        return tuple(dict.fromkeys(word for word, by in spoke if by < -0.4 and len(word) > 1))[:2]


@dataclass(frozen=True, slots=True)
class _Counts:
    """Of right and of wrong answers: how many there are, and in how many each word stands."""

    right: Counter[str]
    wrong: Counter[str]
    rights: int
    wrongs: int

    def without(self, other: _Counts, word: str) -> float:
        """The logarithm of how much more often a word stands in right answers, `other` left out."""
        right = self.right.get(word, 0) - other.right.get(word, 0) + _SMOOTHING
        wrong = self.wrong.get(word, 0) - other.wrong.get(word, 0) + _SMOOTHING
        rights = self.rights - other.rights + 2 * _SMOOTHING
        wrongs = self.wrongs - other.wrongs + 2 * _SMOOTHING
        return math.log(right * wrongs / (wrong * rights))


def guesses(modules: Sequence[ModuleText]) -> tuple[tuple[Guess, ...], ...]:
    """For each module, what a naive Bayes classifier of words picks in its questions of one right answer.

    For each module it has learned from the questions of all other modules, practice included: whether a word
    stands in an answer, smoothed by a half; words that don't stand in it say nothing.
    """
    counted = [_counts(module.questions) for module in modules]
    total = _Counts(
        Counter(chain.from_iterable(one.right.elements() for one in counted)),
        Counter(chain.from_iterable(one.wrong.elements() for one in counted)),
        sum(one.rights for one in counted),
        sum(one.wrongs for one in counted),
    )
    return tuple(
        tuple(_guess(asked, task, total, own) for asked in module.tested if (task := asked.single()))
        for module, own in zip(modules, counted, strict=True)
    )


def _counts(questions: Sequence[Asked]) -> _Counts:
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    rights = wrongs = 0
    for task in (task for asked in questions if (task := asked.single())):
        for answer in task.answers:
            (right if answer.right else wrong).update(_words(answer.text))
            rights += answer.right
            wrongs += not answer.right
    return _Counts(right, wrong, rights, wrongs)


def _guess(asked: Asked, task: Choice, total: _Counts, own: _Counts) -> Guess:
    weights = tuple({word: total.without(own, word) for word in _words(one.text)} for one in task.answers)
    scores = [sum(one.values()) for one in weights]
    picked = scores.index(max(scores))
    return Guess(asked, task.answers[picked].right, 1 / len(task.answers), weights, picked)


def _words(text: str) -> list[str]:
    """Each word once, in the order of the text, so that sums come out alike on every run."""
    return list(dict.fromkeys(_WORD.findall(text.casefold())))


def _by_wording(text: CourseText, limit: float) -> Iterator[Finding]:
    by_module = guesses(text.modules)
    made = tuple(chain.from_iterable(by_module))
    hits = sum(one.right for one in made)
    expected = sum(one.chance for one in made)
    spread = math.sqrt(sum(one.chance * (1 - one.chance) for one in made))
    if len(made) < FEWEST or hits / len(made) <= limit or hits - expected < 2 * spread:
        return
    for own in by_module:
        right = [one for one in own if one.right]
        if len(right) < 2 or len(right) <= sum(one.chance for one in own):
            continue
        named = "; ".join(f"{one.asked.question.id}{_because(one)}" for one in right)
        yield Finding(
            right[0].asked.page.place,
            f"{len(right)} of {len(own)} right answers are guessed from wording alone, as {hits} of "
            f"{len(made)} in "
            f"all (chance {expected:.0f}): {named}",
            "let wrong answers use the words of right ones: write them as what a careful colleague may say",
        )


def _because(guess: Guess) -> str:
    told = [f"+{word}" for word in guess.speaking_for] + [f"−{word}" for word in guess.speaking_against]
    return f" ({' '.join(told)})" if told else ""


def _single(text: CourseText) -> list[tuple[Asked, Choice]]:
    asked = (one for module in text.modules for one in module.questions)
    return [(one, task) for one in asked if (task := one.single())]


def _by_length(text: CourseText, limit: float) -> Iterator[Finding]:
    """A right answer that is longer than all others by half or more; `limit` is that ratio."""
    for asked, task in _single(text):
        right = next(len(one.text) for one in task.answers if one.right)
        longest = max(len(one.text) for one in task.answers if not one.right)
        if len(task.answers) > 2 and right >= limit * longest and right - longest >= 20:
            what = f'the right answer of "{asked.question.id}" stands out by its length: {right} characters'
            hint = f"shorten it, or give wrong answers as much to say: the longest of them has {longest}"
            yield Finding(asked.question.place, what, hint)


def _often_longest(text: CourseText, limit: float) -> Iterator[Finding]:
    tasks = [task for _, task in _single(text) if len(task.answers) > 2]
    longest = sum(
        all(len(one.text) < len(right.text) for one in task.answers if one is not right)
        for task in tasks
        for right in task.answers
        if right.right
    )
    if len(tasks) >= _ENOUGH and longest / len(tasks) > limit:
        what = f"the longest answer is the right one in {longest} of {len(tasks)} questions"
        yield Finding(text.course.place, what, "make some wrong answers the longest")


def _by_place(text: CourseText, limit: float) -> Iterator[Finding]:
    """The right answer stands in one place far more often than in others; so for the best reply."""
    by_size: dict[int, list[int]] = {}
    for _, task in _single(text):
        places = by_size.setdefault(len(task.answers), [])
        places.append(next(n for n, one in enumerate(task.answers) if one.right))
    replies: dict[int, list[int]] = {}
    for module in text.modules:
        for scenario in module.scenarios:
            for place, among in _best_replies(scenario):
                replies.setdefault(len(among), []).append(place)
    for found, what in ((by_size, "right answer"), (replies, "best reply")):
        for size, places in sorted(found.items()):
            place, times = Counter(places).most_common(1)[0]
            if size > 2 and len(places) >= _ENOUGH and times / len(places) > limit:
                told = (
                    f"of {len(places)} times the {what} among {size} stands {times} times in place "
                    f"{place + 1}"
                )
                yield Finding(text.course.place, told, "move some: learners see the order you write")


def _best_replies(scenario: Scenario) -> Iterator[tuple[int, tuple[Reply, ...]]]:
    """Of each step with one best reply: that reply's place, from 0, and all replies."""
    for step in scenario.steps:
        best = [n for n, reply in enumerate(step.replies) if reply.verdict == "best"]
        if len(best) == 1 and len(step.replies) > 1:
            yield best[0], step.replies


def _absolutes(text: CourseText, limit: float) -> Iterator[Finding]:
    """Absolute words stand in wrong answers alone, in `limit` questions of a module or more."""
    for module in text.modules:
        wrong: list[tuple[Asked, str]] = []
        in_right = 0
        for asked in module.tested:
            task = asked.single()
            for answer in task.answers if task else ():
                found = [word for word in _words(answer.text) if word in _ABSOLUTE]
                in_right += bool(found and answer.right)
                if found and not answer.right and all(one is not asked for one, _ in wrong):
                    wrong.append((asked, found[0]))
        if len(wrong) >= limit and not in_right:
            named = ", ".join(f"{asked.question.id} ({word})" for asked, word in wrong)
            what = f"absolute words stand in wrong answers alone, in {len(wrong)} questions: {named}"
            hint = "take them out, or write a right answer that rightly says always or never"
            yield Finding(wrong[0][0].question.place, what, hint)


ADVICE = (
    Advice("guessable-from-wording", _by_wording, 0.5, together=True),
    Advice("right-answer-stands-out", _by_length, 1.5),
    Advice("right-answers-are-longest", _often_longest, 0.45),
    Advice("right-answers-in-one-place", _by_place, 0.5),
    Advice("absolutes-in-wrong-answers", _absolutes, 3),
)
