"""The inside of a question block -> Question + Problems.

The Markdown reader has cut the block into the parts of `Body`; read.py holds the grammar they share and each
family of kinds its own: chosen.py (choice, multiple, true-false, likert), ordered.py (matching, sequencing),
typed.py (fill-in, numeric, long-fill-in).
"""

from coursebuilder.source.questions.body import FORMS, Body, Form, Item, Row, Wording
from coursebuilder.source.questions.read import read_question

__all__ = ["FORMS", "Body", "Form", "Item", "Row", "Wording", "read_question"]
