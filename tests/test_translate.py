"""A course in two languages: PO files that follow its text, and packages with the same ids and results."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import polib
import pytest
from click.testing import CliRunner

from coursebuilder.build.other_language import Language
from coursebuilder.build.pipeline import read_courses
from coursebuilder.cli import main
from coursebuilder.model import Choice, Course, Module, questions_of, scenarios_of
from coursebuilder.model.keys import check_character, right_letters
from coursebuilder.problems import Problem
from coursebuilder.signing import ROLES, CannotSign, Statement, sign, to_sign
from coursebuilder.translate.files import CannotTranslate, merged, write
from coursebuilder.translate.table import table_of, take_table

EXAMPLE = Path(__file__).parent / "translated"
STATEMENT = Statement("Pat Jones", ROLES[0], "2026-05-03")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "course"))


def read(
    folder: Path, language: str = "cy", unsigned_too: bool = False
) -> tuple[list[Course], list[Problem]]:
    found = read_courses([folder], language=Language(language, unsigned_too) if language else None)
    return list(found.courses), list(found.problems)


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def built(course: Course) -> list[Module]:
    return [module for module in course.modules if not module.draft]


def translated(folder: Path, name: str, text: str, translation: str) -> None:
    """Type a translation into a PO file, as an editor does that takes the mark fuzzy away."""
    path = folder / "translations" / "cy" / name
    file = polib.pofile(str(path), wrapwidth=78)
    (entry,) = [one for one in file if one.msgid == text and not one.obsolete]
    entry.msgstr, entry.flags = translation, []
    path.write_text(str(file), "utf-8")


def test_both_languages_have_the_same_ids_and_results(folder: Path) -> None:
    (own,), _ = read(folder, "")
    (other,), problems = read(folder, unsigned_too=True)
    assert [one.code for one in problems if one.severity == "error"] == []
    assert (other.language, other.title, other.id) == ("cy", "Taith gerdded yn y parc", own.id)
    assert other.modules[0].terms[0].term == "llwybr cerdded"
    for module, there in zip(own.modules, other.modules, strict=True):
        assert module.title != there.title
        for page, page_there in zip(module.pages, there.pages, strict=True):
            assert (page.id, page.key) == (page_there.id, page_there.key)
            for one, two in zip(questions_of(page), questions_of(page_there), strict=True):
                assert one.text != two.text
                assert (one.id, one.key, right_letters(one)) == (two.id, two.key, right_letters(two))
                assert check_character(one) == check_character(two)
    (scenario,) = scenarios_of(other.modules[0].pages[2])
    assert scenario.gauges[0].name == "Ymddiriedaeth"
    assert scenario.steps[0].replies[0].changes == (("Ymddiriedaeth", 1),)


def test_a_module_to_sign_comes_only_when_it_is_signed_in_the_language(folder: Path) -> None:
    both, problems = read(folder)
    assert [(one.language, [module.id for module in built(one)]) for one in both] == [
        ("cy", ["walking"]),
        ("en-GB", ["worry"]),
    ]
    assert "not signed off in cy" in next(
        one.message for one in problems if one.code == "module-not-in-language"
    )
    sign(to_sign(folder, "worry", None), STATEMENT)  # in English: that is another text
    assert len(read(folder)[0]) == 2
    sign(to_sign(folder, "worry", None, "cy"), STATEMENT)
    ((course,), problems) = read(folder)
    assert len(built(course)) == 2 and course.modules[1].signed_off and problems == []

    edit(folder / "modules" / "02-worry.md", "today", "at once")  # what was signed is fuzzy now
    both, problems = read(folder)
    assert built(both[1])[0].id == "worry"
    assert "1 text of it not translated" in " ".join(one.message for one in problems)
    with pytest.raises(CannotSign, match="half"):
        to_sign(folder, "worry", None, "cy")
    write(merged(folder, "cy").files)
    assert built(read(folder)[0][1])[0].id == "worry"  # fuzzy is untranslated
    translated(folder, "worry.po", "Tell {{provider.safeguarding_lead}} at once. [@parks:4]",
               "Dywedwch wrth {{provider.safeguarding_lead}} ar unwaith. [@parks:4]")  # fmt: skip
    assert "not signed off in cy" in " ".join(one.message for one in read(folder)[1])


def test_merge_keeps_what_holds_and_marks_what_changed(folder: Path) -> None:
    before = {path: path.read_bytes() for path in (folder / "translations" / "cy").iterdir()}
    assert write(merged(folder, "cy").files) == []  # nothing changed: nothing is written
    walking = folder / "modules" / "01-walking.md"
    edit(walking, "> Ask them now and then.", "> Ask them every now and then.")
    edit(walking, "2. A map[^map]", "2. A map[^map]\n3. Warm clothes")
    edit(walking, "You walk on.\n", "")
    edit(walking, "{.end}\n", "{.end}\n\nBoth of you are glad.\n")
    found = merged(folder, "cy")
    assert [(one.before, one.now, one.file) for one in found.changed] == [
        ("Ask them now and then.", "Ask them every now and then.", "walking.po")
    ]
    assert (found.added, found.gone) == (2, 1)
    (path,) = write(found.files)
    entries = {one.msgid: one for one in polib.pofile(str(path))}
    assert entries["Ask them every now and then."].previous_msgid == "Ask them now and then."
    assert entries["Ask them every now and then."].msgstr == "Gofynnwch iddyn nhw bob hyn a hyn."
    assert entries["You walk on."].obsolete and entries["Water"].msgstr == "Dŵr"
    assert write(merged(folder, "cy").files) == []
    edit(walking, "every now and then", "now and then")
    edit(walking, "\n3. Warm clothes", "")
    edit(walking, "Both of you are glad.", "You walk on.")
    write(merged(folder, "cy").files)
    file = polib.pofile(str(path))
    assert [one.msgid for one in file.fuzzy_entries()] == ["Ask them now and then."]  # somebody looks at it
    assert file.untranslated_entries() == file.obsolete_entries() == []  # what was gone is there again
    assert all(other.read_bytes() == before[other] for other in before if other != path)


@pytest.mark.parametrize(
    ("name", "text", "translation", "code"),
    [
        ("walking.po", "A map[^map]", "Map", "translation-marks"),
        ("walking.po", "See [what to bring](#what-to-bring) first.", "[Yma](#yma).", "translation-marks"),
        ("worry.po", "Tell {{provider.safeguarding_lead}} today. [@parks:4]",
         "Dywedwch wrth {{provider.lead}} heddiw. [@parks:4]", "translation-marks"),
        ("walking.po", "**Mia:** “Is it far?”", "“Ydy e’n bell?”", "translation-shape"),
        ("walking.po", "Water", "**Dŵr", "raw-markup"),
    ],
)  # fmt: skip
def test_mistakes_of_a_translation_are_told(
    folder: Path, name: str, text: str, translation: str, code: str
) -> None:
    translated(folder, name, text, translation)
    assert code in {one.code for one in read(folder, unsigned_too=True)[1]}


@pytest.mark.parametrize(
    "text",
    ["", "msgid", 'msgid "a\nmsgstr "b"', "msgstr[", '\\x"', "#, fuzzy\nmsgctxt", "\ufeff#~", '"' * 99],
)
def test_a_broken_po_file_is_a_problem_and_no_traceback(folder: Path, text: str) -> None:
    (folder / "translations" / "cy" / "walking.po").write_text(text, "utf-8")
    assert read(folder)[1]
    result = CliRunner().invoke(main, ["translate", "merge", str(folder), "--to", "cy"])
    assert result.exit_code in (0, 1) and isinstance(result.exception, SystemExit | None)


def test_the_commands_say_where_a_translation_stands(folder: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, [*arguments])
        return result.exit_code, result.output

    assert run("translate", "status", str(folder), "--to", "cy")[0] == 0
    assert "translate merge" in run("translate", "extract", str(folder), "--to", "cy")[1]
    assert run("translate", "extract", str(folder), "--to", "../x")[0] == 2
    assert run("translate", "extract", str(folder), "--to", "ga")[0] == 0
    code, said = run("translate", "status", str(folder), "--to", "ga")
    assert code == 1 and "walking.po: 0 %" in said
    assert "no words" in run("build", "--language", "ga", str(folder), "--out", str(tmp_path / "out"))[1]
    code, said = run(
        "build", "--language", "cy", "--target", "web", str(folder), "--out", str(tmp_path / "out")
    )
    assert code == 0 and "cy/web/a-walk--walking.zip" in said and "stays as it is written" in said
    book = (tmp_path / "out" / "cy" / "codebook" / "a-walk.csv").read_text("utf-8-sig")
    assert "Y cyflymaf" in book
    code, said = run(
        "build", "--language", "cy", "--whole-course", str(folder), "--out", str(tmp_path / "out")
    )
    assert code == 2 and "one by one" in said


def test_the_next_step_goes_on_in_the_same_language(folder: Path, tmp_path: Path) -> None:
    path = folder / "modules" / "01-walking.md"
    path.write_text(path.read_text("utf-8").rstrip() + "\n\n::: tip\n:::\n", "utf-8")
    provider, line = str(tmp_path / "provider.yaml"), ("--language", "cy", str(folder))
    Path(provider).write_text("name: Riverside\n", "utf-8")

    def next_step(*arguments: str) -> str:
        said = CliRunner().invoke(main, [*arguments, "--provider", provider]).stderr
        return said.partition("Next: ")[2].strip()

    for command in ("check", "build"):
        offered = next_step(command, *line, *(("--out", str(tmp_path)) if command == "build" else ()))
        assert offered == (
            "to see the pages all the same, coursebuilder build --draft "
            f"{folder.as_posix()} --language cy --provider {Path(provider).as_posix()}"
        )
    drafted = next_step("build", "--draft", "--target", "web", *line, "--out", str(tmp_path / "draft"))
    assert drafted.endswith(f"build {folder.as_posix()} --language cy --provider {Path(provider).as_posix()}")


def test_letters_are_those_of_the_course_in_its_own_language(folder: Path) -> None:
    course = str(folder)
    runner = CliRunner()
    assert (
        runner.invoke(main, ["build", "--pin", "--target", "web", course, "--out", f"{course}/out"]).exit_code
        == 0
    )
    edit(
        folder / "modules" / "01-walking.md",
        "- [ ] The fastest",
        "- [ ] The leader\n  > Not alone.\n- [ ] The fastest",
    )
    (own,), _ = read(folder, "")
    (other,), _ = read(folder, unsigned_too=True)
    tasks = [questions_of(course.modules[0].pages[2])[0].task for course in (own, other)]
    letters = [task.letters for task in tasks if isinstance(task, Choice)]
    assert letters == ["cab", "cab"]


def test_a_word_table_goes_out_and_comes_back(folder: Path, tmp_path: Path) -> None:
    edit(folder / "modules" / "01-walking.md", "Ask them now and then.", "Ask them every now and then.")
    files = merged(folder, "cy").files
    path = tmp_path / "texts.docx"
    path.write_bytes(table_of(files, "cy"))
    assert take_table(path, files).count == 0  # the fuzzy one has an empty cell
    document = docx.Document(str(path))
    rows = {row.cells[0].text.split("\n")[1]: row for table in document.tables for row in table.rows[1:]}
    rows["Ask them every now and then."].cells[1].text = "Gofynnwch iddyn nhw’n aml."
    rows["Water"].cells[0].paragraphs[1].text = "Milk"
    document.save(str(path))
    taken = take_table(path, files)
    assert (taken.count, taken.strange) == (1, ("Milk",))
    write(files)
    assert "aml" in (folder / "translations" / "cy" / "walking.po").read_text("utf-8")
    assert not any(file.fuzzy_entries() for file in files.values())
    path.write_bytes(b"PK\x03\x04 no document")
    with pytest.raises(CannotTranslate):
        take_table(path, files)
