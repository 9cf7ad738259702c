"""Rules over a `History`: a table of code → function; what to do about each code is in `cures.py`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from coursebuilder.problems import Place, Problem
from coursebuilder.targets.target import Call, Outcome
from coursebuilder.verify.cures import CURES
from coursebuilder.verify.history import (
    History,
    LaunchHistory,
    activity_ids,
    contradicts,
    expected_outcome,
    outcome_text,
    times_text,
)
from coursebuilder.verify.play_through import PlayedLaunch

Rule = Callable[[History], Iterator[Problem]]
_BESIDE_RESULT = re.compile(r"cmi\.(interactions|objectives)\.")


def problem_in(code: str, message: str, launch: int | None = None) -> Problem:
    """A Problem with its code's cure; `launch`: the number of the launch it is about (from 0), if one."""
    where = "" if launch is None else f"launch {launch + 1}: "
    return Problem(code, f"{where}{message}", Place(""), CURES[code])


def never_ended(history: History) -> Iterator[Problem]:
    """Each launch that opened a session closed it; platforms may never count one that is left open."""
    for launch in history.launches:
        if launch.received.session_begun and not launch.received.session_ended:
            message = "the window is gone and the session was never ended"
            if any(UNLOAD in complaint for complaint in history.trouble):
                message += ": it ends in unload, which browsers are taking away"
            yield problem_in("never-ended", message, launch.played.number)


def never_begun(history: History) -> Iterator[Problem]:
    """Another maker's package opened a session in one launch at least.

    A warning: it may open one later, after a click that no persona knows of.
    """
    silent = not any(launch.received.session_begun for launch in history.launches)
    if silent and history.launches and not history.target.alone and not history.ours:
        problem = problem_in("never-begun", "opened and left, it told the platform of no session")
        yield replace(problem, severity="warning")


def nothing_unsaved(history: History) -> Iterator[Problem]:
    """No value was set without being saved afterwards."""
    for launch in history.launches:
        for number in launch.received.unsaved_calls[:1]:
            message = f"{_spelled(launch.calls[number - 1])} was never saved: the learner loses it"
            yield problem_in("unsaved-at-close", message, launch.played.number)


def saved_in_time(history: History) -> Iterator[Problem]:
    """Some launch saves before its session ends: a crash or a lost network takes the last call away.

    A launch in which nothing is done may well save at its end alone. Of another maker's package it is a
    warning, as the standard allows it.
    """
    writing = [launch for launch in history.launches if launch.received.writing_calls]
    if writing and all(launch.received.saved_at_end_only for launch in writing):
        message = "nothing is saved before the session ends: all is lost where that call doesn't arrive"
        problem = problem_in("saved-at-end", message, writing[0].played.number)
        yield problem if history.ours else replace(problem, severity="warning")


def no_false_alarm(history: History) -> Iterator[Problem]:
    """The page doesn't say "not saved" from the start of a visit to its end where the platform took all."""
    for launch in history.launches:
        played = launch.played
        seen = (played.on_arrival, played.before_leaving)
        refused = any(call.result.lower() == "false" or call.error == "thrown" for call in launch.calls)
        if all(screen and screen.banner and not screen.saved for screen in seen) and not refused:
            message = "the page said that nothing was saved, from start to end, and the platform took it all"
            yield problem_in("saving-denied", message, played.number)


def revisit_unwritten(history: History) -> Iterator[Problem]:
    """After a final result, and in review mode, a launch writes nothing but its start and end."""
    for launch in history.launches:
        if launch.received.writing_calls and (launch.reports_nothing):
            call = launch.calls[launch.received.writing_calls[0] - 1]
            why = "launched for looking only" if launch.received.review_or_browse else "after a result"
            yield problem_in("revisit-written", f"{_spelled(call)}, {why}", launch.played.number)


def pass_kept(history: History) -> Iterator[Problem]:
    """The stored completion and success never get worse from one launch to the next."""
    best = Outcome()
    for launch in history.launches:
        stored = launch.played.outcome
        if stored is None or history.behaviour.blank:
            continue
        if (best.success and stored.success is not True) or (best.completion and not stored.completion):
            yield problem_in(
                "pass-lowered",
                f"the platform had {outcome_text(best)} and now has {outcome_text(stored)}",
                launch.played.number,
            )
        best = stored


def result_as_seen(history: History) -> Iterator[Problem]:
    """The stored outcome agrees with the one shown on screen."""
    for launch in history.launches:
        expected, stored = expected_outcome(launch.played, history.course), launch.played.outcome
        if expected is None or stored is None or launch.reports_nothing:
            continue
        if contradicts(expected, stored):
            message = (
                f"the learner's screen said {outcome_text(expected)}, the platform has {outcome_text(stored)}"
            )
            yield problem_in("result-differs", message, launch.played.number)


def answers_back(history: History) -> Iterator[Problem]:
    """Answers to practice questions are on screen again at the next launch."""
    for before, after in zip(history.launches, history.launches[1:], strict=False):
        leaving, arriving = before.played.before_leaving, after.played.on_arrival
        if leaving is None or arriving is None or not _comes_back(before, history):
            continue
        for question in _kept(history.course, before.played):
            given, back = leaving.answers.get(question, ""), arriving.answers.get(question, "")
            if given != back:
                message = f"question {question} was answered {given}, and {back or 'nothing'} came back"
                yield problem_in("answer-lost", message, after.played.number)


def _comes_back(before: LaunchHistory, history: History) -> bool:
    finished = before.played.outcome is not None and before.played.outcome.final
    lost = history.behaviour.begins_anew or (history.behaviour.blank and finished) or history.target.alone
    return not lost and not before.received.review_or_browse


def _kept(course: Mapping[str, object], launch: PlayedLaunch) -> list[str]:
    """Ids of the answered practice questions; long texts and submitted assessments aren't kept."""
    questions = course.get("questions")
    by_id = {question["id"]: question for question in questions} if isinstance(questions, list) else {}
    answered = [by_id[name] for name in dict.fromkeys(launch.answered) if name in by_id]
    practice = [question for question in answered if not question.get("assessed")]
    return [question["id"] for question in practice if question["kind"] != "long-fill-in"]


def answers_told(history: History) -> Iterator[Problem]:
    """Every answer was reported, as often as it was given, to a platform that takes answers.

    A window that closes has no time for a slow platform's calls: what waited then need not have arrived.
    """
    names = activity_ids(history.course)
    for launch in history.launches:
        received = launch.received
        if received.reported_answers is None or launch.reports_nothing or not received.session_begun:
            continue
        if history.behaviour.slow and launch.played.ended_by != "leave":
            continue
        reported = Counter(received.reported_answers)
        for question, times in Counter(launch.played.answered).items():
            arrived = reported[names.get(question, question)]
            if arrived < times:
                given, told = times_text(times), times_text(arrived)
                message = f"{question} was answered {given}, the platform was told {told}"
                yield problem_in("answer-untold", message, launch.played.number)


def progress_fits(history: History) -> Iterator[Problem]:
    """The saved progress is no longer than what the platform keeps; record stores have no limit."""
    most = history.behaviour.progress
    for launch in history.launches:
        length = launch.received.progress_length
        if not history.target.lrs and length > most:
            message = f"{length:,} characters of saved progress; {history.behaviour.title} keeps {most:,}"
            yield problem_in("progress-too-long", message, launch.played.number)


# What browsers write on the console where a page listens for `unload` on a platform that forbids it.
UNLOAD = "Permissions policy violation: unload"
_TROUBLE = {
    "request to another host": "request-elsewhere",
    "404": "file-not-found",
    "dialog": "dialog-shown",
    "console": "console-error",
    "script": "console-error",
}


def nothing_wrong(history: History) -> Iterator[Problem]:
    """No request to another host, no failed request, no error on the console, no dialog."""
    for complaint in dict.fromkeys(history.trouble):
        if UNLOAD in complaint:
            continue  # `never_ended` reports it where it does harm
        yield problem_in(_TROUBLE.get(complaint.partition(": ")[0], "request-failed"), complaint)


def nothing_leaked(history: History) -> Iterator[Problem]:
    """The learner's name, address and reflections are neither sent nor left on the device."""
    for what, secret in history.secrets.items():
        code = "reflection-leaked" if what == "reflection" else "name-leaked"
        for launch in history.launches:
            for number, text in launch.received.sent_texts:
                if secret in text:
                    message = f"the learner's {what} was told in call {number}"
                    yield problem_in(code, message, launch.played.number)
        for name, text in history.kept.items():
            if secret in text:
                yield problem_in(code, f"the learner's {what} stays on the device, in {name}")


def loss_told(history: History) -> Iterator[Problem]:
    """Where the platform stored nothing, the page shows a banner after leaving and doesn't say "saved"."""
    for launch in history.launches:
        after = launch.played.after_leaving
        reported = launch.calls[:-1]  # by then all may have been saved: a refused end alone loses nothing
        lost = not launch.calls or any(map(_loses_work, reported))
        if after and lost and not history.behaviour.keeps and (after.saved or not after.banner):
            message = "nothing was kept, and the page didn't say so"
            yield problem_in("loss-untold", message, launch.played.number)


def _loses_work(call: Call) -> bool:
    """Whether a call was refused that isn't about an answer or an objective: platforms may have neither."""
    refused = call.result == "false" or call.error == "thrown"
    return refused and not _BESIDE_RESULT.match(call.arguments[0] if call.arguments else "")


def ids_once(history: History) -> Iterator[Problem]:
    """No statement is sent to a record store again by a later launch."""
    every = [call for launch in history.launches for call in launch.calls]
    within = {
        problem.message for launch in history.launches for problem in history.target.call_rules(launch.calls)
    }
    for problem in history.target.call_rules(every) if history.target.lrs else []:
        if problem.code == "statement-twice" and problem.message not in within:
            yield problem_in("statement-again", problem.message)


def _spelled(call: Call) -> str:
    text = f"{call.name}({', '.join(call.arguments)})"
    return text if len(text) < 90 else f"{text[:86]}…)"


RULES: Mapping[str, Rule] = {
    "never-begun": never_begun,
    "never-ended": never_ended,
    "unsaved-at-close": nothing_unsaved,
    "saved-at-end": saved_in_time,
    "saving-denied": no_false_alarm,
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
# Reported on platforms that store nothing as well (`Behaviour.keeps`).
REPORTED_ALWAYS = frozenset(
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
# Stricter than the standards; applied to our own packages only.
OWN_RULES = frozenset({"revisit-written", "result-differs", "answer-lost", "answer-untold"})


def history_problems(history: History) -> list[Problem]:
    """Every Problem of a history: by its target's rules for calls, launch by launch, then by `RULES`."""
    found = []
    for launch in history.launches:
        for problem in history.target.call_rules(launch.calls):
            where = f"launch {launch.played.number + 1}, call {problem.place.line}: "
            found.append(replace(problem, message=where + problem.message, place=Place("")))
    found += [problem for rule in dict.fromkeys(RULES.values()) for problem in rule(history)]
    stricter = frozenset() if history.ours else OWN_RULES | history.target.own_rules
    spared = history.behaviour.forgives | stricter
    if not history.behaviour.keeps:
        spared |= {problem.code for problem in found} - REPORTED_ALWAYS
    return [problem for problem in found if problem.code not in spared]
