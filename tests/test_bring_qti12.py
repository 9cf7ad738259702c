"""Importing QTI 1.2, as Canvas and older LMSs export quizzes."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest
from test_bring import broken, brought, course, damaged, written

from coursebuilder.bring import CannotBring, bring, put_into

__all__ = ["course"]  # a fixture


def item(kind: str, asks: str, conditions: str, feedback: str = "", text: str = "Which?") -> str:
    return f"""<item ident="i" title="Question"><itemmetadata><qtimetadata><qtimetadatafield>
<fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>
<presentation><material><mattext texttype="text/html">&lt;p&gt;{text}&lt;/p&gt;</mattext></material>{asks}
</presentation><resprocessing>{conditions}</resprocessing>{feedback}</item>"""


def labels(*texts: str) -> str:
    inside = "".join(
        f'<response_label ident="{text}"><material><mattext>{text}</mattext></material></response_label>'
        for text in texts
    )
    return f"<render_choice>{inside}</render_choice>"


def right(inside: str, marks: str = "100", shows: str = "") -> str:
    shown = f'<displayfeedback linkrefid="{shows}"/>' if shows else ""
    return f"""<respcondition><conditionvar>{inside}</conditionvar>
<setvar action="Set">{marks}</setvar>{shown}</respcondition>"""


def equal(value: str, response: str = "r1") -> str:
    return f'<varequal respident="{response}">{value}</varequal>'


def said(identifier: str, text: str) -> str:
    return f"""<itemfeedback ident="{identifier}"><flow_mat><material>
<mattext>{text}</mattext></material></flow_mat></itemfeedback>"""


def lid(inside: str, cardinality: str = "Single", name: str = "r1") -> str:
    return f'<response_lid ident="{name}" rcardinality="{cardinality}">{inside}</response_lid>'


def typed(kind: str = "") -> str:
    return (
        f'<response_str ident="r1"><render_fib {kind}><response_label ident="a"/></render_fib></response_str>'
    )


def left(text: str, name: str) -> str:
    return lid(f"<material><mattext>{text}</mattext></material>{labels('1', '2', '3')}", name=name)


CHOICE = item(
    "multiple_choice_question",
    lid(labels("A", "B")),
    right(equal("A"), shows="A_fb") + right(equal("B"), "50"),
    said("A_fb", "Because.") + said("general_fb", "Everybody."),
    "Look: &lt;img src=&quot;$IMS-CC-FILEBASE$/a.png&quot; alt=&quot;B&quot;&gt; Which?",
)
SEVERAL = item(
    "multiple_answers_question",
    lid(labels("A", "B", "C"), "Multiple"),
    right(f"<and>{equal('A')}<not>{equal('B')}</not>{equal('C')}</and>"),
)
MATCH = item(
    "matching_question",
    left("One", "m1") + left("Two", "m2"),
    right(equal("1", "m1"), "50") + right(equal("2", "m2"), "50"),
)
RANGE = "<vargte>3.5</vargte><varlte>4.5</varlte>"
QUIZ = f"""<?xml version="1.0"?><questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">
<assessment ident="q" title="Old quiz"><section ident="root_section">{CHOICE}{SEVERAL}{MATCH}
{item("true_false_question", lid(labels("True", "False")), right(equal("True")))}
{item("short_answer_question", typed(), right(equal("walk") + equal("a walk")))}
{item("numerical_question", typed('fibtype="Decimal"'), right(f"<or>{equal('4')}<and>{RANGE}</and></or>"))}
{item("essay_question", typed(), "<respcondition><conditionvar><other/></conditionvar></respcondition>")}
{item("calculated_question", typed(), right(equal("1")), text="A sum")}
{item("text_only_question", "", "", text="Only words")}
</section></assessment></questestinterop>"""


def test_each_kind_that_has_a_place_comes_over(tmp_path: Path, course: Path) -> None:
    text = brought(course, written(tmp_path, "quiz.xml", QUIZ))
    assert '\ntitle: "Old quiz"\n' in text and "Only words" in text
    assert "Look: B Which?\n\n- [x] A\n  > Because.\n- [ ] B\n\n> Everybody." in text
    assert "- [x] A\n- [ ] B\n- [x] C" in text and "| One | 1 |\n| Two | 2 |\n|  | 3 |" in text
    assert "{kind=true-false}\nWhich?\n\n- [x] True\n- [ ] False" in text
    assert "- [x] walk\n- [x] a walk" in text and "- [x] 3.5..4.5" in text and "{kind=long-fill-in}" in text
    report = (course / "import-report.md").read_text("utf-8")
    assert "partial credit (50 %) was dropped" in report and "calculated_question has no place" in report
    assert "a.png: it isn't in the package" in report


def test_a_quiz_that_canvas_writes_twice_comes_once(tmp_path: Path, course: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.imscc", "w") as out:
        out.writestr("imsmanifest.xml", "<manifest/>")
        out.writestr("q/assessment_qti.xml", QUIZ)
        out.writestr("non_cc_assessments/q.xml.qti", QUIZ)
    assert brought(course, tmp_path / "export.imscc").count("::: question") == 7


def test_damaged_quizzes_never_break_a_course(tmp_path: Path, course: Path) -> None:
    dice = random.Random("qti12")
    for number in range(20):
        (path := tmp_path / f"quiz-{number}.xml").write_bytes(damaged(QUIZ.encode(), dice, ""))
        try:
            put_into(course, path, bring(path))
        except CannotBring as error:
            assert error.problems
    assert not broken(course)


@pytest.mark.parametrize(
    "gone", ["presentation", "resprocessing", "conditionvar", "material", "response_label"]
)
def test_a_part_that_is_missing_is_told(tmp_path: Path, course: Path, gone: str) -> None:
    text = QUIZ.replace(f"<{gone}", "<other").replace(f"</{gone}>", "</other>")
    brought(course, written(tmp_path, "quiz.xml", text))
    assert "### Not carried over" in (course / "import-report.md").read_text("utf-8")
