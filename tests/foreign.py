"""Packages of other makers, made while testing: a packager and a runtime from npm, and pages by hand."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from conftest import judge

VERSIONS = {"scorm12": "1.2", "scorm2004-3rd": "2004 3rd Edition", "scorm2004-4th": "2004 4th Edition"}
PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Listening first</title><link rel="stylesheet" href="css/style.css"></head>
<body>
<main><h1>Listening first</h1><p>Start where the young person is. <a href="https://www.nhs.uk/">More</a></p>
<button type="button" id="done">I have read this</button></main>
<script src="js/scorm.js"></script><script src="js/app.js"></script>
</body>
</html>
"""
APP = """
var scorm = exports.scorm;
scorm.initialize();
document.getElementById("done").onclick = function () {
  if (scorm.version === "2004") {
    scorm.set("cmi.completion_status", "completed");
    scorm.set("cmi.exit", "suspend");
  } else {
    scorm.set("cmi.core.lesson_status", "completed");
  }
  scorm.commit();
};
var left = false;
window.addEventListener("pagehide", function () {
  if (!left) { left = true; scorm.terminate(); }
});
"""
STYLE = (
    "body { font: 18px/1.5 sans-serif; max-width: 40em; margin: 2em } button { padding: .7em; font: inherit }"
)
MAKE = """
const [packager, options] = [process.argv[1], JSON.parse(process.argv[2])];
require(packager)(options, () => {});
"""


def made(target: str, folder: Path) -> Path:
    """The zip that simple-scorm-packager makes of the pages for this version."""
    from playwright._impl._driver import compute_driver_executable

    source = folder / "source"
    for name, text in files().items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text, "utf-8")
    options = {
        "version": VERSIONS[target],
        "organization": "Somebody else",
        "title": "Listening first",
        "language": "en-GB",
        "identifier": "somebody.else.listening",
        "masteryScore": 80,
        "startingPage": "index.html",
        "source": str(source),
        "package": {
            "version": "1.0.0",
            "zip": True,
            "outputFolder": str(folder / "out"),
            "name": "listening",
        },
    }
    program = shutil.which("node") or compute_driver_executable()[0]
    packager = str(judge("simple-scorm-packager"))
    subprocess.run([program, "-e", MAKE, packager, json.dumps(options)], check=True, capture_output=True)
    (zipped,) = (folder / "out").glob("*.zip")
    return zipped


def files() -> dict[str, str]:
    """The pages, with a runtime for either version that is older than this project."""
    runtime = (judge("@gamestdio/scorm") / "lib" / "index.js").read_text("utf-8")
    return {
        "index.html": PAGE,
        "css/style.css": STYLE,
        "js/scorm.js": f"var exports = {{}};\n{runtime}",
        "js/app.js": APP,
    }
