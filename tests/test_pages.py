"""The page: what a learner reads without a runtime, and what the runtime is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sample_page import COURSE, HERE, MODULE, made, page, prose

from coursebuilder.model import (
    Guidance,
    Media,
    Objective,
    Provider,
    Review,
    Rules,
    Signature,
    Slot,
    SupportLink,
)
from coursebuilder.model.minutes_and_marks import pages_to_reread, shown_minutes
from coursebuilder.pages import module as pages
from coursebuilder.words import languages, words


class Outline(HTMLParser):
    """Start tags with the attributes they have, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def values(self, *names: str) -> Iterator[str]:
        for _, attributes in self.tags:
            yield from (value for name in names if (value := attributes.get(name)))


def test_ids_are_unique_and_everything_referred_to_exists() -> None:
    outline = Outline(made()[0])
    ids = list(outline.values("id"))
    assert len(ids) == len(set(ids))
    for reference in outline.values("aria-labelledby", "aria-describedby", "aria-controls", "for"):
        assert reference in ids
    for address in outline.values("href"):
        assert not address.startswith("#") or address[1:] in ids, address


def test_headings_never_jump_and_every_page_starts_with_its_own_h1() -> None:
    level = sections = 0
    for tag, attributes in Outline(made()[0]).tags:
        if tag == "section":
            level, sections = 0, sections + 1
        if re.fullmatch("h[1-6]", tag):
            assert int(tag[1]) <= level + 1
            assert (tag == "h1") == (level == 0)
            level = int(tag[1])
        assert attributes.get("aria-level", "2") == "2"
    assert sections == 3 + len(("about", "notes", "record", "references", "result"))


def test_nothing_inline_that_a_strict_page_would_refuse() -> None:
    for tag, attributes in Outline(made()[0]).tags:
        assert not any(name.startswith("on") or name == "style" for name in attributes), (tag, attributes)
        assert tag != "form" or "action" not in attributes
        assert tag != "button" or attributes["type"] == "button"


def test_course_text_is_escaped_in_html_and_json() -> None:
    html, data = made()
    assert "Tom &amp; &lt;Jerry&gt; – A course" in html
    assert "<Jerry>" not in html
    assert data["launch"] == {"x": "</script>"}
    assert 'alt="An &#34;alt&#34;"' in html


def test_assessed_questions_keep_right_answers_in_the_json_and_feedback_in_the_second_script() -> None:
    html, data = made()
    assert "one because" in html and "one afterwards" in html
    assert "q1 because" not in html and "q1 afterwards" not in html
    assert not any({"why", "after"} & item.keys() for item in data["questions"])
    told = pages.sections(MODULE, COURSE, (1, 3)).feedback[MODULE.id]
    assert list(told) == ["q1", "q2", "q3", "q4"]
    assert told["q1"] == {
        "why": {"a": "<p>q1 because</p>", "b": "<p>q1 why not</p>"},
        "after": "<p>q1 afterwards</p>",
    }
    assert html.count("data-right") == 2  # the two practice questions' keys


def test_only_safety_questions_of_an_assessment_have_their_own_check() -> None:
    html = made()[0]
    checks = {
        name: "data-action=check" in form
        for name, form in re.findall(r"<form [^>]*id=q-(\w+)(.*?)</form>", html, re.DOTALL)
    }
    assert checks == {"one": True, "two": True, "q1": True, "q2": False, "q3": False, "q4": False}


def test_json_says_what_the_runtime_needs() -> None:
    data = made()[1]
    assert [item["id"] for item in data["pages"]] == ["start", "blocks", "check"]
    assert sum(item["minutes"] for item in data["pages"]) == 12
    assert data["assessment"] == {"page": "check", "draw": 4, "attempts": 2}
    assert data["objectives"] == [{"id": "aim", "pages": ["blocks"]}]
    assert data["rules"] == {"mastery": 0.75}
    first = data["questions"][0]
    assert (first["kind"], first["right"], "assessed" in first) == ("choice", "a", False)
    assert (first["objective"], "safety" in first) == ("aim", False)
    ordered = replace(MODULE, rules=Rules(navigation="ordered", on_fail="incomplete"))
    assert made(ordered)[1]["rules"] == {"mastery": 0.8, "navigation": "ordered", "on_fail": "incomplete"}


def test_what_the_runtime_reads_from_the_page_is_there() -> None:
    """Titles of pages and texts of objectives, in the order of the data."""
    html, data = made()
    assert len(re.findall("class=stop-title>", html)) == len(data["pages"])
    aims = re.search("<ul class=aims>(.*?)</ul>", html, re.DOTALL)
    assert aims and aims[1].count("<li>") == len(data["objectives"])


def test_words_stand_where_the_runtime_looks_them_up() -> None:
    said, listed = words("en-GB").player, made()[1]["words"]
    assert listed["you-are-here"] == "You are here"
    assert listed["minutes-left"] == [said["minutes-left"], said["minutes-left-one"]]
    assert not {"read-first", "due", "part-done", "minutes-left-one", "not-answered"} & listed.keys()
    later = words("en-GB").later
    listed = words("en-GB").said_later(alone=False)
    assert listed["tries-left"] == [later["tries-left"], later["tries-left-one"]]
    assert listed["passed"] == later["passed"]
    assert words("en-GB").said_later(alone=True)["result-saved"] == words("en-GB").alone["result-saved"]
    for language in languages():
        assert words(language).player.keys() == said.keys()


def test_guidance_with_a_date_is_in_the_data() -> None:
    dated = Guidance(HERE, "a", "A guide", "", "", "", "", "", "2026-03-01")
    data = made(replace(MODULE, guidance=(dated, replace(dated, review_by=""))))[1]
    assert data["guidance"] == [{"title": "A guide", "review_by": "2026-03-01"}]
    assert "guidance" not in made()[1]


def test_the_provider_is_shown_and_its_support_links_stand_with_the_worry() -> None:
    links = (
        SupportLink(HERE, "Helpline <1>", "tel:0800"),
        SupportLink(HERE, "Forum", "https://example.org/"),
    )
    logo = Media(HERE, "media/provider-logo.svg", Path("logo.svg"), 80, 40)
    provider = Provider(HERE, "Riverside & Co", "desk@example.org", (), links, "", "", logo, "", {})
    html = made(course=replace(COURSE, provider=provider))[0]
    assert '<img src=media/provider-logo.svg alt="Riverside &amp; Co" width=80 height=40' in html
    assert "desk@example.org" in html
    worry = html[html.index("id=worried") : html.index("</details>")]
    for part in (worry, html[html.index("id=page-about") :]):
        assert "<a href=tel:0800>Helpline &lt;1&gt;</a>" in part
        assert '<a href="https://example.org/" target=_blank rel=noopener>Forum' in part


def test_leaving_out_marks_changes_nothing_a_browser_reads() -> None:
    html = (
        '<ul>\n<li class="a">One "two"="three" </li>\n<li><a href="x/">y</a>\n<b>z</b></li>\n</ul>\n'
        '<p class="x"></p>\n<div><p>Text</p>\n<p>More</p></div><pre>a\n  b</pre>'
    )
    assert pages._lean(html) == (
        '<ul><li class=a>One "two"="three" <li><a href="x/">y</a>\n<b>z</b></ul>'
        "<p class=x></p><div><p>Text<p>More</div><pre>a\n  b</pre>"
    )


def test_the_opening_page_says_what_finishing_takes() -> None:
    html = made()[0]
    assert "Answer 4 questions on “Check” and get at least 3 of them right (75%)." in html
    assert "You have 2 tries" in html
    assert "Questions about keeping someone safe are put right at once." in html
    unscored = replace(MODULE, pages=MODULE.pages[:2], rules=Rules(completion="questions"))
    html = made(unscored)[0]
    assert "Answer the practice questions on the pages." in html
    assert "data-assessment" not in html and "tries" not in html


def test_a_worry_leads_to_999_and_the_organisations_own_people() -> None:
    html = made()[0]
    assert "<a href=tel:999>999</a>" in html
    assert "<mark class=gap>Not filled in yet: who this is and how to reach them</mark>" in html
    slots = (
        Slot(HERE, "safeguarding_lead", "your lead", "Sam <Lee>", "safeguarding"),
        Slot(HERE, "out_of_hours", "your out-of-hours route", "", "safeguarding"),
        Slot(HERE, "deputy", "your deputy", "Jo", "safeguarding"),
    )
    html = made(course=replace(COURSE, slots=slots))[0]
    assert "safeguarding lead: Sam &lt;Lee&gt;" in html
    assert "<mark class=gap>Not filled in yet: your out-of-hours route</mark>" in html
    assert "Your deputy: Jo" in html


def test_the_banner_goes_with_a_signature_and_not_with_a_review() -> None:
    assert "draft-banner" in made()[0]
    review = Review(HERE, "A. Lead", "Safeguarding lead", "2025-11-03", "1.2")
    html = made(replace(MODULE, reviewed=(review,)))[0]
    assert "draft-banner" in html
    assert "Reviewed 3 November 2025 by A. Lead, Safeguarding lead." in html
    signature = Signature(HERE, "c", "m", "en-GB", "A. Lead", "Lead", "2025-11-03", "1", True, {})
    html = made(replace(MODULE, signature=signature))[0]
    assert "draft-banner" not in html
    assert "Signed off 3 November 2025 by A. Lead, Lead; check again by 3 November 2026." in html
    assert "draft-banner" in made(replace(MODULE, signature=signature, changed=("1.1.1",)))[0]


def test_blocks_are_marked_up_for_those_who_cannot_see_them() -> None:
    html = made()[0]
    assert "<p class=lead>Short first paragraph." in html
    assert 'tabindex=0 role=region aria-label="Table, scrolls sideways: Wide"' in html
    assert "scrolls sideways: Narrow" not in html
    assert "width=640 height=480 loading=lazy" in html
    assert "Common practice: your organisation’s policy comes first" in html
    assert "<label for=r-think class=ask>What will you try?</label>" in html
    assert html.index("A story.") < html.index("What about one?")


def test_the_sprite_holds_every_icon_in_use() -> None:
    html = made()[0]
    assert set(re.findall(r'href="#(i-[a-z-]+)"', html)) <= set(re.findall(r"<path id=(i-[a-z-]+) ", html))


def test_pages_come_out_the_same_twice_and_show_their_build() -> None:
    page = pages.document(pages.sections(MODULE, COURSE, (1, 3)), {})
    assert page == pages.document(pages.sections(MODULE, COURSE, (1, 3)), {})
    shown = pages.with_hashes(page, script="a", style="b", later="c", build="c0ffee12")
    assert "1.2 (build c0ffee12)" in shown
    assert "\0" not in shown


@pytest.mark.parametrize(
    ("estimates", "total", "shown"),
    [((2, 2, 2), 12, (4, 4, 4)), ((0.5, 5, 5), 4, (1, 2, 1)), ((1, 1, 1), 2, (1, 1, 1)), ((3.0,), 0, (3,))],
)
def test_minutes_add_up(estimates: tuple[float, ...], total: int, shown: tuple[int, ...]) -> None:
    several = tuple(page(f"p{n}", minutes=minutes) for n, minutes in enumerate(estimates))
    assert shown_minutes(replace(MODULE, pages=several, minutes=total)) == shown


def test_without_practice_the_page_with_most_words_in_common_is_worth_reading_again() -> None:
    module = replace(
        MODULE,
        pages=(
            page("start", prose("<p>recording worries and everything else</p>")),
            page("walks", prose("<p>Walking somewhere quiet.</p>")),
            page("records", prose("<p>Recording worries.</p>")),
        ),
    )
    objective = Objective(HERE, "other", "say what recording worries is for")
    assert [each.id for each in pages_to_reread(objective, module)] == ["records"]
    named = replace(objective, pages=(module.pages[0].id,))
    assert pages_to_reread(named, module) == (module.pages[0],)
