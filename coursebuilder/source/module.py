"""One Markdown file -> a Module."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from coursebuilder.media import FindMedia
from coursebuilder.model import Assessment, Course, LeftOut, Media, Module, Objective, Page, Review
from coursebuilder.model.keys import key_of
from coursebuilder.model.minutes_and_marks import page_minutes
from coursebuilder.problems import Place, Problem, did_you_mean
from coursebuilder.settings import Scalar
from coursebuilder.settings import Table as Settings
from coursebuilder.source.completeness import missing_words
from coursebuilder.source.fields import Fields
from coursebuilder.source.frameworks import read_maps
from coursebuilder.source.ids import slug
from coursebuilder.source.manuscript import decoded, read_text, settings_and_body
from coursebuilder.source.markdown import Draft, Gathered, read_pages
from coursebuilder.source.passages import Passage, Translate, as_written
from coursebuilder.source.rules import read_rules
from coursebuilder.source.stories import read_stories
from coursebuilder.source.surroundings import surroundings
from coursebuilder.words import words

PAGE_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")


def read_module(
    path: Path,
    find_media: FindMedia,
    course: Course,
    translate: Translate | None = None,
    unsaved: str | None = None,
) -> tuple[Module | None, list[Problem]]:
    """The module in a file; None when the file can't be read at all.

    translate: what puts its passages into another language, None where it stays in its own
    unsaved: a text to read in place of what the file holds
    """
    shown = path.as_posix()
    text, problems = read_text(path, shown) if unsaved is None else decoded(unsaved.encode(), shown)
    if problems:
        return None, problems
    written = settings_and_body(text, shown, problems)
    around = surroundings(shown, find_media, course)
    say: Translate = as_written
    if translate is not None:
        say = _for_module(translate, path, written.settings)
        around = replace(around, translate=say)
    drafts, found = read_pages(written.body, around)
    drafts[0] = replace(drafts[0], title=words(course.language).page["opening"])
    problems += found.problems
    fields = Fields(written.settings, [] if written.unread else problems)
    module = _module(path, fields, drafts, found, course, say, problems)
    fields.finish()
    if translate is None and not any(problem.severity == "error" for problem in found.problems):
        problems += missing_words(written.body, module)
    return module if module.minutes else replace(module, minutes=_about(module)), problems


def _module(
    path: Path,
    fields: Fields,
    drafts: list[Draft],
    found: Gathered,
    course: Course,
    say: Translate,
    problems: list[Problem],
) -> Module:
    """The module of these pages, with what its settings say; minutes is 0 where they don't say them."""
    identifier = fields.text("id")
    if identifier:
        fields.check_id("id", identifier, "a module", lead="id: ")
    else:
        identifier = _id_of_file(path, fields)
    title = fields.required("title", "missing-title", "title: What the module is called")
    return Module(
        place=Place(path.as_posix(), 1),
        id=identifier,
        title=say(Passage(fields.place("title"), "", "title", title, "the module's title")),
        minutes=_minutes(fields),
        audience=_audience(fields, course, say),
        objectives=tuple(_objective(table, problems, say) for table in fields.tables("objectives")),
        tags=fields.texts("tags"),
        draft=fields.flag("draft"),
        reviewed=tuple(_review(table, problems) for table in fields.tables("reviewed")),
        stories=read_stories(fields, course.authors),
        rules=read_rules(fields, course.rules),
        pages=tuple(_page(draft, course, problems) for draft in drafts),
        media=once_each(found.media),
        citations=tuple(found.citations),
        links=tuple(found.links),
        elsewhere=tuple(found.elsewhere),
        terms=tuple(found.terms.values()),
        guidance=tuple(found.guidance.values()),
        tutor_notes=tuple(found.tutor_notes),
        asked=tuple(found.asked),
        left_out=(
            *(LeftOut(draft.place, draft.id) for draft in drafts if not draft.attributes.id),
            *found.left_out,
        ),
    )


def _for_module(translate: Translate, path: Path, setting: Settings) -> Translate:
    """The same for one module's passages; they go by its id, or by its file's name without its number."""
    given = setting.entries.get("id")
    name = given.value if isinstance(given, Scalar) and given.value else _plain_stem(path)
    return lambda passage: translate(replace(passage, file=name))


def _audience(fields: Fields, course: Course, say: Translate) -> str:
    own = fields.text("audience")
    return say(Passage(fields.place("audience"), "", "audience", own)) if own else course.audience


def _about(module: Module) -> int:
    """Minutes for a module that doesn't say its own yet."""
    return max(1, round(sum(page.minutes for page in module.pages)))


def _id_of_file(path: Path, fields: Fields) -> str:
    """A module's id without one in its settings: the file's name without its number."""
    identifier = _plain_stem(path)
    if not PAGE_ID.fullmatch(identifier):
        what = f'"{identifier or path.stem}" can\'t be the id of a module'
        made = slug(identifier, "module")
        hint = f"it comes from the file's name: rename {path.name}, or add  id: {made}  to the settings"
        fields.problems.append(Problem("bad-id", what, fields.place("id"), hint))
    return identifier


def _plain_stem(path: Path) -> str:
    return re.sub(r"^[0-9]+[-_ ]*", "", path.stem)


def once_each(found: list[Media]) -> tuple[Media, ...]:
    """Each file once, as it came first; whoever has its rights needs to say so in one place only."""
    rights = {media.name: media.rights for media in reversed(found) if media.rights}
    first = {media.name: media for media in reversed(found)}
    return tuple(replace(first[name], rights=rights.get(name, "")) for name in reversed(first))


def _minutes(fields: Fields) -> int:
    fields.required("minutes", "missing-minutes", "minutes: 15   (what a learner should plan for)")
    return fields.whole("minutes", 1, 600) or 0


def _objective(table: Settings, problems: list[Problem], say: Translate) -> Objective:
    fields = Fields(table, problems)
    identifier = fields.required("id", "missing-id", "- id: own-words")
    if identifier:
        fields.check_id("id", identifier, "an objective", 60)
    text = fields.required("text", "missing-title", "text: what the learner will be able to do")
    text = say(Passage(fields.place("text"), "", f"objective {identifier}", text))
    maps, pages = read_maps(fields, problems), fields.texts("pages")
    fields.finish()
    return Objective(table.place, identifier, text, maps, pages)


def _review(table: Settings, problems: list[Problem]) -> Review:
    fields = Fields(table, problems)
    on = fields.required_date("on", "bad-review", "on: 2026-03-01   (the day of the review)")
    review = Review(
        table.place,
        fields.required("by", "bad-review", "by: the reviewer's name"),
        fields.required("role", "bad-review", "role: such as Designated safeguarding lead"),
        on,
        fields.text("version"),
    )
    fields.finish()
    return review


def _page(draft: Draft, course: Course, problems: list[Problem]) -> Page:
    place, attributes = draft.place, draft.attributes
    if not PAGE_ID.fullmatch(draft.id):
        problems.append(
            Problem(
                "bad-id",
                f'"{draft.id}" can\'t be the id of a page',
                place,
                "{#a-page}: a small letter, then small letters, digits and hyphens; 60 at most",
            )
        )
    if not attributes.id and re.match(r"[1-9]", course.version):
        problems.append(
            Problem(
                "page-without-id",
                f'the page "{draft.title}" has no id of its own',
                place,
                f"{{#{draft.id}}}: from version 1 on a new title must not lose a learner's place",
                "warning",
            )
        )
    assessed = "assessment" in attributes.classes
    problems.extend(_unknown(draft, assessed))
    assessment = None
    if assessed:
        assessment = Assessment(place, _number("draw", draft, problems), _number("attempts", draft, problems))
    key = attributes.values.get("key") or key_of("page", attributes.values.get("was") or draft.id)
    return Page(place, draft.id, key, draft.title, draft.blocks, assessment, page_minutes(draft.blocks))


def _unknown(draft: Draft, assessed: bool) -> list[Problem]:
    """Keys, words and classes of a heading that mean nothing there."""
    attributes, counted = draft.attributes, ("draw", "attempts")
    hints = {
        name: f"only an assessment has it: {{#{draft.id} .assessment {name}=5}}"
        for name in attributes.values
        if name in counted and not assessed
    }
    strange = [name for name in attributes.values if name not in ("key", "was", *counted)]
    strange += [*attributes.flags, *(name for name in attributes.classes if name != "assessment")]
    for name in strange:
        hints[name] = did_you_mean(name, [".assessment", "key=", "was=", *(f"{one}=" for one in counted)])
    if any(hint.endswith('".assessment"?') for hint in hints.values()):
        hints = {name: hints[name] for name in strange}  # then its keys beside it are no second mistake
    return [
        Problem("unknown-key", f'unknown key "{name}" on a page', draft.place, hint)
        for name, hint in hints.items()
    ]


def _number(name: str, draft: Draft, problems: list[Problem]) -> int | None:
    value = draft.attributes.values.get(name)
    if value is None:
        return None
    if re.fullmatch(r"[1-9][0-9]{0,2}", value):
        return int(value)
    problems.append(
        Problem("wrong-value", f'{name} can\'t be "{value}"', draft.place, f"a whole number: {name}=5")
    )
    return None
