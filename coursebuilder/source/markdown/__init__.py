"""Markdown -> pages of blocks with line numbers. The only package that knows markdown-it-py."""

from coursebuilder.source.markdown.blocks import BLOCK_NAMES, TITLED_BLOCKS, Draft, read_pages
from coursebuilder.source.markdown.inline import Gathered, Surroundings
from coursebuilder.source.markdown.opening_line import read_opening_line

__all__ = [
    "BLOCK_NAMES",
    "TITLED_BLOCKS",
    "Draft",
    "Gathered",
    "Surroundings",
    "read_opening_line",
    "read_pages",
]
