"""Everything that is wrong with a story: rules as a table, each with its code and its cure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from coursebuilder.problems import Place, Problem
from coursebuilder.targets.target import Call, Outcome
from coursebuilder.verify.behaviour import Behaviour
from coursebuilder.verify.stage import Visit
from coursebuilder.verify.story import Story, Told, differs, expectation, known_as, often, said

Rule = Callable[[Story], Iterator[Problem]]


def fault(code: str, message: str, launch: int | None = None) -> Problem:
    """A Problem of the whole story, or of a launch (from 0)."""
    where = "" if launch is None else f"launch {launch + 1}: "
    return Problem(code, f"{where}{message}", Place(""), CURES[code])


def never_ended(story: Story) -> Iterator[Problem]:
    """A platform waits for the end; what is not ended may never be counted."""
    for one in story.launches:
        if one.heard.opened and not one.heard.closed:
            message = "the window is gone and the session was never ended"
            if any(UNLOAD in complaint for complaint in story.trouble):
                message += ": it ends in unload, which browsers are taking away"
            yield fault("never-ended", message, one.visit.number)


def never_begun(story: Story) -> Iterator[Problem]:
    """What is never begun leaves nothing: perhaps it begins later, at a click, which nobody can know."""
    silent = not any(one.heard.opened for one in story.launches)
    if silent and story.launches and not story.target.alone and not story.ours:
        problem = fault("never-begun", "opened and left, it told the platform of no session")
        yield replace(problem, severity="warning")


def nothing_unsaved(story: Story) -> Iterator[Problem]:
    for one in story.launches:
        if one.heard.unsaved:
            call = one.calls[one.heard.unsaved[0] - 1]
            message = f"{_spelled(call)} was never saved: the learner loses it"
            yield fault("unsaved-at-close", message, one.visit.number)


def revisit_unwritten(story: Story) -> Iterator[Problem]:
    """After a result, and when looking only, nothing but the start and the end is told."""
    for one in story.launches:
        if one.heard.written and (one.heard.looking or one.heard.found.final):
            call = one.calls[one.heard.written[0] - 1]
            why = "launched for looking only" if one.heard.looking else "after a result"
            yield fault("revisit-written", f"{_spelled(call)}, {why}", one.visit.number)


def pass_kept(story: Story) -> Iterator[Problem]:
    """From launch to launch the platform never has less."""
    best = Outcome()
    for one in story.launches:
        held = one.visit.held
        if held is None or story.behaviour.blank:
            continue
        if (best.success and held.success is not True) or (best.completion and not held.completion):
            yield fault(
                "pass-lowered", f"the platform had {said(best)} and now has {said(held)}", one.visit.number
            )
        best = held


def result_as_seen(story: Story) -> Iterator[Problem]:
    """The platform has what the screen said."""
    for one in story.launches:
        expected, held = expectation(one.visit, story.course), one.visit.held
        if expected is None or held is None or one.heard.looking or one.heard.found.final:
            continue
        if differs(expected, held):
            message = f"the learner's screen said {said(expected)}, the platform has {said(held)}"
            yield fault("result-differs", message, one.visit.number)


def answers_back(story: Story) -> Iterator[Problem]:
    """What was answered stands there at the next launch."""
    for before, after in zip(story.launches, story.launches[1:], strict=False):
        left, arrived = before.visit.left, after.visit.arrived
        if left is None or arrived is None or story.target.alone or not _comes_back(before, story.behaviour):
            continue
        for question in _kept(story.course, before.visit):
            given, back = left.answers.get(question, ""), arrived.answers.get(question, "")
            if given != back:
                message = f"question {question} was answered {given}, and {back or 'nothing'} came back"
                yield fault("answer-lost", message, after.visit.number)


def _comes_back(before: Told, behaviour: Behaviour) -> bool:
    finished = before.visit.held is not None and before.visit.held.final
    return not (behaviour.blank and finished) and not before.heard.looking


def _kept(course: Mapping[str, object], visit: Visit) -> list[str]:
    """Practice questions that were answered; long texts and an assessment handed in are not kept."""
    questions = course.get("questions")
    kinds = {one["id"]: one for one in questions} if isinstance(questions, list) else {}
    asked = [kinds[one] for one in dict.fromkeys(visit.given) if one in kinds]
    return [one["id"] for one in asked if not one.get("assessed") and one["kind"] != "long-fill-in"]


def answers_told(story: Story) -> Iterator[Problem]:
    """Every answer reaches a platform that takes answers."""
    names = known_as(story.course)
    for one in story.launches:
        if one.heard.answers is None or one.heard.looking or one.heard.found.final or not one.heard.opened:
            continue
        told = Counter(one.heard.answers)
        for question, times in Counter(one.visit.given).items():
            there = told[names.get(question, question)]
            if there < times:
                message = f"{question} was answered {often(times)}, the platform was told {often(there)}"
                yield fault("answer-untold", message, one.visit.number)


def progress_fits(story: Story) -> Iterator[Problem]:
    most = story.behaviour.progress
    for one in story.launches:
        if not story.target.lrs and one.heard.progress > most:
            message = (
                f"{one.heard.progress:,} characters of saved progress; {story.behaviour.title} keeps {most:,}"
            )
            yield fault("progress-too-long", message, one.visit.number)


# What browsers write on the console where a page listens for `unload` on a platform that forbids it.
UNLOAD = "Permissions policy violation: unload"
_TROUBLE = {
    "request to another host": "request-elsewhere",
    "404": "file-not-found",
    "dialog": "dialog-shown",
    "console": "console-error",
    "script": "console-error",
}


def nothing_wrong(story: Story) -> Iterator[Problem]:
    """No request to another host, nothing missing, no error on the console, no dialog."""
    for complaint in dict.fromkeys(story.trouble):
        if UNLOAD in complaint:
            continue  # said by `never_ended`, where it does harm
        yield fault(_TROUBLE.get(complaint.partition(": ")[0], "request-failed"), complaint)


def nothing_leaked(story: Story) -> Iterator[Problem]:
    """The learner's name, address and reflections are told nobody, and stay on no device."""
    for what, secret in story.secrets.items():
        code = "reflection-leaked" if what == "reflection" else "name-leaked"
        for one in story.launches:
            for number, text in one.heard.texts:
                if secret in text:
                    yield fault(code, f"the learner's {what} was told in call {number}", one.visit.number)
        for name, text in story.kept.items():
            if secret in text:
                yield fault(code, f"the learner's {what} stays on the device, in {name}")


def loss_told(story: Story) -> Iterator[Problem]:
    """Where the platform keeps nothing the page says so to who leaves, and never that all is saved."""
    for one in story.launches:
        parted = one.visit.parted
        told = one.calls[:-1]  # by then all may have been saved: a refused end alone loses nothing
        lost = not one.calls or any(call.result == "false" or call.error == "thrown" for call in told)
        if parted and lost and not story.behaviour.keeps and (parted.saved or not parted.banner):
            yield fault("loss-untold", "nothing was kept, and the page didn't say so", one.visit.number)


def ids_once(story: Story) -> Iterator[Problem]:
    """A platform with a record store: what one launch told is not told again by the next."""
    every = [call for one in story.launches for call in one.calls]
    within = {problem.message for one in story.launches for problem in story.target.call_rules(one.calls)}
    for problem in story.target.call_rules(every) if story.target.lrs else []:
        if problem.code == "statement-twice" and problem.message not in within:
            yield fault("statement-again", problem.message)


def _spelled(call: Call) -> str:
    text = f"{call.name}({', '.join(call.arguments)})"
    return text if len(text) < 90 else f"{text[:86]}…)"


RULES: Mapping[str, Rule] = {
    "never-begun": never_begun,
    "never-ended": never_ended,
    "unsaved-at-close": nothing_unsaved,
    "revisit-written": revisit_unwritten,
    "pass-lowered": pass_kept,
    "result-differs": result_as_seen,
    "answer-lost": answers_back,
    "answer-untold": answers_told,
    "progress-too-long": progress_fits,
    "request-elsewhere": nothing_wrong,
    "file-not-found": nothing_wrong,
    "request-failed": nothing_wrong,
    "dialog-shown": nothing_wrong,
    "console-error": nothing_wrong,
    "name-leaked": nothing_leaked,
    "reflection-leaked": nothing_leaked,
    "statement-again": ids_once,
    "loss-untold": loss_told,
}
# What a platform that keeps nothing is no excuse for.
UNEXCUSED = frozenset(
    {
        "loss-untold",
        "request-elsewhere",
        "file-not-found",
        "dialog-shown",
        "console-error",
        "name-leaked",
        "reflection-leaked",
    }
)
HOUSE = frozenset(
    {"revisit-written", "result-differs", "answer-lost", "answer-untold"}
)  # of our own packages
CURES = {
    "result-lost": "keep what was not taken on the device, and send it at the next launch",
    "loss-untold": "show a banner as soon as a save is refused, and no word of saving until one was taken",
    "unreadable-without-script": "show every page as it is, and what needs a script only once that runs",
    "out-of-reach": "use buttons, links and fields, which browsers take the keyboard to",
    "never-begun": "begin the session when the page opens",
    "never-ended": "end the session when the page goes (pagehide); unload is blocked on some platforms",
    "unsaved-at-close": "save after the last value, or end the session, before the page goes",
    "revisit-written": "read the status first; write nothing once there is a result, or in review mode",
    "pass-lowered": "read the status first, and never write a lower one",
    "result-differs": "send the result that is shown, completion, success and score together",
    "answer-lost": "keep each answer in the saved progress, and fill the question from it at the next launch",
    "answer-untold": "tell the platform of each answer when it is given",
    "progress-too-long": "keep less: only what the next launch needs",
    "request-elsewhere": "put the file into the package; learners' networks may not reach other hosts",
    "file-not-found": "put the file into the package, or take the reference out",
    "request-failed": "look at the request: the server refused it",
    "dialog-shown": "say it in the page: a dialog stops everything, and some platforms show none",
    "console-error": "look at the page's script in the browser's own tools",
    "name-leaked": "leave the name out: the platform knows its learner",
    "reflection-leaked": "keep a learner's own words in the page",
    "statement-again": "keep which statements were taken, and send those no more",
}


def wrong_in(story: Story) -> list[Problem]:
    """Everything wrong: by the rules of the standard for each launch, then by those for all together."""
    found = []
    for one in story.launches:
        for problem in story.target.call_rules(one.calls):
            where = f"launch {one.visit.number + 1}, call {problem.place.line}: "
            found.append(
                Problem(problem.code, where + problem.message, Place(""), problem.hint, problem.severity)
            )
    found += [problem for rule in dict.fromkeys(RULES.values()) for problem in rule(story)]
    spared = story.behaviour.forgives | (frozenset() if story.ours else HOUSE | story.target.house)
    if not story.behaviour.keeps:
        spared |= {problem.code for problem in found} - UNEXCUSED
    return [problem for problem in found if problem.code not in spared]
