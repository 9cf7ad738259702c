"""Fewer signs: the script does the same, and texts stay as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from js import Node

from coursebuilder.tighten import tighten

SAMPLES = [
    ("const a=1;const b=2;const[c,d]=[3,4];", "a+b+c+d", "let a=1,b=2,[c,d]=[3,4];"),
    ("const a=()=>{const b=1;const c=2;return b+c};const d=a();", "d", None),
    ("let a=0;for(const b of[1,2])a+=b;const c=a;if(c){a=9}let e=a;const f=e;", "[a,c,f]", None),
    ("for(let a=0;a<2;a++){const b=a;const c=b}const d=[1];", "d", None),
    ("const a=[3,1].map((b)=>b+1);", "a", "let a=[3,1].map(b=>b+1);"),
    ("function a(){return(b)=>b*2}", "a()(4)", "function a(){return b=>b*2}"),
    ("const a=(b,c)=>b+c;const d=()=>1;", "a(1,d())", None),
    ("function a(b){return true}const c=false;", "[a(1),c]", "function a(b){return!0}let c=!1;"),
    ('const a="`+`"+`b`;const c=`d`+a;', "c", None),
    ("const a=`x${1}`+`${(2)}y`;", "a", "let a=`x${1}${(2)}y`;"),
    (
        "const a=1;const b=`${[1,2].map((c)=>{const d=c;const e=d;return`<${e}>`}).join()}`;const f=b;",
        "f",
        None,
    ),
    ("class A{b(c){const d=c;const e=d;return e}}const f=new A();", "f.b(5)", None),
]


@pytest.mark.parametrize(("script", "asked", "made"), SAMPLES)
def test_it_does_the_same(node: Node, script: str, asked: str, made: str | None) -> None:
    tight = tighten(script)
    assert node(f"{script}print({asked});") == node(f"{tight}print({asked});")
    assert len(tight) < len(script)
    if made is not None:
        assert tight == made


@given(st.text(st.sampled_from(" /'\"{}()[]$+=;:,.a1let"), max_size=30))
def test_texts_stay_as_they_are(node: Node, text: str) -> None:
    quoted = '"' + text.replace('"', '\\"') + '"'
    filled = "`" + text.replace("{", "(") + "${first.length}`"
    script = f"const first={quoted};const second={filled};JSON.q=[first,second];"
    assert node(tighten(script) + "print(JSON.q);") == node(script + "print(JSON.q);")
