"""The joined script with as few signs as its work can be done with.

On a slow phone line every kilobyte of the first screen is waited for, and a phone reads a script before it
runs it. The source stays readable: no full grammar is needed for code written like ours. A script comes as
joining made it, one line without comments in which every statement ends in a semicolon or a block, and
without the function around it.
"""

from __future__ import annotations

from coursebuilder.compact.aliases import with_aliases, with_itself
from coursebuilder.compact.arrows import arrows_first, bare_bodies
from coursebuilder.compact.choices import choices
from coursebuilder.compact.literals import in_place
from coursebuilder.compact.names import shorten
from coursebuilder.compact.spelling import plainly_spelt, tightly_spelt
from coursebuilder.compact.tokens import tokens_of

__all__ = ["compact", "tighten"]


def compact(script: str) -> str:
    """The same script with shorter names and in fewer signs."""
    return tighten(shorten(script))


def tighten(script: str) -> str:
    """The same script in fewer signs; no variable in a function may be called like one of the top level."""
    tokens = plainly_spelt(tokens_of(script))
    for change in (in_place, choices, arrows_first, bare_bodies, with_itself, with_aliases):
        tokens = list(change(tokens))
    return tightly_spelt(tokens)
