"""Two releases of a package compared: what an update does to learners half-way and to reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from coursebuilder.release.package_contents import Contents, ModuleIn, PartIn, QuestionIn

_ALIKE = 0.75  # share of equal words from which two texts under different names are taken for one
_ALIKE_LETTERS = 0.85
_SHORT = 300  # characters up to which letters are compared, as that takes long
_LETTERED = frozenset({"choice", "multiple", "true-false", "likert"})
_CORE = "its saved answers are kept and mean something else"


@dataclass(frozen=True, slots=True)
class Change:
    """One change that somebody notices.

    where: module and, behind a slash, the id of a page or question
    half_way: what learners who are half-way lose; "" if nothing
    reports: what a report means now; "" if what it meant
    unsafe: whether it must not go out as an update; cure: then what to do
    """

    where: str
    what: str
    half_way: str = ""
    reports: str = ""
    unsafe: bool = False
    cure: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A package and its update. `urgent`: sentences on safeguarding, and numbers, that changed."""

    old: Contents
    new: Contents
    changes: tuple[Change, ...]
    urgent: tuple[str, ...]

    @property
    def unsafe(self) -> tuple[Change, ...]:
        """The changes that must not go out as an update."""
        return tuple(change for change in self.changes if change.unsafe)


def compare(old: Contents, new: Contents) -> Comparison:
    """What changes for whoever has the package `old` when `new` takes its place."""
    changes: list[Change] = []
    if old.said.identity != new.said.identity:
        changes.append(
            Change(
                new.said.identity,
                f"an LMS knew it as {old.said.identity}",
                "everything: it is another activity there",
                "old results stay with the old activity",
                True,
                "keep the ids of course and module, or build --as-new on purpose",
            )
        )
    elif old.build != new.build and old.said.version == new.said.version:
        what = f"version {new.said.version}, as before, though it isn't the same"
        changes.append(
            Change(
                new.said.identity,
                what,
                "",
                "nobody can tell the two apart",
                True,
                "raise version: in course.yaml",
            )
        )
    after = {module.id: module for module in new.modules}
    for module in old.modules:
        if module.id in after:
            changes += _module(module, after[module.id])
        elif len(old.modules) > 1 or len(new.modules) > 1:
            changes.append(Change(module.id, "this module is gone", "their place and answers in it"))
    return Comparison(old, new, tuple(changes), tuple(_urgent(old, new)))


def _module(old: ModuleIn, new: ModuleIn) -> Iterator[Change]:
    yield from _parts(old.id, "page", old.pages, new.pages, "that they have read it")
    yield from _parts(old.id, "scenario", old.scenarios, new.scenarios, "their way through it")
    yield from _questions(old, new)
    yield from _assessment(old, new)


def _parts(
    module: str, kind: str, old: tuple[PartIn, ...], new: tuple[PartIn, ...], lost: str
) -> Iterator[Change]:
    known, kept = {one.key: one for one in old}, {one.key: one for one in new}
    added = [one for one in new if one.key not in known]
    for one in old:
        if one.key not in kept:
            again = next((other for other in added if _same_part(one, other)), None)
            yield _gone(f"{module}/{one.id}", kind, again.id if again else "", one.id, lost)
        elif one.check != kept[one.key].check:
            yield Change(f"{module}/{one.id}", f"this {kind} goes another way", lost)
    for one in added:
        if not any(_same_part(other, one) and other.key not in kept for other in old):
            yield Change(f"{module}/{one.id}", f"a new {kind}")


def _same_part(one: PartIn, other: PartIn) -> bool:
    return bool(one.title and one.title == other.title) or _alike(one.text, other.text)


def _gone(where: str, kind: str, now: str, before: str, lost: str) -> Change:
    if now:
        cure = f"write was={before} at {now}"
        return Change(where, f"this {kind} is called {now} now", lost, "it has another name", True, cure)
    return Change(where, f"this {kind} is gone", lost)


def _questions(old: ModuleIn, new: ModuleIn) -> Iterator[Change]:
    known, kept = {one.key: one for one in old.questions}, {one.key: one for one in new.questions}
    added = [one for one in new.questions if one.key not in known]
    for one in old.questions:
        where = f"{old.id}/{one.id}"
        if one.key in kept:
            yield from _question(where, one, kept[one.key])
            continue
        same = [other for other in added if _same_question(one, other)]
        yield _gone(where, "question", same[0].id if same else "", one.id, "their answer")
    renamed = [one for one in old.questions if one.key not in kept]
    for one in added:
        if not any(_same_question(other, one) for other in renamed):
            yield Change(f"{old.id}/{one.id}", "a new question")


def _same_question(one: QuestionIn, other: QuestionIn) -> bool:
    texts = sorted(one.answers.values()) == sorted(other.answers.values())
    return bool(one.answers and texts) or _alike(one.wording, other.wording)


def _question(where: str, old: QuestionIn, new: QuestionIn) -> Iterator[Change]:
    lost = "" if old.check == new.check else "their answer"
    if old.id != new.id:
        told = f"it is reported as {new.id}: add the two together"
        yield Change(where, f"renamed to {new.id} with was=", lost, told)
    if old.assessed != new.assessed:
        what = "it counts towards the result now" if new.assessed else "it is for practice now"
        yield Change(where, what, lost)
    if old.kind != new.kind:
        told = f"{new.kind} answers under the id of a {old.kind} question"
        yield Change(where, f"it is {new.kind} now", lost, told, True, "give it a new id")
        return
    moved = _moved(old, new)
    if moved:
        told = "; ".join(moved)
        keep = "keep released.yaml beside course.yaml, or put the answers back where they stood"
        yield Change(where, "answers have other letters", lost or _CORE, told, True, keep)
    elif old.right != new.right or old.data != new.data:
        told = "the same answer may be right in one release and wrong in the other"
        what = "another answer is right" if old.right != new.right else "other answers are accepted"
        unsafe = not lost and old.right != new.right
        yield Change(
            where, what, lost or (_CORE if unsafe else ""), told, unsafe, "give it a new id" * unsafe
        )
    elif old.answers != new.answers:
        yield _other_answers(where, old, new, lost)
    if old.wording != new.wording:
        again = _alike(old.wording, new.wording)
        told = "" if again else "it asks something else under the same id"
        cure = "" if again else "give it a new id"
        yield Change(
            where, "it is worded anew" if again else "it asks something else", lost, told, not again, cure
        )


def _moved(old: QuestionIn, new: QuestionIn) -> list[str]:
    """Letters that mean now what another one meant: b means now what a meant."""
    before = {text: letter for letter, text in old.answers.items()}
    return [
        f"{letter} means now what {before[text]} meant"
        for letter, text in new.answers.items()
        if before.get(text, letter) != letter
    ]


def _other_answers(where: str, old: QuestionIn, new: QuestionIn, lost: str) -> Change:
    gone, added = old.answers.keys() - new.answers.keys(), new.answers.keys() - old.answers.keys()
    other = sorted(
        letter
        for letter in old.answers.keys() & new.answers.keys()
        if not _alike(old.answers[letter], new.answers[letter])
    )
    if other and old.kind in _LETTERED:
        told = f"{', '.join(other)} said something else before"
        keep = "write the new answer beside the old one, or give the question a new id"
        return Change(where, "answers were replaced", lost or _CORE, told, True, keep)
    said = [*(f"{one} is gone" for one in sorted(gone)), *(f"{one} is new" for one in sorted(added))]
    told = "" if not gone else f"{', '.join(sorted(gone))} can't be chosen any more"
    return Change(where, f"answers: {', '.join(said)}" if said else "answers are worded anew", lost, told)


def _assessment(old: ModuleIn, new: ModuleIn) -> Iterator[Change]:
    before, after = old.assessment, new.assessment
    if (before is None) != (after is None):
        what = "it has an assessment now" if after else "its assessment is gone"
        told = "results before and after are no longer alike: completed here, passed or failed there"
        yield Change(old.id, what, "", told, True, "build --as-new")
    elif before and after:
        for name, said in (("draw", "questions are asked"), ("attempts", "tries are given")):
            if before.get(name) != after.get(name):
                yield Change(
                    old.id,
                    f"{after.get(name) or 'any number of'} {said} now, not {before.get(name) or 'any'}",
                )
    if before and after and old.rules.get("mastery") != new.rules.get("mastery"):
        told = f"passed means {new.rules.get('mastery', 0):.0%} now, not {old.rules.get('mastery', 0):.0%}"
        yield Change(old.id, "another mastery score", "", told)


def _urgent(old: Contents, new: Contents) -> Iterator[str]:
    yield from (f"no longer: {text}" for text in sorted(old.urgent - new.urgent))
    yield from (f"new: {text}" for text in sorted(new.urgent - old.urgent))


def _alike(one: str, other: str) -> bool:
    """Whether two texts say much the same: most of their words are equal, or nearly all of their letters."""
    if not one or not other:
        return one == other
    if SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() >= _ALIKE:
        return True
    short = max(len(one), len(other)) <= _SHORT
    return short and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE_LETTERS
