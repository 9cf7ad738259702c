"""What a module says about itself: what finishing takes, who stands behind it, where to turn with a worry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from markupsafe import Markup

from coursebuilder.model import (
    Course,
    Framework,
    Module,
    NationalLine,
    Slot,
    SupportLink,
    questions_asked,
    questions_of,
)
from coursebuilder.model.minutes_and_marks import needed_right, shown_minutes
from coursebuilder.model.national_lines import lines_beside
from coursebuilder.model.paragraphs import paragraphs
from coursebuilder.model.readiness import MONTHS_SIGNED, months_after
from coursebuilder.model.signed import PANEL
from coursebuilder.pages.writing import Writing

_LEAD, *_HELPERS = PANEL
BUILD = "\0build\0"  # stands where the build's hash will be; no course text can hold a NUL


def worried(writing: Writing, template: str = "worried") -> Markup:
    """999, then the organisation's own people, and national lines beside the gaps.

    Where learners come from many organisations the panel has 999, the lead to find, and the national lines.
    """
    slots = {slot.name: slot for slot in writing.course.slots}
    lead = slots.get(_LEAD, Slot(writing.course.place, _LEAD, "", "", "safeguarding"))
    if writing.course.provider and writing.course.provider.learners_of_many:
        others = [_line(line, line.name, writing) for line in writing.course.lines]
    else:
        others = [_helper(slots[name], writing) for name in _HELPERS if name in slots]
    return writing.fill(
        template,
        number=Markup('<a href="tel:999">999</a>'),
        lead=_value(replace(lead, label=str(writing.words.say("lead-gap"))), writing),
        others=others,
        support=support(writing),
        checked=_checked(writing),
    )


def _checked(writing: Writing) -> Markup:
    """The month in which a person last checked the provider's details; "" where nobody said."""
    provider = writing.course.provider
    if provider is None or not provider.checked_on:
        return Markup("")
    return writing.words.say("details-of", month=writing.words.date(provider.checked_on).partition(" ")[2])


def support(writing: Writing) -> list[Markup]:
    """The provider's places to turn to; one whose address was wrong is still named."""
    provider = writing.course.provider
    return [_way(link, writing) for link in (provider.support_links if provider else ())]


def _way(link: SupportLink, writing: Writing) -> Markup:
    if not link.address.startswith("https:"):
        return Markup('<a href="{}">{}</a>' if link.address else "{1}").format(link.address, link.label)
    text = Markup(
        '<a href="{}" target="_blank" rel="noopener">{}<span class="visually-hidden"> {}</span></a>'
    )
    return text.format(link.address, link.label, writing.words.say("new-window"))


def _helper(slot: Slot, writing: Writing) -> Markup:
    label = slot.label or slot.name.replace("_", " ")
    if not slot.value:
        return _value(replace(slot, label=label), writing)
    return writing.words.say("helper", label=label[:1].upper() + label[1:], value=slot.value)


def _value(slot: Slot, writing: Writing) -> Markup:
    """A detail's value; else what the learner is asked to find out; else its gap with the lines beside it."""
    if slot.task:
        return writing.words.say("task", label=slot.label)
    shown = writing.gap_or(slot.value, slot.label)
    for line in lines_beside(slot, writing.course.lines):
        shown += Markup(" ({})").format(_line(line, line.owner, writing))
    return shown


def _line(line: NationalLine, name: str, writing: Writing) -> Markup:
    """A national line by this name, with its number, and whom it is for where that is the young person."""
    return writing.words.say(line.words, name=name, number=line.number)


def facts(writing: Writing) -> list[Markup]:
    """The cover's minutes, pages and questions: those that count, or else all there are."""
    pages, say = writing.module.pages, writing.words.say
    asked = questions_that_count(writing)
    found = [say("minutes", n=sum(writing.minutes)), say("page-count", n=len(pages))]
    return [*found, say("question-count", n=asked)] if asked else found


def questions_that_count(writing: Writing) -> int:
    """How many questions the assessment asks; all of the module's, where it has no assessment."""
    pages = writing.module.pages
    return sum(questions_asked(page) for page in pages if page.assessment) or sum(map(questions_asked, pages))


def duties(writing: Writing) -> Iterator[Markup]:
    """What finishing takes, by the module's rules."""
    module, say = writing.module, writing.words.say
    yield say("finish-pages", n=len(module.pages))
    practice = any(questions_of(page) for page in module.pages if not page.assessment)
    if module.rules.completion == "questions" and practice:
        yield say("finish-practice")
    page = module.assessment_page
    if page and page.assessment:
        asked, mastery = questions_asked(page), module.rules.mastery_score
        needed = needed_right(asked, mastery)
        key = {0: "finish-assessed-any", asked: "finish-assessed-all"}.get(needed, "finish-assessed")
        duty = say(key, n=asked, title=page.title, needed=needed, percent=round(mastery * 100))
        yield Markup("<span data-duty>{}</span>").format(duty)  # a platform may ask for another score
        if any(question.safety for question in questions_of(page)):
            yield say("finish-safety")
        attempts = page.assessment.attempts
        yield say("tries", n=attempts) if attempts else say("tries-unlimited")
    yield say("finish-saved")


def status(writing: Writing, reviews: bool = True) -> Markup:
    """Audience, accreditation, version and review in one small line."""
    say = writing.words.say
    audience = (writing.module.audience or writing.course.audience).rstrip(".")
    parts = [say("for", audience=audience[:1].lower() + audience[1:])] if audience else []
    parts += [say("not-accredited"), say("version", version=writing.course.version)]
    parts += _reviews(writing.module, writing) if reviews else []
    return Markup(" ").join(parts)


def particulars(writing: Writing, modules: tuple[Module, ...]) -> list[tuple[str, object]]:
    """Names (keys of words) and values for the about page; what nobody filled in is left out."""
    module, course, say = writing.module, writing.course, writing.words.say
    found: list[tuple[str, object]] = [
        ("about-course", course.title),
        ("about-module", module.title if module in modules else ""),
        ("about-version", say("version-build", version=course.version, build=BUILD)),
        ("about-authors", ", ".join(course.authors)),
        ("about-licence", course.licence),
    ]
    for one in modules:
        review = Markup(" ").join(
            _reviews(one, writing) + ([] if one.signed_off else [say("not-signed-off")])
        )
        named = say("helper", label=one.title, value=review)
        found.append(("about-review", review if one is module else named))
    return [(name, value) for name, value in found if value]


def record_facts(writing: Writing, modules: tuple[Module, ...]) -> list[tuple[str, object]]:
    """The same for the record of learning: what was taken, and how long it should take."""
    module, course = writing.module, writing.course
    planned = sum(sum(shown_minutes(one)) for one in modules)
    found = [
        ("about-course", course.title),
        ("about-module", module.title if module in modules else ""),
        ("about-version", course.version),
        ("record-planned", writing.words.say("minutes", n=planned)),
    ]
    return [(name, value) for name, value in found if value]


def frameworks_used(course: Course, modules: tuple[Module, ...]) -> list[tuple[Framework, str]]:
    """The frameworks that the modules' objectives are mapped to, each with those who say so."""
    by: dict[str, dict[str, None]] = {}
    for objective in chain.from_iterable(module.objectives for module in modules):
        for mapped in objective.maps:
            by.setdefault(mapped.framework, {})[mapped.mapped_by] = None
    return [(one, ", ".join(by[one.key])) for one in course.frameworks if one.key in by]


def bases(modules: tuple[Module, ...]) -> dict[str, int]:
    """How many paragraphs of the modules are `cited`, common `practice`, or have no source (`none`).

    Made-up stories and questions claim nothing, and learners have no notes for tutors: none of these counts.
    """
    pieces = [piece for module in modules for piece in paragraphs(module) if not piece.for_tutors]
    return {basis: sum(piece.basis == basis for piece in pieces) for basis in ("cited", "practice", "none")}


def _reviews(module: Module, writing: Writing) -> list[Markup]:
    """Who signed the module off, who has read it besides, and what its author says of reviews."""
    said, found = writing.words, list[Markup]()
    if (signed := module.signature) and module.signed_off:
        until = said.date(months_after(signed.on, MONTHS_SIGNED))
        key = "signed" if signed.needed else "not-needed"
        found.append(said.say(key, on=said.date(signed.on), by=signed.by, role=signed.role, until=until))
    if (read := module.also_read) and read.needed:
        found.append(said.say("also-read", on=said.date(read.on), by=read.by, role=read.role))
    for review in module.reviewed:
        found.append(said.say("reviewed", on=said.date(review.on), by=review.by, role=review.role))
    return found or [said.say("not-reviewed")]
