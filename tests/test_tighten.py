"""Fewer signs: the script does the same, and texts stay as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from js import Node

from coursebuilder.compact import tighten

SAMPLES = [
    ("const a=1;const b=2;const[c,d]=[3,4];", "a+b+c+d", "let a=1,b=2,[c,d]=[3,4];"),
    ("const a=()=>{const b=1;const c=2;return b+c};const d=a();", "d", None),
    ("let a=0;for(const b of[1,2])a+=b;const c=a;if(c){a=9}let e=a;const f=e;", "[a,c,f]", None),
    ("for(let a=0;a<2;a++){const b=a;const c=b}const d=[1];", "d", None),
    ("const a=[3,1].map((b)=>b+1);", "a", "let a=[3,1].map(b=>b+1);"),
    ("function a(){return(b)=>b*2}", "a()(4)", "let a=()=>b=>b*2;"),
    ("const a=(b,c)=>b+c;const d=()=>1;", "a(1,d())", None),
    ("function a(b){return true}const c=false;", "[a(1),c]", "let a=b=>!0,c=!1;"),
    ('const a="`+`"+`b`;const c=`d`+a;', "c", None),
    ("const a=`x${1}`+`${(2)}y`;", "a", "let a=`x${1}${(2)}y`;"),
    (
        "const a=1;const b=`${[1,2].map((c)=>{const d=c;const e=d;return`<${e}>`}).join()}`;const f=b;",
        "f",
        None,
    ),
    # Functions can be called before they stand in the text, and by each other.
    ("const a=b(2);function b(c){if(c){return d(c)}return 1}function d(c){return{c}}", "a", None),
    (
        "function a(b,[c],...d){return[b,c,d]}const e=a(1,[2],3);",
        "e",
        "let a=(b,[c],...d)=>[b,c,d],e=a(1,[2],3);",
    ),
    ("function a(){return{b:1}}const c=`${a().b}}`;", "c", "let a=()=>({b:1}),c=`${a().b}}`;"),
    ("function a(b){let c=b;return c+1}const d=a(1);", "d", "let a=b=>{let c=b;return c+1},d=a(1);"),
    (
        "async function a(b){return await b}const c=String(a(1));",
        "c",
        "let a=async b=>await b,c=String(a(1));",
    ),
    ("function a(b){return b+1,b}const c=a(1);", "c", "let a=b=>{return b+1,b},c=a(1);"),
    ("async function a(b,c){await b;return c}const d=String(a(1));", "d", None),
    ("function a(){}function b(){return a()}const c=[b()===undefined];", "c", None),
    ("function a(){return arguments.length}function b(c){return c}const d=a(1,2)+b(3);", "d", None),
    ("const a=20;function b(c){return c<a}const d=`${b(3)}`;", "d", "let b=c=>c<20,d=`${b(3)}`;"),
    ('const a="`}{;";const b=[a,2];const c=true;', "b", 'let b=["`}{;",2],c=!0;'),
    ("let a=1;a=a+1;let b=1;b+=2;let c=1;c++;let d=1;++d;const e=true;", "[a,b,c,d]", None),
    ("const a=1;const b={a:2};const c=3;const d={c};const e=4;const f=b.e;", "[b,d,f]", None),
    ('const a=5;const b="b";const c=[a.toFixed(1),b.length];const d=true;', "c", None),
    ("let a=0;if(1<2)a=1;else a=[2,3].length;const b=a;", "b", "let a=0;1<2?a=1:a=[2,3].length;let b=a;"),
    ("let a=3;if(a===1)a=2;else if(a<=3)a=9;else a=0;", "a", "let a=3;a===1?a=2:a<=3?a=9:a=0;"),
    ("let a=[];if(a.b)a=1;else for(const c of[1])a.push(c);const d=true;", "a", None),
    ("let a=1,b;if(b=a)b=5;else b=6;if((a,0))a=7;else a=8;const c=true;", "[a,b]", None),
    ("let a=0,b=0;if(a)b=1,a=2;else b=3,a=4;if(a?b:0)b=5;else b=6;const c=true;", "[a,b]", None),
    ("let a=1;if(a);else a=2;if(a)a=3;else;const b=true;", "a", None),
    ("let a=0;if(a)if(!a)a=1;else a=2;const b=a;const c=b;", "c", None),
    ("const a=(b)=>{if(b)b=1;else return 2;return b};const c=[a(0),a(1)];", "c", None),
    ("class A{b(c){const d=c;const e=d;return e}}const f=new A();", "f.b(5)", None),
    # A name in quotes was another's, and needs none now; a list of one text does.
    (
        'const a={"b":1,"c-d":2};const e=(f)=>f?["b"]:a["b"];const g=[a["c-d"],e(0),e(1)];',
        "g",
        'let a={b:1,"c-d":2},e=f=>f?["b"]:a.b,g=[a["c-d"],e(0),e(1)];',
    ),
    (
        "function a(b){if(b)return 1;if(b===0)return[2];return 3}const c=[a(1),a(0),a()];",
        "c",
        "let a=b=>b?1:b===0?[2]:3,c=[a(1),a(0),a()];",
    ),
    ("const a=(b)=>{if(b)return;return 2};const c=[a(0),a(1)];", "c", None),
    ("const a=(b)=>{if(b,0)return 1;return 2,3};const c=a(4);", "c", None),
    (
        "const a=[];if(!a.b)a.push(1);if(!(a.b&&1))a.push(2);if(a[0]===1)a.push(3);const c=a;",
        "c",
        "let a=[];a.b||a.push(1);!(a.b&&1)&&a.push(2);a[0]===1&&a.push(3);let c=a;",
    ),
    ("const a=[];if(a.b||1)a.push(1);if(a)a.b=2;if(a)a.c?a.push(3):a.push(4);const d=[a,a.b];", "d", None),
    ("let a=1;if(!a)if(a)a=2;if(!-a)a=3;if(a){a=4}const b=a;const c=b;", "c", None),
    ("const a=[1,2].map((b)=>{return{b}});const c=()=>{return 1,2};const d=c();", "[a,d]", None),
    ("const a=1;const b=[a - -a,a + +a];let c=a+ ++b[0];const d=c-- -a;const e=true;", "[a,b,c,d]", None),
    (
        "class A{constructor(){this.b=this.c=this.d=1;this.e=()=>this.b+this.c}}const f=new A().e();",
        "f",
        "class A{constructor(){let $=this;$.b=$.c=$.d=1;$.e=()=>$.b+$.c}}let f=new A().e();",
    ),
    (
        "class A{b(){return 5}}class C extends A{constructor(){super();this.d=this.b();this.e=this.d+this.d}"
        "b(){for(const f of[1])if(f){this.g=this.h=f;this.j=this.k=this.l=f}return super.b()}}const e=true;",
        "new C().e",
        None,
    ),
]


@pytest.mark.parametrize(("script", "asked", "made"), SAMPLES)
def test_it_does_the_same(node: Node, script: str, asked: str, made: str | None) -> None:
    tight = tighten(script)
    assert node(f"{script}print({asked});") == node(f"{tight}print({asked});")
    assert len(tight) < len(script)
    if made is not None:
        assert tight == made


def test_each_of_two_scripts_has_its_own_functions() -> None:
    script = 'const a=b(1);function b(c){return c}"later";const d=e(b);function e(f){return f(2)}'
    assert tighten(script) == 'let b=c=>c,a=b(1);"later";let e=f=>f(2),d=e(b);'


LONG = [
    # What is asked for often by a long name is spelt once, in whatever way it is asked.
    "const a={reallyLong:1,c:[2]};a.reallyLong+=a.reallyLong+a.reallyLong;delete a.c.reallyLong;"
    "const b=[...a.c,a.reallyLong,`${a.reallyLong}.reallyLong`,a.reallyLong++,.5+a.reallyLong];"
    "b.push(a.reallyLong-a.reallyLong);",
    "const a={reallyLong:(d)=>d+1};const b=[1,2].map((d)=>Math.floor(d)+Math.floor(2.5));"
    "class A{reallyLong(d){return Math.floor(d)}}b.push(Math.floor(7),Math.floor(8),Math.floor(9));"
    "b.push(new A().reallyLong(3),a.reallyLong(4),a.reallyLong(5),a.reallyLong(6),a.reallyLong(7));"
    "b.push(a.reallyLong(8),a.reallyLong(9)+a.reallyLong(1),a.reallyLong(2)/a.reallyLong(3));"
    "b.push(Math.floor(4),Math.floor(1),Math.floor(2));",
]


@pytest.mark.parametrize("script", LONG)
def test_a_long_name_is_spelt_once(node: Node, script: str) -> None:
    tight = tighten(script)
    assert node(f"{script}print(b);") == node(f"{tight}print(b);")
    assert tight.count('"reallyLong"') == 1 and ".reallyLong(" not in tight and tight.count("Math.floor") <= 1


def test_the_second_script_is_handed_what_it_spells_shortly(node: Node) -> None:
    asked = "+".join(["a.reallyLong"] * 9)
    first = f"const a={{reallyLong:1}};const b={asked};window.coursebuilder=[a];"
    later = f"const [a]=window.coursebuilder;function b(c){{return[c][0]}}print([b({asked})]);"
    tight = tighten(f'{first}"later";{later}').split('"later";')
    made = [f"(()=>{{{one}}})();" for one in tight]
    assert node(f"const window={{}};{''.join(made)}") == [9]
    assert tight[1].count("reallyLong") == 0


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ('<p class="a-b" id="c">', "<p class=a-b id=c>"),
        ('<p class="a b" hidden>', None),
        ('<use href="#i"/>', None),
        ('<p title="">', None),
        ('[data-a="b"]', None),
    ],
)
def test_an_attribute_has_quotes_if_it_needs_them(text: str, made: str | None) -> None:
    assert tighten(f"const a=`${{1}}{text}`;") == f"let a=`${{1}}{made or text}`;"
    assert tighten(f"const a='{text}';") == f"let a='{made or text}';"


@given(st.text(st.sampled_from(" /'\"{}()[]$+=;:,.a1let"), max_size=30))
def test_texts_stay_as_they_are(node: Node, text: str) -> None:
    quoted = '"' + text.replace('"', '\\"') + '"'
    filled = "`" + text.replace("{", "(").replace('="', "=") + "${first.length}`"
    script = f"const first={quoted};const second={filled};JSON.q=[first,second];"
    assert node(tighten(script) + "print(JSON.q);") == node(script + "print(JSON.q);")
