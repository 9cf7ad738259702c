"""Markdown -> pages of blocks with line numbers. The only package that knows markdown-it-py."""

from coursebuilder.source.markdown.blocks import Draft, read_pages
from coursebuilder.source.markdown.inline import Gathered, Surroundings

__all__ = ["Draft", "Gathered", "Surroundings", "read_pages"]
