"""The courses that travel along, copied to where somebody can look at them and change them."""

from __future__ import annotations

from pathlib import Path

from coursebuilder.begin.files import empty_folder, write_new

# In a wheel the courses lie inside the package, in a clone beside it.
_HERE = Path(__file__).parent.parent
_ROOTS = (_HERE / "example", _HERE.parent / "courses")
_OURS = "shared/examples"  # courses that this project's tests and pages are about
COURSES = ("toolkit_intro", "wider_workforce")


def copy_example(folder: Path) -> tuple[Path, ...]:
    """Copy both courses with what they share into a new or empty folder; returns the courses' folders."""
    empty_folder(folder)
    root = next(root for root in _ROOTS if root.is_dir())
    folders = (*(root / name for name in COURSES), root / "shared")
    found = [*root.glob("*.md"), *(path for folder in folders for path in folder.rglob("*"))]
    files = sorted(path for path in found if path.is_file() and root / _OURS not in path.parents)
    write_new({folder / path.relative_to(root): path.read_bytes() for path in files})
    return tuple(folder / name for name in COURSES)
