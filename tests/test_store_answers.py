"""What counts as a record store's answer: its content, not its status alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from js import Node, run_async
from playwright.sync_api import Browser

from coursebuilder.lrs.faults import Fault
from coursebuilder.package import Package
from coursebuilder.verify import learners
from coursebuilder.verify.record_store import account

PAGE = "<form>Please sign in</form>"
# A network where every request of a method is answered alike; `asked` are their addresses.
WORLD = """
const asked = [];
const env = { setTimeout, clearTimeout, window: { encodeURIComponent, fetch: async (address, { method }) => {
  asked.push(method);
  const [status, text, type] = answers[method];
  const headers = { get: (name) => (name === "Content-Type" ? type : null) };
  return { status, headers, text: async () => text };
} } };
const store = new T.RecordStore(env, "https://lrs.example/xapi", "", {});
"""


def asked(node: Node, body: str, **answers: tuple[int, str, str | None]) -> Any:
    text = f"const answers = {json.dumps(answers)};\n{WORLD}\n{body}"
    return run_async(node, {"lrs.js": ("RecordStore",)}, text)


@pytest.mark.parametrize(
    ("posted", "got", "code"),
    [
        ((200, '["a", "b"]', "application/json"), (404, "", None), 200),
        ((204, "", None), (404, "", None), 204),
        ((200, PAGE, "text/html; charset=utf-8"), (200, PAGE, "text/html"), 0),
        ((200, PAGE, "text/plain"), (200, PAGE, "text/plain"), 0),
        ((200, "{}", "application/json"), (200, "{}", "application/json"), 0),
        ((200, "", None), (200, "", None), 0),
        ((200, '["x", "y"]', "application/json"), (404, "", None), 0),
        ((200, "", None), (200, '{"id": "a"}', "application/json"), 0),  # it has one of the two
        ((503, PAGE, "text/html"), (404, "", None), 503),
    ],
)  # fmt: skip
def test_statements_are_taken_when_the_store_names_them(
    node: Node, posted: tuple[int, str, str | None], got: tuple[int, str, str | None], code: int
) -> None:
    body = 'return (await store.post([{ id: "a" }, { id: "b" }])).code;'
    assert asked(node, body, POST=posted, GET=got) == code


def test_a_store_that_names_the_new_ones_alone_is_asked_for_the_others(node: Node) -> None:
    """Ralph answers a batch with the ids that it had not got before."""
    body = 'return [(await store.post([{ id: "a" }, { id: "b" }])).code, asked];'
    answers = {"POST": (200, '["b"]', "application/json"), "GET": (200, '{"id": "a"}', "application/json")}
    assert asked(node, body, **answers) == [200, ["POST", "GET"]]


@pytest.mark.parametrize(
    ("got", "code"),
    [
        ((200, '{"state": "1"}', "application/json"), 200),
        ((404, "", "text/html"), 404),
        ((200, PAGE, "text/html"), 0),
        ((200, PAGE, None), 0),
    ],
)
def test_a_document_is_one_that_can_be_read(node: Node, got: tuple[int, str, str | None], code: int) -> None:
    assert asked(node, 'return (await store.stored("GET", "ours")).code;', GET=got) == code


@pytest.mark.parametrize("target", ["cmi5", "xapi"])
def test_behind_a_sign_in_page_nothing_is_called_saved_and_all_comes_later(
    browser: Browser, packaged: Callable[..., Package], target: str
) -> None:
    with account(browser, packaged(target)) as store:
        learner = store.launch().ready()
        with store.store.fault(Fault(methods=("GET", "PUT", "POST"), page=True)):
            learner.take()
            learner.find("[data-banner]").wait_for()
            assert "saved" not in learner.find("[data-result-saved]").inner_text().replace("not saved", "")
            learner.close()
        again = learners.revisitor(store)
        again.close()
        store.settle()
        assert [store.verbs().count(one) for one in ("completed", "passed")] == [1, 1]


@pytest.mark.parametrize("target", ["cmi5", "xapi"])
def test_what_was_read_is_in_the_store_though_the_window_just_closed(
    browser: Browser, packaged: Callable[..., Package], target: str
) -> None:
    """cmi5: within seconds, for its store takes nothing after the session's last statement."""
    with account(browser, packaged(target)) as store:
        learner = store.launch().ready()
        learner.next()
        learner.next()
        here = learner.page
        if target == "cmi5":
            learner.window.wait_for_timeout(5000)
        learner.close()
        store.settle()
        learner = store.launch()
        learner.find("[data-resume] b").wait_for()
        kept = [json.loads(one.body) for one in store.store.documents()]
        assert here in [one.get("location") for one in kept] and store.trouble == []


def test_a_visit_after_the_result_hands_over_what_this_device_alone_has(
    browser: Browser, packaged: Callable[..., Package]
) -> None:
    with account(browser, packaged("xapi")) as store:
        with store.store.fault(Fault("activities/state", ("PUT", "POST"), status=500)):
            learners.completer(store).close()
            store.settle()
        assert store.store.documents() == []
        learner = store.launch().ready()
        learner.find(".notice").wait_for()
        learner.close()
        store.settle()
        (kept,) = store.store.documents()
        assert json.loads(kept.body)["sent"] == ["completed", "passed"]
