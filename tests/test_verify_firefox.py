"""verify --browser firefox: learners take a package in a real one, where the machine has it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coursebuilder.package import Package, Zipped

FOUND = shutil.which("firefox-esr") or shutil.which("firefox")


@pytest.mark.browser
@pytest.mark.skipif(not FOUND, reason="no Firefox on this machine: Debian's is firefox-esr")
def test_learners_take_a_package_in_firefox(packaged: Callable[..., Package]) -> None:
    """Who needs what it can't be made to do is not played, and that is said."""
    file = next(iter(packaged("scorm12").files.values()))
    assert isinstance(file, Zipped)
    people = [part for name in ("completer", "closer", "reader", "phone") for part in ("--learner", name)]
    package = str(Path(file.archive))
    line = [sys.executable, "-m", "coursebuilder", "verify", package, "--browser", "firefox", *people]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    name = "/".join(Path(file.archive).parts[-2:])
    assert f"Any other LMS: {name} can be uploaded; nothing went wrong.\n" in done.stdout
    assert "Played in Firefox " in done.stdout and "Not played in Chromium" in done.stdout
    for who, lacking in (("reader", "do without JavaScript"), ("phone", "take a finger")):
        told = f"{who} on generic: not played: this browser can't be made to {lacking} [learner-not-played]"
        assert f"{package}: warning: {told}" in done.stderr
    assert "0 errors, 2 warnings" in done.stderr
