"""A record store that nobody here wrote: Ralph, on its file back-end, takes what Chromium sends to it.

Its traps: writing twice needs the operation type "append", origins are named one by one, few headers pass,
and there are statements only: no document is kept.
"""

from __future__ import annotations

import base64
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import bcrypt
import pytest
from playwright.sync_api import Browser

from coursebuilder.package import Package
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.record_store import ACTOR, REGISTRATION, Account, account

# No setting says how it writes: left alone it makes its file anew at the first POST and refuses the second.
SERVER = """
import sys
import uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend
FSLRSBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run("ralph.api:app", host="127.0.0.1", fd=int(sys.argv[1]))
"""
LOGIN = ("provider", "a password")


@dataclass(frozen=True)
class Ralph:
    address: str
    file: Path

    def statements(self) -> list[dict[str, Any]]:
        """Those whose line is whole."""
        text = self.file.read_text("utf-8") if self.file.exists() else ""
        return [json.loads(line) for line in text.rpartition("\n")[0].splitlines()]

    def verbs(self, launches: int) -> list[str]:
        """Of all statements once so many launches have told their end; the last may take a moment."""
        until = time.monotonic() + 6
        while sum(one["verb"]["id"].endswith("terminated") for one in self.statements()) < launches:
            if time.monotonic() > until:
                break
            time.sleep(0.05)
        return [one["verb"]["id"].rpartition("/")[2] for one in self.statements()]


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A port of the loopback address for Ralph: a package's browser may reach it before Ralph is there."""
    with socket.create_server(("127.0.0.1", 0)) as made:
        yield made


def address_of(listening: socket.socket) -> str:
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


@contextmanager
def running(folder: Path, origin: str, listening: socket.socket) -> Iterator[Ralph]:
    """Ralph on this port, for pages of this origin; ends with the block."""
    made = bcrypt.hashpw(LOGIN[1].encode(), bcrypt.gensalt(4)).decode()
    user = {
        "username": LOGIN[0],
        "hash": made,
        "scopes": ["all"],
        "agent": {"mbox": "mailto:lrs@example.org"},
    }
    (folder / "auth.json").write_text(json.dumps([user]), encoding="utf-8")
    told = {
        "RALPH_APP_DIR": str(folder),
        "RALPH_AUTH_FILE": str(folder / "auth.json"),
        "RALPH_RUNSERVER_BACKEND": "fs",
        "RALPH_RUNSERVER_CORS_ALLOW_ORIGINS": json.dumps([origin]),
        "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder / "store"),
    }
    (folder / "store").mkdir()
    command = [sys.executable, "-c", SERVER, str(listening.fileno())]
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        cwd=folder,
        env=os.environ | told,
        pass_fds=[listening.fileno()],
    ) as server:
        try:
            assert server.stderr
            lines = []
            for line in server.stderr:
                lines.append(line)
                if "startup complete" in line:
                    break
            else:
                raise AssertionError("Ralph does not start: " + "".join(lines[-20:]))
            yield Ralph(address_of(listening), folder / "store" / "fs_lrs.jsonl")
        finally:
            server.terminate()


def opened(lms: Account, store: Ralph) -> Callable[[], Learner]:
    """Opens the module as a platform does whose record store this is."""
    login = base64.b64encode(":".join(LOGIN).encode()).decode()
    query = {
        "endpoint": f"{store.address}/xAPI/",
        "auth": f"Basic {login}",
        "actor": json.dumps(ACTOR),
        "registration": str(REGISTRATION),
        "activity_id": lms.activity,
    }
    return lambda: lms.launch(query=urlencode(query)).ready()


def trouble(lms: Account, store: Ralph) -> list[str]:
    """What went wrong, but for what a store without documents answers and for its being another host."""
    return [line for line in lms.trouble if store.address not in line]


def test_a_learners_statements_reach_it(
    browser: Browser, packaged: Callable[..., Package], tmp_path: Path, listening: socket.socket
) -> None:
    made = account(browser, packaged("xapi"), reach=(address_of(listening),))
    with made as lms, running(tmp_path, lms.host.address, listening) as store:
        open_again = opened(lms, store)
        learner = open_again()
        learner.read_to_end()
        learner.take()
        learner.leave()
        learner.close()
        verbs = store.verbs(1)
        assert verbs[0] == "initialized" and verbs[-3:] == ["completed", "passed", "terminated"]
        assert {"experienced", "progressed", "answered"} < set(verbs)
        assert {json.dumps(one["actor"], sort_keys=True) for one in store.statements()} == {
            json.dumps(ACTOR, sort_keys=True)
        }
        # It keeps no document, so this device does; nothing is told twice.
        open_again().close()
        assert store.verbs(2)[len(verbs) :] == ["initialized", "terminated"]
        ids = [one["id"] for one in store.statements()]
        assert len(ids) == len(set(ids))
        assert trouble(lms, store) == [] and lms.statements() == []


def test_where_it_does_not_know_the_pages_origin_nothing_is_called_saved(
    browser: Browser, packaged: Callable[..., Package], tmp_path: Path, listening: socket.socket
) -> None:
    made = account(browser, packaged("xapi"), reach=(address_of(listening),))
    with made as lms, running(tmp_path, "https://elsewhere.example", listening) as store:
        learner = opened(lms, store)()
        learner.next()
        learner.find("[data-banner]:not([hidden])").wait_for(timeout=20_000)
        assert store.statements() == []
        learner.close()
