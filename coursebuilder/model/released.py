"""What earlier releases promised: letters of answers, as learners' saved states and reports hold them.

An answer keeps its letter whatever is put before or after it; a new one gets the next letter that no release
has used. Kept in released.yaml beside course.yaml, by module id and the question's key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from coursebuilder.model import (
    Block,
    Callout,
    Choice,
    Clip,
    Course,
    Module,
    Question,
    Reflection,
    Reveal,
    questions_of,
)
from coursebuilder.model.keys import check_character
from coursebuilder.model.kinds.choice import right_of
from coursebuilder.model.letters import letters, short_hash

ALL = letters(26)
_HASH = 8  # characters: enough to tell a question's answers apart


@dataclass(frozen=True, slots=True)
class ReleasedQuestion:
    """A question as the last release had it.

    right: letters of its right answers; check: see keys.check_character
    answers: letter and hash of each answer, in the order of letters
    gone: letters of answers that earlier releases had, never to be used again
    """

    key: str
    id: str
    kind: str
    right: str
    check: str
    answers: tuple[tuple[str, str], ...]
    gone: str = ""


Released = Mapping[str, Mapping[str, ReleasedQuestion]]  # by module id, by the question's key


def answer_hash(text: str) -> str:
    """Stays the same while an answer says the same; blanks, capitals and full stops make no difference."""
    return short_hash(" ".join(text.casefold().split()).rstrip("."), _HASH)


def with_released_letters(course: Course, released: Released) -> Course:
    """The course with the letters and check characters that its releases promised."""
    modules = tuple(
        replace(
            module,
            pages=tuple(
                replace(page, blocks=_in_blocks(page.blocks, released[module.id])) for page in module.pages
            ),
        )
        if module.id in released
        else module
        for module in course.modules
    )
    return replace(course, modules=modules)


def with_letters_of(course: Course, other: Course) -> Course:
    """The course, a translation, with the letters and check characters of the one it was made from."""
    modules = []
    for module, own in zip(course.modules, other.modules, strict=True):
        made = {one.key: one for page in own.pages for one in questions_of(page)}
        pages = (replace(page, blocks=_like(page.blocks, made)) for page in module.pages)
        modules.append(replace(module, pages=tuple(pages)))
    return replace(course, modules=tuple(modules))


def _like(blocks: tuple[Block, ...], made: Mapping[str, Question]) -> tuple[Block, ...]:
    return _changed(blocks, lambda question: _lettered(question, made.get(question.key)))


def _lettered(question: Question, own: Question | None) -> Question:
    if own is None:
        return question
    task = question.task
    if (
        isinstance(task, Choice)
        and isinstance(own.task, Choice)
        and len(task.answers) == len(own.task.answers)
    ):
        task = replace(task, letters=own.task.letters)
    return replace(question, task=task, check=check_character(own))


def _in_blocks(blocks: tuple[Block, ...], before: Mapping[str, ReleasedQuestion]) -> tuple[Block, ...]:
    return _changed(
        blocks,
        lambda question: as_promised(question, before[question.key]) if question.key in before else question,
    )


def _changed(blocks: tuple[Block, ...], change: Callable[[Question], Question]) -> tuple[Block, ...]:
    """The blocks with every question changed, those inside others too."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Question):
            block = change(block)
        elif isinstance(block, Callout | Clip | Reveal | Reflection):
            block = replace(block, blocks=_changed(block.blocks, change))
        made.append(block)
    return tuple(made)


def as_promised(question: Question, before: ReleasedQuestion) -> Question:
    """The question with its released letters; unchanged if it isn't chosen from a list, or of another kind.

    Its check character stays if a saved answer still means what it meant: all answers are still there and the
    same ones are right. Else it is another one than before.
    """
    task = question.task
    if not isinstance(task, Choice) or task.kind != before.kind:
        return question
    names = _letters(task, before)
    lettered = replace(question, task=replace(task, letters="" if names == letters(len(names)) else names))
    task = replace(task, letters=names)
    if right_of(task) == before.right and {one for one, _ in before.answers} <= set(names):
        return replace(lettered, check=before.check)
    check = check_character(lettered)
    return replace(lettered, check=_next(check)) if check == before.check else lettered


def _next(check: str) -> str:
    """Another check character."""
    return "a" if check == "9" else chr(ord(check) + 1) if check != "z" else "0"


def _letters(task: Choice, before: ReleasedQuestion) -> str:
    """The letters of the answers in the author's order.

    First those whose text was released keep theirs. If as many answers are left over here as there, and they
    are right and wrong in the same order, they are taken for the same ones in new words. The rest is new.
    """
    known = {hashed: one for one, hashed in before.answers}
    names = [known.pop(answer_hash(answer.text), "") for answer in task.answers]
    lost = [one for one, _ in before.answers if one in known.values()]
    open_ = [n for n, name in enumerate(names) if not name]
    if [task.answers[n].right for n in open_] == [one in before.right for one in lost]:
        for n, one in zip(open_, lost, strict=True):
            names[n] = one
    used = {*before.gone, *(one for one, _ in before.answers)}
    never = [one for one in ALL if one not in used]
    free = iter([*never, *(one for one in ALL if one in used and one not in names)])
    return "".join(name or next(free) for name in names)


def released_questions(module: Module, before: Mapping[str, ReleasedQuestion]) -> dict[str, ReleasedQuestion]:
    """What a release of this module promises, by key, with what earlier ones promised and is gone."""
    found = dict(before)
    for question in (one for page in module.pages for one in questions_of(page)):
        task = question.task
        if not isinstance(task, Choice):
            continue
        answers = tuple(
            sorted(
                (name, answer_hash(answer.text))
                for name, answer in zip(task.names, task.answers, strict=True)
            )
        )
        old = before.get(question.key)
        earlier = {*old.gone, *(name for name, _ in old.answers)} if old and old.kind == task.kind else set()
        found[question.key] = ReleasedQuestion(
            key=question.key,
            id=question.id,
            kind=task.kind,
            right=right_of(task),
            check=check_character(question),
            answers=answers,
            gone="".join(sorted(earlier - set(task.names))),
        )
    return found
