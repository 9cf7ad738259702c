"""A visitor takes cmi5 and tincan packages of other makers: what is right is said so, what isn't is named."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from commands import verify
from strangers import BUILT_IN, JOINS, SPLITTING, zipped
from test_verify_command import MANIFEST

pytestmark = pytest.mark.usefixtures("verify_in_browser")
READERS = {"splitting": SPLITTING, "built in": BUILT_IN}


@pytest.mark.parametrize("kind", ["cmi5", "xapi"])
@pytest.mark.parametrize("reader", READERS)
def test_a_good_one_is_safe_however_it_reads_its_launch(tmp_path: Path, kind: str, reader: str) -> None:
    """It asks with "/" between where there is none: both forms of the endpoint work."""
    result = verify(zipped(tmp_path, kind, READERS[reader], "careful"))
    assert (result.exit_code, result.stderr.count("\n")) == (0, 1), result.output
    assert result.stderr.startswith("Next: load it into your LMS")
    assert "kettles.zip can be uploaded; nothing went wrong." in result.stdout


@pytest.mark.parametrize("kind", ["cmi5", "xapi"])
@pytest.mark.parametrize(
    ("join", "said"), [("always", "where the endpoint ends with a slash"), ("none", "ends without a slash")]
)
def test_an_endpoint_that_works_in_one_form_alone_is_said(
    tmp_path: Path, kind: str, join: str, said: str
) -> None:
    assert join in JOINS
    result = verify(zipped(tmp_path, kind, join=join))
    assert result.exit_code == 0, result.output
    assert said in result.stderr and "[endpoint-slash]" in result.stderr
    assert "0 errors, 1 warning," in result.stderr
    assert "Unexpected token" not in result.output


def test_what_it_does_wrong_is_found(tmp_path: Path) -> None:
    result = verify(zipped(tmp_path, "xapi", join="careful", more="\nask('POST', 'statements', '[{}]');"))
    assert result.exit_code == 1 and "[request-refused]" in result.stderr
    silent = "\nvar all = say; say = function (verb, more) { if (verb !== 'terminated') all(verb, more); };"
    result = verify(zipped(tmp_path, "cmi5", join="careful", more=silent))
    assert result.exit_code == 1 and "[never-ended]" in result.stderr, result.output


def test_what_never_begins_is_a_warning(tmp_path: Path) -> None:
    result = verify(zipped(tmp_path, "cmi5", join="careful", more="\nsay = function () {};"))
    assert result.exit_code == 0 and "[never-begun]" in result.stderr, result.output


UNLOADING = """<!doctype html><html lang="en"><title>Theirs</title><p>Hello</p><script>
const api = parent.API; api.LMSInitialize("");
api.LMSSetValue("cmi.core.lesson_location", 0); api.LMSSetValue("cmi.core.lesson_location", 1);
api.LMSCommit("");
addEventListener("%s", () => { api.LMSFinish(""); });
</script></html>"""


@pytest.mark.parametrize("event", ["unload", "pagehide"])
def test_numbers_are_taken_and_unload_is_said_once(tmp_path: Path, event: str) -> None:
    """As the field's own samples do it: a number for a place, and the end in unload."""
    with zipfile.ZipFile(tmp_path / "theirs.zip", "w") as archive:
        archive.writestr("imsmanifest.xml", MANIFEST)
        archive.writestr("page.html", UNLOADING % event)
    result = verify(tmp_path / "theirs.zip")
    told = "LMSSetValue(cmi.core.lesson_location, 0): a number or a truth value, not a text [argument-type]"
    assert result.stderr.count(told) == 2  # launches
    assert "call-refused" not in result.stderr and "Permissions policy" not in result.stderr
    assert ("it ends in unload, which browsers are taking away" in result.stderr) is (event == "unload")
    assert result.exit_code == (event == "unload")
