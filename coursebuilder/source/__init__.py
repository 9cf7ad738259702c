"""A course folder, and a provider's file, as values: all that reads what authors and providers write."""

from coursebuilder.source.course import Loaded, load
from coursebuilder.source.provider import load_provider, unknown_details, unshown_tables

__all__ = ["Loaded", "load", "load_provider", "unknown_details", "unshown_tables"]
