"""Importing: answers with tables in them, and banks whose texts are Markdown already."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from test_bring import brought, course, written

from coursebuilder.bring.html import one_line
from coursebuilder.bring.items import Asked, Note
from coursebuilder.bring.qti_item import read_item

__all__ = ["course"]  # a fixture

TABLE = "<table><tr><th>Age</th><th>Who</th></tr><tr><td>12</td><td>a | b</td></tr></table>"
CHOICE = f"""<assessmentItem identifier="q" title="Ages"><responseDeclaration identifier="RESPONSE">
<correctResponse><value>A</value></correctResponse></responseDeclaration><itemBody>
<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Which?</prompt>
<simpleChoice identifier="A">{TABLE}</simpleChoice><simpleChoice identifier="B"><h2>None</h2></simpleChoice>
</choiceInteraction></itemBody></assessmentItem>"""


def test_a_table_in_an_answer_leaves_its_words_alone() -> None:
    notes: list[Note] = []
    asked = read_item(etree.fromstring(CHOICE), "q.xml", lambda _address: "", notes)
    assert isinstance(asked, Asked)
    assert [reply.text for reply in asked.replies] == [r"Age Who 12 a \| b", "None"]
    assert one_line(f"<p>So:</p>{TABLE}") == r"So: Age Who 12 a \| b"


BANK = """<quiz><question type="multichoice"><name><text>One</text></name><questiontext format="markdown">
<text><![CDATA[{text}]]></text><file name="a.png" encoding="base64">{picture}</file></questiontext>
<answer fraction="100" format="markdown"><text>**This** one</text>
<feedback format="markdown"><text>Yes, *so*</text></feedback></answer>
<answer fraction="0" format="markdown"><text>`That`</text></answer></question>
<question type="matching"><name><text>Two</text></name><questiontext format="html">
<text>Which go together?</text></questiontext>
<subquestion format="markdown"><text>*left* | one</text><answer><text>a</text></answer></subquestion>
<subquestion format="plain_text"><text>*left* two</text><answer><text>b</text></answer></subquestion>
</question>
</quiz>"""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**Which** of [these](https://x.example)?", "**Which** of [these](https://x.example)?"),
        ("![A](@@PLUGINFILE@@/a.png)\n\nWhich?", "![A](media/bank-a-1.png)\n\nWhich?"),
        ("![A](https://x.example/a.png) Which?", "A Which?"),
        ("[so](page.html) and [it](javascript:go(1)) Which?", "so and it Which?"),
        ("- [x] done\n- [ ] not\n\nWhich?", "- \\[x] done\n- \\[ ] not\n\nWhich?"),
        ("# All\n\n:::\n\n{#id} <!-- x --> Which?", "\\# All\n\n\\:::\n\n\\{#id} < !-- x --> Which?"),
    ],
)
def test_markdown_of_a_bank_stays_markdown(tmp_path: Path, course: Path, text: str, shown: str) -> None:
    Image.new("RGB", (4, 4)).save(picture := io.BytesIO(), "PNG")
    data = base64.b64encode(picture.getvalue()).decode()
    module = brought(course, written(tmp_path, "bank.xml", BANK.format(text=text, picture=data)))
    assert f"::: question one\n{shown}\n\n- [x] **This** one\n  > Yes, *so*\n- [ ] `That`\n" in module
    assert "| *left* \\| one | a |\n| \\*left\\* two | b |\n" in module
