"""`python -m coursebuilder.lrs`: run the double as a process, for conformance suites and experiments."""

from __future__ import annotations

import argparse
import threading
from pathlib import Path

from coursebuilder.lrs.server import LOGINS, serve


def main() -> None:
    """Serve until interrupted; prints endpoint, user and password."""
    parser = argparse.ArgumentParser(prog="python -m coursebuilder.lrs", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--file", type=Path, help="SQLite file to keep everything in; default: memory")
    parser.add_argument("--login", action="append", metavar="USER:PASSWORD", help="may be repeated")
    given = parser.parse_args()
    logins = dict(login.split(":", 1) for login in given.login or ()) or LOGINS
    with serve(logins, path=given.file, port=given.port) as lrs:
        user, password = next(iter(lrs.logins.items()))
        print(f"{lrs.endpoint} user {user} password {password} (for tests, not for production)", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
