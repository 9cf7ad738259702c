"""Markdown -> pages of blocks with line numbers. The only package that knows markdown-it-py."""

from coursebuilder.source.markdown.around import Gathered, Surroundings
from coursebuilder.source.markdown.blocks import BLOCK_NAMES, CALLOUTS, TITLED_BLOCKS, Draft, read_pages
from coursebuilder.source.markdown.footnotes import is_footnote
from coursebuilder.source.markdown.opening_line import block_named, read_opening_line

__all__ = [
    "BLOCK_NAMES",
    "CALLOUTS",
    "TITLED_BLOCKS",
    "Draft",
    "Gathered",
    "Surroundings",
    "block_named",
    "is_footnote",
    "read_opening_line",
    "read_pages",
]
