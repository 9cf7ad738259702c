"""Material from other programs, brought into a course: documents and question banks become modules.

Nothing here blocks: what is missing is a thing to do, and import-report.md tells what was changed or left
out.
"""

from coursebuilder.bring.formats import bring
from coursebuilder.bring.into_course import Imported, Landed, import_file, put_into, totals
from coursebuilder.bring.items import Brought, CannotBring, Note

__all__ = [
    "Brought",
    "CannotBring",
    "Imported",
    "Landed",
    "Note",
    "bring",
    "import_file",
    "put_into",
    "totals",
]
