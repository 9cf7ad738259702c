"""The studio's server: who may ask it, what it reads and writes, the page of unsaved text."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from conftest import in_a_thread
from starlette.applications import Starlette

from coursebuilder.build.pipeline import read_courses
from coursebuilder.studio import guard, insert
from coursebuilder.studio.app import Changes, make_app
from coursebuilder.studio.files import Changed, course_folders, read_file, save_file
from coursebuilder.studio.jobs import Jobs
from coursebuilder.studio.workplace import Unknown, Workplace

PORT = 8765
HERE = f"http://127.0.0.1:{PORT}"
T = TypeVar("T")
FILE = {"course": "carers", "file": "carers/modules/01-who.md"}
SETTINGS = """id: carers
title: Young carers
audience: people who work with young people
modules: [modules/01-who.md]
"""
TEXT = """---
id: who
title: Who they are
minutes: 3
---
What this is about.

## Where it starts {#starts}

The first page.
"""


def _result(work: Coroutine[None, None, T]) -> T:
    """What a coroutine gives, in a thread of its own: the browser of other tests keeps a loop in this one."""
    return in_a_thread(lambda: asyncio.run(work))


class Client:
    """Sends requests to an app without a socket. Not starlette's own, which warns beside a newer anyio."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    def get(self, address: str, headers: dict[str, str] | None = None) -> httpx.Response:
        return _result(self._sent("GET", address, headers or {}))

    def post(self, address: str, json: dict[str, str], headers: dict[str, str]) -> httpx.Response:
        return _result(self._sent("POST", address, headers, json))

    async def _sent(
        self, method: str, address: str, headers: dict[str, str], given: dict[str, str] | None = None
    ) -> httpx.Response:
        transport = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
            return await client.request(method, address, json=given, headers=headers)


class Studio:
    """A studio for a folder with one course, and a client that asks it as its own page does."""

    def __init__(self, folder: Path) -> None:
        (folder / "carers" / "modules").mkdir(parents=True)
        (folder / "carers" / "course.yaml").write_text(SETTINGS)
        self.module = folder / "carers" / "modules" / "01-who.md"
        self.module.write_text(TEXT)
        self.place = Workplace(folder.resolve(), datetime.date(2026, 5, 3))
        self.secret, self.jobs, self.changes = guard.Secrets(), Jobs(), Changes()
        app = make_app(self.place, PORT, self.secret, self.changes, self.jobs)
        self.client = Client(app)
        self.own = f"/{self.secret.own}"

    def post(self, name: str, **given: str) -> Any:
        return self.client.post(f"{self.own}/api/{name}", json=given, headers={"Origin": HERE})

    def ask(self, name: str, **given: str) -> Any:
        answer = self.post(name, **given)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    made = Studio(tmp_path)
    yield made
    made.jobs.wait()


def test_the_pages_and_all_they_name_are_served_with_a_strict_policy(studio: Studio) -> None:
    for page in (
        "/",
        "/desk",
        "/assets/studio.css",
        "/assets/start.js",
        "/assets/desk.js",
        "/assets/editor.js",
    ):
        answer = studio.client.get(studio.own + page)
        assert answer.status_code == 200, page
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
    assert studio.client.get(f"{studio.own}/assets/../app.py").status_code in {403, 404}
    assert studio.client.get(f"{studio.own}/assets/app.py").status_code == 404


@pytest.mark.parametrize(
    ("headers", "word"),
    [
        ({"Host": "evil.example"}, "own"),
        ({"Host": f"evil.example:{PORT}"}, "own"),
        ({"Host": "127.0.0.1:1"}, "own"),
        ({"Origin": "http://evil.example"}, "own"),
        ({"Origin": f"http://localhost:{PORT}"}, "own"),
        ({"Origin": "null"}, "own"),
        ({}, "own"),  # no page's script posts without an Origin
        ({"Origin": HERE}, "preview"),
        ({"Origin": HERE}, "guessed"),
    ],
)
def test_others_are_refused_and_nothing_is_written(
    studio: Studio, headers: dict[str, str], word: str
) -> None:
    first = {"own": studio.secret.own, "preview": studio.secret.preview}.get(word, word)
    given = {**FILE, "text": "x", "version": read_file(studio.module).version}
    answer = studio.client.post(f"/{first}/api/save", json=given, headers=headers)
    assert answer.status_code == 403
    assert studio.module.read_text() == TEXT


def test_only_modules_that_a_course_lists_are_read_and_written(studio: Studio, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.md"
    outside.write_text(TEXT)
    (studio.module.parent / "02-link.md").symlink_to(outside)
    (studio.module.parent / "03-loose.md").write_text(TEXT)
    names = (
        "../outside.md",
        str(outside),
        "carers/modules/02-link.md",
        "carers/modules/03-loose.md",
        "carers/course.yaml",
    )
    for listed in ("", "[modules/01-who.md, modules/02-link.md]"):
        if listed:
            (tmp_path / "carers/course.yaml").write_text(SETTINGS.replace("[modules/01-who.md]", listed))
        for name in names:
            answer = studio.post(
                "save", course="carers", file=name, text="x", version=read_file(outside).version
            )
            assert answer.status_code == 404, name
    assert studio.post("file", course="../carers", file=FILE["file"]).status_code == 404
    assert outside.read_text() == TEXT


def test_unsaved_text_becomes_a_page_and_the_file_stays(studio: Studio) -> None:
    text = TEXT.replace("The first page.", "Typed just now. <script>alert(1)</script>")
    version = studio.ask("file", **FILE)["version"]
    made = studio.ask("page", **FILE, text=text, version=version)
    assert [(page["id"], page["line"]) for page in made["pages"]] == [("start", 1), ("starts", 8)]
    page = studio.client.get(made["address"])
    assert "Typed just now." in page.text
    assert "<script>alert" not in page.text
    assert page.headers["content-security-policy"].startswith("sandbox allow-scripts; default-src 'none';")
    assert "connect-src 'none'" in page.headers["content-security-policy"]
    assert studio.secret.own not in page.text
    script = studio.client.get(f"/{studio.secret.preview}/1/runtime.js", headers={"Origin": "null"})
    assert script.headers["content-type"].startswith("text/javascript")
    assert studio.module.read_text() == TEXT
    assert studio.ask("file", **FILE)["unsaved"] == {"text": text, "version": version}
    studio.ask("forget", **FILE)
    assert studio.ask("file", **FILE)["unsaved"] is None


def test_a_mistake_keeps_the_page_away_and_is_told_with_its_line(studio: Studio) -> None:
    text = TEXT + "\n::: nonsense\nx\n:::\n"
    made = studio.ask("page", **FILE, text=text, version="")
    assert made["address"] is None
    assert [(one["line"], one["code"]) for one in made["errors"]] == [(12, "unknown-block")]
    found = studio.ask("problems", **FILE, text=text)["problems"]
    assert [(one["file"], one["line"]) for one in found if one["severity"] == "error"] == [(FILE["file"], 12)]


def test_what_is_unfinished_is_to_do_and_the_page_is_there(studio: Studio) -> None:
    text = TEXT + "\n::: question\nWhose is it?\n\n- [x] Theirs\n- [ ] Mine\n  > No.\n:::\n"
    assert studio.ask("page", **FILE, text=text, version="")["address"]
    found = studio.ask("problems", **FILE, text=text)["problems"]
    assert [one["line"] for one in found if one["severity"] == "to-do"] == [12]


def test_a_file_keeps_its_line_ends_mark_and_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbfone\r\ntwo\r\n")
    path.chmod(0o640)
    saved = save_file(path, "one\nthree\n", read_file(path).version)
    assert path.read_bytes() == b"\xef\xbb\xbfone\r\nthree\r\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert saved == read_file(path)
    assert [one.name for one in tmp_path.iterdir()] == ["a.md"]
    path.write_text("somebody else's")
    with pytest.raises(Changed) as changed:
        save_file(path, "mine", saved.version)
    assert changed.value.now.text == "somebody else's" == path.read_text()


def test_saving_over_another_programs_change_tells_both_texts(studio: Studio) -> None:
    version = studio.ask("file", **FILE)["version"]
    studio.module.write_text(TEXT + "\nTheirs.\n")
    answer = studio.post("save", **FILE, text="Mine.", version=version)
    assert answer.status_code == 409
    assert answer.json()["text"] == TEXT + "\nTheirs.\n"
    saved = studio.ask("save", **FILE, text=TEXT + "\nBoth.\n", version=answer.json()["version"])
    assert studio.module.read_text() == TEXT + "\nBoth.\n"
    assert saved["version"] == read_file(studio.module).version


def test_the_start_page_tells_the_state_and_a_build_ends_with_packages(
    studio: Studio, tmp_path: Path
) -> None:
    assert studio.ask("courses")["courses"] == ["carers"]
    state = studio.ask("state", course="carers")
    assert (state["title"], state["mistakes"], state["lastBuild"]) == ("Young carers", 0, None)
    assert state["modules"] == [
        {"title": "Who they are", "file": FILE["file"], "writable": True, "unsaved": False}
    ]
    assert studio.ask("build", course="carers")["begun"]
    studio.jobs.wait()
    job = studio.ask("job")
    assert (job["ended"], job["done"], job["count"], job["built"]) == ("built", 1, 1, True)
    assert (tmp_path / "dist/scorm12/carers--who.zip").is_file()
    assert studio.ask("state", course="carers")["lastBuild"]


def test_a_build_with_mistakes_writes_nothing(studio: Studio, tmp_path: Path) -> None:
    studio.module.write_text(TEXT + "\n::: nonsense\nx\n:::\n")
    studio.ask("build", course="carers", draft="yes")
    studio.jobs.wait()
    job = studio.ask("job")
    errors = [one["code"] for one in job["problems"] if one["severity"] == "error"]
    assert (job["built"], errors) == (False, ["unknown-block"])
    assert not list(tmp_path.glob("dist/*/*.zip"))


def test_a_change_is_told_to_who_waits() -> None:
    async def run() -> int:
        changes = Changes()
        waiting = asyncio.create_task(changes.after(0))
        await asyncio.sleep(0)
        changes.happened()
        return await waiting

    assert _result(run()) == 1


def test_every_example_of_the_insert_menu_can_be_read(studio: Studio, tmp_path: Path) -> None:
    blocks = "\n".join(text for group, label, text in insert.entries() if label != "Page")
    studio.module.write_text(f"{TEXT}\n{blocks}")
    read = read_courses([tmp_path / "carers"])
    assert [one for one in read.problems if one.severity == "error"] == []


def test_the_policy_of_previews_knows_the_script_that_stands_in_pages(studio: Studio) -> None:
    made = studio.ask("page", **FILE, text=TEXT, version="")
    assert f"<script>{guard.SCRIPT}</script>" in studio.client.get(made["address"]).text


def test_courses_are_found_in_folders_and_not_in_packages(tmp_path: Path) -> None:
    for name in ("b", "a/deep", "dist/x", ".hidden", "node_modules/y"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "course.yaml").write_text("")
    assert [one.relative_to(tmp_path).as_posix() for one in course_folders(tmp_path)] == ["a/deep", "b"]


def test_a_course_that_comes_or_goes_while_the_studio_runs_is_noticed(tmp_path: Path) -> None:
    place = Workplace(tmp_path, datetime.date(2026, 5, 3))
    with pytest.raises(Unknown):
        place.course("new")
    settings = tmp_path / "new" / "course.yaml"
    settings.parent.mkdir()
    settings.write_text("")
    assert [place.course("new"), place.course("new")] == [tmp_path / "new"] * 2
    settings.unlink()
    with pytest.raises(Unknown):
        place.course("new")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "course.yaml").write_text("")
    with pytest.raises(Unknown):
        place.course("dist")
