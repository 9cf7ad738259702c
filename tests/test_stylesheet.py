"""A page's stylesheet: everything the page can use, and nothing else."""

from __future__ import annotations

import pytest

from coursebuilder.stylesheet import names_in, used_rules

PAGE = '<p class="note wide">Text<script>make("card " + state)</script>'


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        (".note{a:b}.gone{a:b}", ".note{a:b}"),
        (".gone,.note,p.wide>.card{a:b}", ".note,p.wide>.card{a:b}"),
        ("table{a:b}tbody{c:d}html:not(.js) p{e:f}", "tbody{c:d}html:not(.js) p{e:f}"),
        (".note:is(.gone,.x):not(.y)::before{a:b}", ".note:is(.gone,.x):not(.y)::before{a:b}"),
        (":is(p,ul)+:is(p,.x){a:b}*,[hidden]{c:d}", ":is(p,ul)+:is(p,.x){a:b}*,[hidden]{c:d}"),
        ("@media print{.gone{a:b}}@media screen{.gone{a:b}p{c:d}}", "@media screen{p{c:d}}"),
        ("@keyframes in{from{a:b}to{a:c}}@layer base;", "@keyframes in{from{a:b}to{a:c}}@layer base;"),
        ('.note::after{content:"{.gone}/*"}/* .gone{ */p{a:b}', '.note::after{content:"{.gone}/*"}p{a:b}'),
        ("p :is(.gone,.x:not(.y)),.gone{a:b}", "p :is(.gone,.x:not(.y)){a:b}"),
        ("p{a:url(x/y)", "p{a:url(x/y)}"),
    ],
)
def test_only_what_nothing_can_match_goes(style: str, kept: str) -> None:
    assert used_rules(style, names_in(PAGE)) == kept
