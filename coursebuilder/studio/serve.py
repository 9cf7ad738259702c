"""Run the studio: a port of 127.0.0.1, a watch over the courses' files, a browser that opens the page."""

from __future__ import annotations

import asyncio
import datetime
import os
import socket
import threading
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from watchfiles import DefaultFilter, awatch

from coursebuilder.studio.app import Changes, make_app
from coursebuilder.studio.files import course_folders
from coursebuilder.studio.guard import Secrets
from coursebuilder.studio.jobs import Jobs
from coursebuilder.studio.workplace import Workplace

_HOST = "127.0.0.1"
_OFTEN = 200  # milliseconds in which changes are taken as one


def serve(folder: Path, port: int, today: datetime.date, opens: bool, say: Callable[[str], None]) -> None:
    """Serve the studio for a folder until it is interrupted.

    port: 0 takes a free one; opens: whether a browser is opened; say: called with the address
    Raises OSError where the port is taken.
    """
    with socket.socket() as listening:
        if os.name == "posix":  # on Windows this would share the port with another program
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((_HOST, port))
        listening.listen()  # from now on a browser waits for the server
        place, secret, changes = Workplace(folder.resolve(), today), Secrets(), Changes()
        taken = listening.getsockname()[1]
        app = make_app(place, taken, secret, changes, Jobs())
        config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=2)
        server = uvicorn.Server(config)
        app.router.lifespan_context = lambda _: _watching(place, changes, server)
        address = f"http://{_HOST}:{taken}/{secret.own}/"
        say(address)
        if opens:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        server.run([listening])


@asynccontextmanager
async def _watching(place: Workplace, changes: Changes, server: uvicorn.Server) -> AsyncIterator[None]:
    """While this is open, changes of files are told; when the server ends, who waits for them is let go."""
    tasks = [asyncio.create_task(one) for one in (_watch(place, changes), _end(changes, server))]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()


async def _end(changes: Changes, server: uvicorn.Server) -> None:
    while not server.should_exit:
        await asyncio.sleep(0.25)
    changes.happened()


async def _watch(place: Workplace, changes: Changes) -> None:
    """Tell of each change in a course's folder, or in a folder called shared beside one."""
    folders = set()
    for course in course_folders(place.folder):
        folders |= {course, *(beside for beside in [course.parent / "shared"] if beside.is_dir())}
    if not folders:  # nothing would be watched, which awatch refuses
        return
    async for _ in awatch(*folders, watch_filter=_Written(ignore_paths=[place.out]), step=_OFTEN):
        place.forget_what_was_read()
        changes.happened()


class _Written(DefaultFilter):
    """What an author's programs write, without half-written files of ours."""

    ignore_entity_patterns = (*DefaultFilter.ignore_entity_patterns, r"\.part$")
