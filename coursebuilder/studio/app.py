"""The studio's addresses: its pages, what they ask for as JSON, and the previews."""

from __future__ import annotations

import asyncio
import json
import mimetypes
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from coursebuilder.package import CHUNK, File
from coursebuilder.studio import insert
from coursebuilder.studio.files import (
    Changed,
    forget_unsaved,
    keep_unsaved,
    read_file,
    save_file,
    unsaved_text,
)
from coursebuilder.studio.guard import Guard, Secrets
from coursebuilder.studio.jobs import Jobs, as_json
from coursebuilder.studio.workplace import Unknown, Workplace

_HERE = Path(__file__).parent
_ASSETS = {path.name: path for folder in ("page", "built") for path in sorted((_HERE / folder).glob("*.*"))}
_LONGEST_WAIT = 20  # seconds that a page waits for changes before it asks again
_LARGEST = 4_000_000  # bytes of a request; a module's file has 500,000 at most
_IN_PREVIEW = b'<script src="studio-preview.js"></script>'


@dataclass(slots=True)
class Changes:
    """How often files were changed by other programs, and a way to wait for the next time."""

    count: int = 0
    _waiting: asyncio.Event = field(default_factory=asyncio.Event)

    def happened(self) -> None:
        """Files have changed: whoever waits is told."""
        self.count += 1
        self._waiting.set()
        self._waiting = asyncio.Event()

    async def after(self, count: int) -> int:
        """The count once it is over this one, or as it is after the longest wait."""
        if self.count <= count:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._waiting.wait(), _LONGEST_WAIT)
        return self.count


@dataclass(frozen=True, slots=True)
class _Studio:
    place: Workplace
    secret: Secrets
    changes: Changes
    jobs: Jobs


def make_app(place: Workplace, port: int, secret: Secrets, changes: Changes, jobs: Jobs) -> Starlette:
    """The studio for a folder, to be served on this port of 127.0.0.1."""
    studio = _Studio(place, secret, changes, jobs)
    own, shown = f"/{secret.own}", f"/{secret.preview}"
    answers = (_courses, _state, _file, _save, _page, _problems, _forget, _build, _job, _stop, _show, _insert)
    routes = [
        Route(f"{own}/", _asset_named(studio, "start.html")),
        Route(f"{own}/desk", _asset_named(studio, "desk.html")),
        Route(f"{own}/assets/{{name}}", _asset_named(studio)),
        Route(f"{own}/api/changes", _changes(studio)),
        *(
            Route(f"{own}/api/{one.__name__[1:]}", _answered(studio, one), methods=["POST"])
            for one in answers
        ),
        Route(f"{shown}/{{number:int}}/{{name:path}}", _previewed(studio)),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guard, port=port, secret=secret)])


Given = dict[str, str]
_Answer = Callable[[_Studio, Given], object]


def _answered(studio: _Studio, answer: _Answer) -> Callable[..., object]:
    """An address that takes a JSON object of texts and gives what the function makes of it, as JSON."""

    async def endpoint(request: Request) -> Response:
        if int(request.headers.get("content-length", "0")) > _LARGEST:
            return PlainTextResponse("the text is too long", 413)
        try:
            given = json.loads(await request.body() or b"{}")
            if not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values()):
                return PlainTextResponse("a JSON object of texts is asked for", 400)
            return JSONResponse(await run_in_threadpool(answer, studio, given))
        except Changed as error:
            return JSONResponse({"text": error.now.text, "version": error.now.version}, 409)
        except Unknown as error:
            return PlainTextResponse(str(error), 404)
        except (KeyError, ValueError) as error:  # not UTF-8 is a ValueError too
            return PlainTextResponse(f"can't be read: {error}", 400)
        except OSError as error:
            return PlainTextResponse(f"{error.filename}: {error.strerror}", 500)

    return endpoint


# ---- what the start page asks


def _courses(studio: _Studio, given: Given) -> object:
    return {"folder": studio.place.folder.as_posix(), "courses": studio.place.courses()}


def _state(studio: _Studio, given: Given) -> object:
    return studio.place.state(given["course"])


def _build(studio: _Studio, given: Given) -> object:
    return {"begun": studio.jobs.begin(studio.place, given["course"], given.get("draft") == "yes")}


def _job(studio: _Studio, given: Given) -> object:
    return as_json(studio.jobs.last, studio.place)


def _stop(studio: _Studio, given: Given) -> object:
    if studio.jobs.last:
        studio.jobs.last.stop.set()
    return {}


def _show(studio: _Studio, given: Given) -> object:
    """Open the page that lists the packages, in a window of its own, from the disk."""
    page = studio.place.out / "index.html"
    return {"opened": page.is_file() and webbrowser.open(page.as_uri())}


# ---- what the desk asks


def _file(studio: _Studio, given: Given) -> object:
    path = studio.place.module(given["course"], given["file"])
    now, unsaved = read_file(path), unsaved_text(studio.place.out, path)
    if unsaved and unsaved.text == now.text:
        unsaved = None
    kept = {"text": unsaved.text, "version": unsaved.version} if unsaved else None
    return {"text": now.text, "version": now.version, "unsaved": kept}


def _save(studio: _Studio, given: Given) -> object:
    path = studio.place.module(given["course"], given["file"])
    saved = save_file(path, given["text"], given["version"])
    forget_unsaved(studio.place.out, path)
    studio.place.forget_what_was_read()
    return {"version": saved.version}


def _page(studio: _Studio, given: Given) -> object:
    """Keep the text against a crash if it isn't saved, and make the page of it."""
    path = _allowed(studio, given)
    if given.get("version"):
        keep_unsaved(studio.place.out, path, given["text"], given["version"])
    number, made = studio.place.preview(given["course"], path, given["text"])
    return {
        "address": f"/{studio.secret.preview}/{number}/index.html" if number else None,
        "pages": [{"id": page.id, "line": page.line} for page in made.pages],
        "errors": [studio.place.shown(one) for one in made.errors],
    }


def _problems(studio: _Studio, given: Given) -> object:
    return studio.place.problems(given["course"], _allowed(studio, given), given["text"])


def _forget(studio: _Studio, given: Given) -> object:
    forget_unsaved(studio.place.out, studio.place.module(given["course"], given["file"]))
    return {}


def _insert(studio: _Studio, given: Given) -> object:
    return [{"group": group, "label": label, "text": text} for group, label, text in insert.entries()]


def _allowed(studio: _Studio, given: Given) -> Path:
    """The module's file; one that is being written was looked up before, which saves reading its course."""
    path = studio.place.folder / given["file"]
    return path if path in studio.place.known else studio.place.module(given["course"], given["file"])


# ---- other answers


def _asset_named(studio: _Studio, fixed: str = "") -> Callable[..., object]:

    async def endpoint(request: Request) -> Response:
        path = _ASSETS.get(fixed or request.path_params["name"])
        if path is None:
            return PlainTextResponse("there is no such file", 404)
        data = path.read_bytes()
        if path.suffix == ".html":
            data = data.replace(b"{nonce}", studio.secret.nonce.encode())
        return Response(data, media_type=_kind(path.name, "text/plain"))

    return endpoint


def _changes(studio: _Studio) -> Callable[..., object]:

    async def endpoint(request: Request) -> Response:
        seen = request.query_params.get("seen", "")
        count = await studio.changes.after(int(seen) if seen.isdigit() else -1)
        return JSONResponse({"count": count})

    return endpoint


def _previewed(studio: _Studio) -> Callable[..., object]:

    async def endpoint(request: Request) -> Response:
        name = request.path_params["name"]
        if name == "studio-preview.js":
            return Response(_ASSETS["preview.js"].read_bytes(), media_type="text/javascript")
        package = studio.place.previews.get(request.path_params["number"])
        file = package.files.get(name) if package else None
        if file is None:
            return PlainTextResponse("there is no such file in this preview", 404)
        kind = _kind(name, "application/octet-stream")
        if name == "index.html":
            with file.open() as stream:
                return Response(stream.read() + _IN_PREVIEW, media_type=kind)
        return StreamingResponse(_pieces(file), media_type=kind, headers={"Content-Length": str(file.size)})

    return endpoint


def _kind(name: str, other: str) -> str:
    """The media type of a file by its name; `other` where the name tells none."""
    if name.endswith(".js"):
        return "text/javascript"  # Windows may know it as text/plain
    return mimetypes.guess_type(name)[0] or other


def _pieces(file: File) -> Iterator[bytes]:
    with file.open() as stream:
        while piece := stream.read(CHUNK):
            yield piece
