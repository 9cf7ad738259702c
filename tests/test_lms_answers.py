"""What an LMS answers, and how what it kept comes back: session, adapter and strict LMS without a browser."""

from __future__ import annotations

import pytest
from js import Node
from lms_world import PASSED, play
from standards import SCORM12, Standard

# ---- what its answers mean

TAKEN = ["answers-nothing", "answers-odd", "refuses-exit", "refuses-location", "refuses-time", "booleans"]


@pytest.mark.parametrize("quirk", TAKEN)
def test_only_a_plain_no_to_what_is_needed_is_a_failure(node: Node, standard: Standard, quirk: str) -> None:
    body = f"""
      const session = await open(["{quirk}"]); const begun = session.saving();
      await pass(session); await wait(20);
      const calls = lms.calls.length; await wait(300);
      const told = [begun, session.saving(), session.reported, lms.calls.length - calls];
      session.leave();
      return [told, result(), lms.calls.filter(({{ name }}) => name === lms.last).length];
    """
    told, result, ends = play(node, standard, body)
    assert told == ["saved", "saved", True, 0]
    assert (result, ends) == (PASSED[standard.target], 1)


@pytest.mark.parametrize("quirk", ["false-with-error-0", "refuse-commit", "throws"])
def test_a_plain_no_is_one(node: Node, standard: Standard, quirk: str) -> None:
    body = f"""
      const session = await open(["{quirk}"]); read(session); await wait(30);
      return session.saving();
    """
    assert play(node, standard, body) == {"throws": "barred"}.get(quirk, "refused")


def test_a_time_is_written_the_way_that_is_taken(node: Node) -> None:
    body = """
      const session = await open(["refuses-time"]); await wait(10); await pass(session); session.leave();
      const times = lms.calls.filter((call) => /session_time/.test(call.arguments[0]));
      return times.map((call) => call.arguments[1].length);
    """
    lengths = play(node, SCORM12, body)
    assert lengths.count(len("0000:00:00.00")) == 1 and set(lengths[1:]) == {len("00:00:00")}


def test_a_new_api_object_is_taken_and_told_everything(node: Node, standard: Standard) -> None:
    """The old one goes on saying yes, as an API that keeps its data in a script does."""
    body = """
      const session = await open(); session.show("two"); await wait(12);
      const old = lms; stored = null;
      lms = makeLms([]); session.env.window.parent[LMS_WINDOW_NAME] = lms.api;
      await pass(session); const calls = old.calls.length; session.leave();
      const { seen } = T.decodeState(stored["cmi.suspend_data"]);
      return [session.reported, result(), old.calls.length - calls, seen];
    """
    assert play(node, standard, body) == [True, PASSED[standard.target], 0, ["one", "two", "six"]]


def test_an_api_of_another_learner_is_not_taken(node: Node, standard: Standard) -> None:
    body = """
      const session = await open(); session.show("two"); await wait(12);
      stored = null;
      lms = makeLms([], { studentId: "other" }); session.env.window.parent[LMS_WINDOW_NAME] = lms.api;
      await pass(session);
      return [lms.data(), written()];
    """
    assert play(node, standard, body) == [{}, []]


def test_an_api_that_comes_after_a_minute_is_found(node: Node, standard: Standard) -> None:
    body = """
      const session = await open([], { alone: true });
      read(session); await wait(60); const before = session.saving();
      session.env.window.parent[LMS_WINDOW_NAME] = makeLms([]).api;
      await wait(8);
      return [before, session.saving(), T.decodeState(stored["cmi.suspend_data"]).seen];
    """
    assert play(node, standard, body) == ["absent", "saved", ["one", "two", "six"]]


# ---- memory that comes back changed


@pytest.mark.parametrize("change", ["blanks", "quotes", "escaped", "plus", "capitals"])
def test_memory_that_comes_back_changed_is_read(node: Node, standard: Standard, change: str) -> None:
    body = f"""
      const first = await open(); first.show("two"); first.check(asked(first, "pra"), "b"); first.leave();
      const second = await open(["memory-changed:{change}"]);
      return [second.state.seen, second.state.responses.pra.last, second.place().id];
    """
    assert play(node, standard, body) == [["one", "two"], "b", "two"]


def test_what_cannot_be_read_stays_until_something_is_done(node: Node, standard: Standard) -> None:
    body = """
      stored = { "cmi.suspend_data": "1#?%!" };
      const first = await open(); await wait(100); first.leave();
      const before = stored["cmi.suspend_data"];
      const second = await open(); second.show("two"); second.leave();
      return [before, stored["cmi.suspend_data"].slice(0, 2)];
    """
    assert play(node, standard, body) == ["1#?%!", "11"]


# ---- time and lists


def test_the_result_comes_first_where_calls_take_time(node: Node, standard: Standard) -> None:
    body = """
      const session = await open(["slow-calls:100"]); read(session); await wait(30);
      const from = lms.calls.length, pressed = now; test(session);
      const blocked = now - pressed;
      await wait(1.2);
      const names = lms.calls.slice(from).map((call) => call.name);
      const first = names.findIndex((name) => /Commit/.test(name));
      const early = result();
      session.leave();
      return [blocked, first, early, answersKept()];
    """
    blocked, first, early, answers = play(node, standard, body)
    assert blocked < 200
    assert 0 < first <= 9
    assert (early, answers) == (PASSED[standard.target], 2)


def test_answers_of_an_earlier_session_are_not_written_over(node: Node, standard: Standard) -> None:
    body = """
      const first = await open(["silent-reads"]); await wait(4);
      first.check(asked(first, "pra"), "a"); first.check(asked(first, "pra"), "b"); first.leave();
      const second = await open(["silent-reads"]); await wait(4); await pass(second); second.leave();
      const third = await open(["silent-reads"]); await wait(4);
      const statuses = lms.calls.filter((call) => call.arguments[1] === "incomplete").length;
      third.leave();
      return [answersKept(), statuses, result()];
    """
    assert play(node, standard, body) == [5, 0, PASSED[standard.target]]


def test_a_window_that_nobody_sees_gives_way(node: Node, standard: Standard) -> None:
    body = """
      const hidden = await open(); hidden.env.window.innerWidth = 0;
      hidden.hear("hello", "");
      const shown = await open(); shown.hear("hello", "");
      return [hidden.mode, shown.mode];
    """
    assert play(node, standard, body) == ["held", "on"]


def test_a_list_that_an_lms_says_is_empty_begins_anew(node: Node) -> None:
    """It kept no answer of the visit before, whatever it was told: nothing is refused, no index left out."""
    body = """
      const first = await open(["of:aicc-shim"]); read(first); first.check(asked(first, "pra"), "a");
      first.check(asked(first, "pra"), "b"); await wait(12); first.leave();
      const second = await open(["of:aicc-shim"]); await pass(second); second.leave();
      const ids = written().filter((name) => /interactions.\\d+.id$/.test(name));
      const refused = lms.calls.filter(({ error }) => error !== "0").map((call) => call.arguments[0]);
      return [ids, refused, result()];
    """
    ids, refused, result = play(node, SCORM12, body)
    assert ids == [f"interactions.{n}.id" for n in range(len(ids))] and len(ids) > 2
    assert (refused, result) == ([], PASSED["scorm12"])


def test_a_refusal_takes_nothing_from_the_count_of_what_was_told(node: Node, standard: Standard) -> None:
    """The count is kept for platforms that don't tell the length of their list."""
    body = """
      const first = await open(["silent-reads"]); first.check(asked(first, "pra"), "a");
      await wait(12); first.leave();
      const second = await open(["silent-reads", "only-core"]); second.check(asked(second, "pra"), "b");
      await wait(12); second.leave();
      const third = await open(["silent-reads"]); await pass(third); third.leave();
      return answersKept();
    """
    assert play(node, standard, body) >= 4
