"""The inside of a question block -> Question + Problems.

The Markdown reader has cut the block into the parts of `Body`; read.py holds the grammar that all kinds
share, and each kind reads its own task: model/kinds/.
"""

from coursebuilder.model.kinds.body import Body, Form, Item, Row, Wording
from coursebuilder.source.questions.read import FORMS, read_question

__all__ = ["FORMS", "Body", "Form", "Item", "Row", "Wording", "read_question"]
