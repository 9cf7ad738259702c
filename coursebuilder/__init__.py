"""coursebuilder: Markdown course modules compiled into packages that any LMS takes.

The Python API: what `__all__` names, described in docs/python-api.md. All else may change in any release.
A name is imported when it is first asked for, so that `import coursebuilder` alone loads nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coursebuilder.build.pipeline import (
        BuildChoice,
        BuildResult,
        ReadResult,
        build_all,
        choose,
        read_courses,
    )
    from coursebuilder.problems import Place, Problem, report
    from coursebuilder.verify.packages import Verification, verify_packages

__version__ = "0.1.0"

__all__ = [
    "BuildChoice",
    "BuildResult",
    "Place",
    "Problem",
    "ReadResult",
    "Verification",
    "__version__",
    "build_all",
    "choose",
    "read_courses",
    "report",
    "verify_packages",
]

_WHERE = {
    "coursebuilder.build.pipeline": (
        "BuildChoice",
        "BuildResult",
        "ReadResult",
        "build_all",
        "choose",
        "read_courses",
    ),
    "coursebuilder.problems": ("Place", "Problem", "report"),
    "coursebuilder.verify.packages": ("Verification", "verify_packages"),
}


if not TYPE_CHECKING:  # a type checker would take any name for one of ours

    def __getattr__(name: str) -> object:
        """A name of the API that is asked for the first time. Raises AttributeError for any other name."""
        for module, names in _WHERE.items():
            if name in names:
                return getattr(import_module(module), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
