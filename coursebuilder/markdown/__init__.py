"""Markdown -> pages of blocks with line numbers. The only package that knows markdown-it-py."""

from coursebuilder.markdown.blocks import Draft, read_pages
from coursebuilder.markdown.inline import Gathered, Surroundings

__all__ = ["Draft", "Gathered", "Surroundings", "read_pages"]
