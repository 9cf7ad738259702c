"""A course folder, and a provider's file, as values: all that reads what authors and providers write."""

from coursebuilder.source.course import Loaded, load
from coursebuilder.source.provider import load_provider, unknown_details, unshown_tables
from coursebuilder.source.readers import Readers, ReadModule, with_unsaved

__all__ = [
    "Loaded",
    "ReadModule",
    "Readers",
    "load",
    "load_provider",
    "unknown_details",
    "unshown_tables",
    "with_unsaved",
]
