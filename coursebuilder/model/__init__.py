"""The author's course as values.

Everything right of reading (checks, pages, targets) sees a course only as these frozen records; nothing here
knows Markdown, YAML, HTML templates or any LMS standard. Every record keeps the Place it was written at, so a
rule found wrong later can still name file and line.
"""

from coursebuilder.model.around import (
    Asked,
    Citation,
    CodeMap,
    Framework,
    Guidance,
    LeftOut,
    Link,
    ModuleLink,
    Review,
    Signature,
    Silence,
    Source,
    Story,
    StoryReader,
    Strength,
    Term,
    ToDo,
    Tuning,
)
from coursebuilder.model.blocks import (
    Block,
    Callout,
    CalloutKind,
    Clip,
    ClipKind,
    Cue,
    Figure,
    Gauge,
    Media,
    Prose,
    Question,
    Reflection,
    Reply,
    Reveal,
    Scenario,
    Speech,
    Step,
    Table,
    TutorNote,
    Verdict,
)
from coursebuilder.model.course import (
    Completion,
    Course,
    EndStatus,
    Module,
    Navigation,
    Objective,
    OnFail,
    Rules,
)
from coursebuilder.model.kinds import KINDS, is_scored, kind_of, words_of
from coursebuilder.model.kinds.choice import Choice
from coursebuilder.model.kinds.fill_in import FillIn
from coursebuilder.model.kinds.kind import Kind
from coursebuilder.model.kinds.likert import Likert
from coursebuilder.model.kinds.long_fill_in import LongFillIn
from coursebuilder.model.kinds.matching import Matching
from coursebuilder.model.kinds.numeric import NumberAnswer, Numeric
from coursebuilder.model.kinds.sequencing import Sequencing
from coursebuilder.model.kinds.sort import Sort
from coursebuilder.model.kinds.true_false import TrueFalse
from coursebuilder.model.page import Assessment, Page, blocks_of, questions_asked, questions_of, scenarios_of
from coursebuilder.model.provider import NationalLine, Provider, Rows, Slot, StatementEndpoint, SupportLink
from coursebuilder.model.tasks import Answer, Option, Task

__all__ = [
    "KINDS",
    "Answer",
    "Asked",
    "Assessment",
    "Block",
    "Callout",
    "CalloutKind",
    "Choice",
    "Citation",
    "Clip",
    "ClipKind",
    "CodeMap",
    "Completion",
    "Course",
    "Cue",
    "EndStatus",
    "Figure",
    "FillIn",
    "Framework",
    "Gauge",
    "Guidance",
    "Kind",
    "LeftOut",
    "Likert",
    "Link",
    "LongFillIn",
    "Matching",
    "Media",
    "Module",
    "ModuleLink",
    "NationalLine",
    "Navigation",
    "NumberAnswer",
    "Numeric",
    "Objective",
    "OnFail",
    "Option",
    "Page",
    "Prose",
    "Provider",
    "Question",
    "Reflection",
    "Reply",
    "Reveal",
    "Review",
    "Rows",
    "Rules",
    "Scenario",
    "Sequencing",
    "Signature",
    "Silence",
    "Slot",
    "Sort",
    "Source",
    "Speech",
    "StatementEndpoint",
    "Step",
    "Story",
    "StoryReader",
    "Strength",
    "SupportLink",
    "Table",
    "Task",
    "Term",
    "ToDo",
    "TrueFalse",
    "Tuning",
    "TutorNote",
    "Verdict",
    "blocks_of",
    "is_scored",
    "kind_of",
    "questions_asked",
    "questions_of",
    "scenarios_of",
    "words_of",
]
