"""Statements on their way, in a script engine with a record store made up: nothing lost or doubled."""

from __future__ import annotations

from typing import Any

from js import Node, run_async

PARTS = {"outbox.js": ("Outbox",), "statement_parts.js": ("merged", "responseOf", "spelledOut", "randomId")}

# `plan` holds the codes the store answers with, 204 when it is empty; `got` is what arrived, by batch, with !
# where the request may not outlive the page.
WORLD = """
const device = {}, got = [], held = [], asked = [];
const kept = {
  getItem: (name) => (name in device ? device[name] : null),
  setItem: (name, value) => { device[name] = value; },
  removeItem: (name) => { delete device[name]; },
};
const storage = new Proxy(kept, { ownKeys: () => Object.keys(device),
  getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, writable: true }) });
const store = {
  post: async (statements, last) => {
    const next = plan.length ? plan.shift() : 204;
    const code = typeof next === "function" ? await next(statements) : next;
    got.push(statements.map(({ id }) => id).join("") + (last ? " " : "! ") + code);
    if (code === 204) held.push(...statements.map(({ id }) => id));
    return { code };
  },
  holds: async (id) => { asked.push(id); return held.includes(id); },
};
const open = (place = storage) => new T.Outbox({ storage: place, window: { TextEncoder } }, "place", store,
  (entry) => entry, (entry) => entry.id === "z");
const fill = (outbox, ids) => Array.from(ids).forEach((id) => outbox.hand({ id }));
const left = () => Object.values(device).map((text) => JSON.parse(text).map(({ id }) => id).join(""));
const big = (id) => ({ id, text: "x".repeat(20000) });
"""


def play(node: Node, body: str, plan: str = "") -> Any:
    return run_async(node, PARTS, f"const plan = [{plan}];\n{WORLD}\n{body}")


def test_it_sends_in_order_and_empties(node: Node) -> None:
    body = """
      const outbox = open(); fill(outbox, "abc");
      const before = left();
      const answers = await Promise.all([outbox.flush(), outbox.flush()]);
      return [before, answers, got, left()];
    """
    assert play(node, body) == [["abc"], ["saved", "saved"], ["abc 204"], []]


def test_a_lost_network_keeps_all_and_no_id_changes(node: Node) -> None:
    body = """
      const outbox = open(); fill(outbox, "ab");
      const answers = [await outbox.flush(), await outbox.flush()];
      const meanwhile = left();
      fill(outbox, "c"); answers.push(await outbox.flush());
      return [answers, meanwhile, got, left()];
    """
    answers, meanwhile, got, left = play(node, body, "0, 503")
    assert answers == ["unreachable", "refused", "saved"]
    assert meanwhile == ["ab"] and left == []
    assert got == ["ab 0", "ab 503", "abc 204"]


def test_without_storage_it_remembers_while_the_page_is_open(node: Node) -> None:
    body = """
      const outbox = open({ setItem: () => { throw new Error("full"); } }); fill(outbox, "ab");
      return [await outbox.flush(), await outbox.flush(), got];
    """
    assert play(node, body, "0") == ["unreachable", "saved", ["ab 0", "ab 204"]]


def test_what_a_closed_window_left_goes_first_unless_it_arrived(node: Node) -> None:
    body = """
      const gone = open(); fill(gone, "abcd"); held.push("b");
      const outbox = open(); outbox.hand({ id: "n" });
      await outbox.adopt((entry) => (entry.id === "a" ? null : { id: entry.id }));
      return [await outbox.flush(), asked, got, left()];
    """
    assert play(node, body) == ["saved", ["b", "c", "d"], ["cdn 204"], []]


def test_the_first_statement_of_all_goes_by_itself(node: Node) -> None:
    body = """
      const outbox = open(); outbox.begin({ id: "i" }); fill(outbox, "ab");
      return [await outbox.flush(), got];
    """
    assert play(node, body) == ["saved", ["i 204", "ab 204"]]


def test_a_batch_is_small_enough_to_outlive_the_page(node: Node) -> None:
    body = """
      const outbox = open(); Array.from("abcde").forEach((id) => outbox.hand(big(id)));
      outbox.hand({ id: "f", text: "y".repeat(70000) });
      return [await outbox.flush(), got];
    """
    assert play(node, body) == ["saved", ["ab 204", "cd 204", "e 204", "f! 204"]]


def test_one_bad_statement_does_not_hold_up_the_others(node: Node) -> None:
    body = """
      const outbox = open(); fill(outbox, "abc");
      return [await outbox.flush(), got, left()];
    """
    bad = "(list) => (list.some(({ id }) => id === 'b') ? 400 : 204)"
    assert play(node, body, ", ".join([bad] * 4)) == [
        "saved",
        ["abc 400", "a 204", "b 400", "c 204"],
        [],
    ]


def test_a_result_is_never_given_up(node: Node) -> None:
    body = """
      const outbox = open(); fill(outbox, "azc");
      const answers = [await outbox.flush(), left(), await outbox.flush()];
      return [answers, got, left()];
    """
    bad = "(list) => (list.some(({ id }) => id === 'z') ? 403 : 204)"
    answers, got, left = play(node, body, ", ".join([bad] * 4))
    assert answers == ["refused", ["z"], "saved"]
    assert got == ["azc 403", "a 204", "z 403", "c 204", "z 204"] and left == []


def test_what_the_store_has_already_counts_as_sent(node: Node) -> None:
    """A reply was lost on its way; the store then calls the same id a conflict."""
    body = """
      held.push("a");
      const outbox = open(); fill(outbox, "ab");
      return [await outbox.flush(), got, asked, left()];
    """
    clash = "(list) => (list.some(({ id }) => id === 'a') ? 409 : 204)"
    came = play(node, body, ", ".join([clash] * 3))
    assert came == ["saved", ["ab 409", "a 409", "b 204"], ["a"], []]


def test_a_session_that_was_ended_for_us_refuses_all_and_loses_nothing(node: Node) -> None:
    body = """
      const outbox = open(); fill(outbox, "ab");
      return [await outbox.flush(), got, left()];
    """
    assert play(node, body, "403, 403, 403") == ["refused", ["ab 403", "a 403", "b 403"], ["ab"]]


def test_a_closing_page_sends_one_last_request(node: Node) -> None:
    body = """
      const outbox = open(); fill(outbox, "ab");
      outbox.part({ id: "t" });
      const meanwhile = left();
      await 0; await 0; await 0; await 0;
      return [meanwhile, got, left(), await outbox.flush()];
    """
    assert play(node, body) == [["ab"], ["abt 204"], [], "saved"]


def test_what_does_not_fit_into_the_last_request_waits_for_the_next_launch(node: Node) -> None:
    body = """
      const outbox = open(); Array.from("abcde").forEach((id) => outbox.hand(big(id)));
      outbox.part({ id: "t" });
      await 0; await 0; await 0; await 0;
      return [got, left(), await outbox.flush(), got.length];
    """
    assert play(node, body) == [["abt 204"], ["cde"], "saved", 1]


def test_what_is_under_way_is_not_sent_again_at_the_end(node: Node) -> None:
    body = """
      let answer;
      plan.push(() => new Promise((done) => { answer = done; }));
      const outbox = open(); fill(outbox, "ab");
      const flushed = outbox.flush();
      await 0; await 0;
      fill(outbox, "c");
      outbox.part({ id: "t" });
      answer(204);
      return [await flushed, got.slice().sort(), left()];
    """
    assert play(node, body) == ["saved", ["ab 204", "ct 204"], []]


def test_contexts_keep_what_the_platform_gave_whole_and_first(node: Node) -> None:
    body = """
      const own = { registration: "r", extensions: { a: 1, s: "ours" },
                    contextActivities: { grouping: [{ id: "c" }, { id: "g" }], parent: [{ id: "p" }] } };
      const theirs = { contextActivities: { grouping: [{ id: "g", more: 1 }], category: { id: "x" } },
                       extensions: { s: "theirs" }, platform: "LMS" };
      return [T.merged(own, theirs), theirs];
    """
    made, theirs = play(node, body)
    assert made == {
        "registration": "r",
        "platform": "LMS",
        "contextActivities": {
            "grouping": [{"id": "g", "more": 1}, {"id": "c"}],
            "parent": [{"id": "p"}],
            "category": [{"id": "x"}],
        },
        "extensions": {"a": 1, "s": "theirs"},
    }
    assert theirs["contextActivities"]["grouping"] == [{"id": "g", "more": 1}]


def test_responses_are_spelled_as_the_field_does(node: Node) -> None:
    body = """
      const given = [["choice", "b"], ["choice", "ac"], ["sequencing", "bca"], ["true-false", "a"],
        ["true-false", "b"], ["matching", "b_a"], ["likert", "c"], ["fill-in", "a [b"], ["numeric", "16.5"]];
      return [given.map(([kind, text]) => T.responseOf(kind, text)), [0, 1.005, 3661.5].map(T.spelledOut)];
    """
    responses, times = play(node, body)
    assert responses == ["b", "a[,]c", "b[,]c[,]a", "true", "false", "1[.]b[,]3[.]a", "c", "a [b", "16.5"]
    assert times == ["PT0.00S", "PT1.00S", "PT3661.50S"]


def test_ids_are_random_uuids(node: Node) -> None:
    body = """
      const { webcrypto } = require("crypto");
      const win = { crypto: webcrypto, Uint8Array };
      const ids = Array.from({ length: 100 }, () => T.randomId({ window: win }));
      return [ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
        new Set(ids).size];
    """
    assert play(node, body) == [True, 100]
