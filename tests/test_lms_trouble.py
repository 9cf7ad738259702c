"""What LMSs do to a learner's record: session, adapter and strict LMS together, without a browser.

Nothing of the learner's is lowered or lost, and nothing is reported that was not done in this attempt.
"""

from __future__ import annotations

import pytest
from js import Node
from lms_world import OPEN, PASSED, play
from standards import Standard

# ---- what the LMS says of the attempt


@pytest.mark.parametrize("quirk", ["fails-unfinished", "completes-unfinished"])
def test_a_result_that_the_lms_made_locks_nobody_out(node: Node, standard: Standard, quirk: str) -> None:
    body = f"""
      const quirks = ["{quirk}", ...(LMS_FLAGS.includes("score-ignored") ? ["score-ignored"] : [])];
      const first = await open(quirks); first.show("two"); first.leave();
      const made = result();
      const second = await open(quirks);
      const arrived = [second.mode, second.state.seen.slice(), written().some((name) => /status/.test(name))];
      await pass(second); second.leave();
      return [made, arrived, result()];
    """
    made, arrived, result = play(node, standard, body)
    assert made != OPEN[standard.target]
    assert arrived == ["on", ["one", "two"], False]
    assert result == PASSED[standard.target]


def test_an_lms_that_completes_on_opening_is_not_believed(node: Node, standard: Standard) -> None:
    body = f"""
      stored = {{ "{standard.statuses[0]}": "completed" }};
      const session = await open(); const mode = session.mode;
      await pass(session); session.leave();
      return [mode, result()];
    """
    assert play(node, standard, body) == ["on", PASSED[standard.target]]


def test_our_own_result_is_a_revisit_and_stays(node: Node, standard: Standard) -> None:
    body = """
      const first = await open(); await pass(first); first.leave();
      const second = await open(); const mode = second.mode;
      second.show("two"); test(second, "a"); await wait(70); second.leave();
      return [mode, written().filter((name) => name !== "exit"), result()];
    """
    assert play(node, standard, body) == ["revisit", [], PASSED[standard.target]]


def test_assigned_again_nothing_old_is_reported(node: Node, standard: Standard) -> None:
    """Not at this launch and not at the next, until the learner has done it all again."""
    body = """
      const first = await open(); await pass(first); first.leave();
      const again = await open(["assigned-again"]);
      await wait(100);
      const offered = [again.mode, Boolean(again.before), again.state.seen, result()];
      again.leave();
      const later = await open(); await wait(100);
      const still = [Boolean(later.before), result()];
      later.lookBack();
      const looked = [later.mode, later.result().raw];
      later.leave();
      const real = await open(); await pass(real); real.leave();
      return [offered, still, looked, result()];
    """
    offered, still, looked, result = play(node, standard, body)
    unreported = OPEN[standard.target]
    assert offered == ["on", True, ["one"], unreported]
    assert still == [True, unreported]
    assert looked == ["revisit", 100]
    assert result == PASSED[standard.target]


def test_an_attempt_reset_by_an_administrator_begins_empty(node: Node, standard: Standard) -> None:
    """The device's copy is of the attempt before: the platform had taken something of it."""
    body = """
      const first = await open(["logged-out-after:1"]); await pass(first); first.leave();
      const kept = Object.keys(store).length;
      const second = await open(["reset-by-admin"]); await wait(100);
      return [kept, second.state.seen, Object.keys(second.state.responses), result()];
    """
    assert play(node, standard, body) == [1, ["one"], [], OPEN[standard.target]]


def test_what_was_never_saved_is_rescued(node: Node, standard: Standard) -> None:
    body = """
      const first = await open(["refuse-commit"]); await pass(first);
      const second = await open(); await wait(100); second.leave();
      return [second.state.seen, result()];
    """
    assert play(node, standard, body) == [["one", "two", "six"], PASSED[standard.target]]


def test_the_same_package_in_a_second_activity_begins_empty(node: Node, standard: Standard) -> None:
    body = """
      const first = await open(["logged-out-after:1"]); await pass(first); first.leave();
      stored = null;
      const second = await open([], { address: "/b/index.html" }); await wait(100);
      return [second.state.seen, result()];
    """
    assert play(node, standard, body) == [["one"], OPEN[standard.target]]


def test_nobody_in_particular_leaves_no_copy(node: Node, standard: Standard) -> None:
    body = """
      const first = await open(["refuse-commit"], { studentId: "Guest" }); await pass(first);
      return Object.keys(store);
    """
    assert play(node, standard, body) == []


def test_a_record_that_fills_after_the_start_is_waited_for(node: Node, standard: Standard) -> None:
    body = """
      const first = await open(); await pass(first); first.leave();
      const second = await open(["empty-at-first:700"]); await wait(3);
      return [second.mode, written().filter((name) => name !== "exit"), result()];
    """
    assert play(node, standard, body) == ["revisit", [], PASSED[standard.target]]


def test_words_in_capitals_and_fractions(node: Node, standard: Standard) -> None:
    body = """
      const first = await open(); await pass(first); first.leave();
      const second = await open(["upper-case-words", "fraction-score"]);
      return [second.mode, second.launch.outcome.raw, written().filter((name) => name !== "exit"), result()];
    """
    assert play(node, standard, body) == ["revisit", 100, [], PASSED[standard.target]]


def test_what_was_done_in_an_attempt_begun_anew_outlives_a_crash(node: Node, standard: Standard) -> None:
    """The platform still holds the line of the attempt before, whose count of saves was higher."""
    body = """
      const first = await open(); await pass(first); first.leave();
      const again = await open(["assigned-again"]); await wait(3);
      again.show("two"); again.check(asked(again, "pra"), "a");
      const later = await open(); await wait(3);
      const found = [[...later.state.seen], later.answerTo(asked(later, "pra")).last];
      await pass(later); later.leave();
      return [found, result()];
    """
    assert play(node, standard, body) == [[["one", "two"], "a"], PASSED[standard.target]]
