"""Beginning: a new course, module, unit or provider's file, and a copy of the courses that travel along.

Nothing here ever writes over a file. What can't be begun is a `CannotBegin` with its cure.
"""

from coursebuilder.begin.course import new_course, new_module
from coursebuilder.begin.example import copy_example
from coursebuilder.begin.files import CannotBegin
from coursebuilder.begin.ids import write_ids
from coursebuilder.begin.manual import Section, about, one_file, sections
from coursebuilder.begin.manual_course import write_manual
from coursebuilder.begin.provider import new_provider
from coursebuilder.begin.unit import Choice, choices, new_unit, picked

__all__ = [
    "CannotBegin",
    "Choice",
    "Section",
    "about",
    "choices",
    "copy_example",
    "new_course",
    "new_module",
    "new_provider",
    "new_unit",
    "one_file",
    "picked",
    "sections",
    "write_ids",
    "write_manual",
]
