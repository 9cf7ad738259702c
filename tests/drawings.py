"""Drawings that want to run, fetch or hide something, and drawings as programs for drawing write them.

TRAP stands for an address that nothing may ask for, RAN for a script that would ask for it.
"""

from __future__ import annotations

TRAP = "http://127.0.0.1:9/trap"
RAN = f"fetch('{TRAP}')"
_BASE64 = "data:text/html;base64,PHNjcmlwdD4xPC9zY3JpcHQ+"
XMLNS = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:h="http://www.w3.org/1999/xhtml" xmlns:ev="http://www.w3.org/2001/xml-events"'
)


def drawing(inside: str, before: str = "", on_root: str = "") -> str:
    """A drawing with this in it, before it and on its root."""
    shape = '<rect width="90" height="30" fill="#369"/>'
    return f'{before}<svg {XMLNS} viewBox="0 0 90 30"{on_root}>{shape}{inside}</svg>'


_SCRIPT = f"<script xmlns='http://www.w3.org/2000/svg'>{RAN}</script>"
REFUSED: dict[str, str | bytes] = {
    "an entity behind a comment": drawing("&a;", f'<!-- <svg --><!DOCTYPE svg [<!ENTITY a "{_SCRIPT}">]>'),
    "an entity of character references": drawing("&a;", '<!DOCTYPE svg [<!ENTITY a "&#60;script/>">]>'),
    "an entity of references twice": drawing("&a;", '<!DOCTYPE svg [<!ENTITY a "&#38;#60;script/>">]>'),
    "an entity of entities": drawing("&b;", '<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'),
    "a parameter entity": drawing("", f"<!DOCTYPE svg [<!ENTITY % p SYSTEM '{TRAP}'>%p;]>"),
    "a parameter entity with a declaration": drawing(
        "&b;", "<!DOCTYPE svg [<!ENTITY % p \"<!ENTITY b 'x'>\">%p;]>"
    ),
    "an entity in another file": drawing("&a;", f'<!DOCTYPE svg [<!ENTITY a SYSTEM "{TRAP}">]>'),
    "an entity of the computer": drawing("&a;", '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    "a default attribute": drawing("", f'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "{RAN}">]>'),
    "a default attribute of HTML": drawing(
        "<h:img/>", '<?x?><!-- a --><!DOCTYPE svg [<!ATTLIST h:img onerror CDATA "x">]>'
    ),
    "a fixed attribute": drawing("", '<!DOCTYPE svg [<!ATTLIST rect onclick CDATA #FIXED "x">]>'),
    "a declared element": drawing("", "<!DOCTYPE svg [<!ELEMENT svg ANY>]>"),
    "a notation": drawing("", f'<!DOCTYPE svg [<!NOTATION n SYSTEM "{TRAP}">]>'),
    "a document type elsewhere": drawing("", f'<!DOCTYPE svg SYSTEM "{TRAP}">'),
    "a document type of somebody": drawing("", f'<?a b?><!DOCTYPE svg PUBLIC "-//X//Y//EN" "{TRAP}">'),
    "an entity without an end": drawing("", '<!DOCTYPE svg [<!ENTITY a "x">'),
    "an undeclared entity": drawing(
        "<title>&a;</title>", '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">'
    ),
    "a long entity": drawing("&a;" * 9, f'<!DOCTYPE svg [<!ENTITY a "{"x" * 1000}">]>'),
    "many entities": drawing(
        "", "<!DOCTYPE svg [" + "".join(f'<!ENTITY a{n} "x">' for n in range(99)) + "]>"
    ),
    "UTF-16": drawing(f"<script>{RAN}</script>").encode("utf-16"),
    "UTF-16, declared": drawing(
        "&a;", f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE svg [<!ENTITY a "{_SCRIPT}">]>'
    ).encode("utf-16"),
    "UTF-16 without a mark": drawing(f"<script>{RAN}</script>").encode("utf-16-be"),
    "UTF-7": drawing("+ADw-script+AD4-1+ADw-/script+AD4-", '<?xml version="1.0" encoding="utf-7"?>'),
    "an unknown encoding": drawing("", '<?xml version="1.0" encoding="x-none"?>'),
    "a script": drawing(f"<script>{RAN}</script>"),
    "a script in CDATA": drawing(f"<script><![CDATA[{RAN}]]></script>"),
    "a script elsewhere": drawing(f'<script href="{TRAP}"/>'),
    "a script with a prefix": drawing('<x:script xmlns:x="http://www.w3.org/2000/svg">1</x:script>'),
    "a script in capitals": drawing("<SCRIPT>1</SCRIPT>"),
    "a script of HTML": drawing(f"<h:script>{RAN}</h:script>"),
    "a script in what is left out": drawing(f"<metadata><h:script>{RAN}</h:script></metadata>"),
    "a script in a foreignObject": drawing(f"<foreignObject><h:script>{RAN}</h:script></foreignObject>"),
    "a script in a stranger": drawing(f'<x:y xmlns:x="urn:x"><script>{RAN}</script></x:y>'),
    "a handler of SVG Tiny": drawing(f'<handler ev:event="load">{RAN}</handler>'),
    "a listener": drawing('<ev:listener event="click" handler="#a"/>'),
    "onload": drawing("", on_root=f' onload="{RAN}"'),
    "onload on a nested svg": drawing(f'<svg onload="{RAN}"/>'),
    "onclick in capitals": drawing(f'<rect ONCLICK="{RAN}"/>'),
    "onbegin": drawing(f'<set attributeName="x" to="1" onbegin="{RAN}"/>'),
    "onerror of HTML": drawing(f'<h:img src="x" onerror="{RAN}"/>'),
    "a handler of tomorrow": drawing(f'<rect onscrollsnapchanging="{RAN}"/>'),
    "javascript:": drawing(f'<a href="javascript:{RAN}"><rect width="9" height="9"/></a>'),
    "javascript: with a line in it": drawing('<a xlink:href=" java&#10;script:x"/>'),
    "javascript: with an entity": drawing('<a href="&j;:x"/>', '<!DOCTYPE svg [<!ENTITY j "javascript">]>'),
    "javascript: in a form": drawing('<h:form action="javascript:x"/>'),
    "a document in an address": drawing(f'<a href="{_BASE64}"/>'),
    "a drawing in an address of use": drawing(f'<use href="{_BASE64.replace("html", "xml")}#a"/>'),
    "animated to javascript:": drawing('<a><animate attributeName="y" values="1;javascript:x"/></a>'),
    "href animated": drawing(f'<a><set attributeName="href" to="{TRAP}"/></a>'),
    "xlink:href animated": drawing(
        f'<image><animate attributeName="xlink:href" values="#a;{TRAP}"/></image>'
    ),
    "a handler animated": drawing(f'<rect><set attributeName="onclick" to="{RAN}"/></rect>'),
    "@import": drawing(f"<style>@import '{TRAP}';</style>"),
    "@import around a comment": drawing(f"<style>@im<!-- -->port '{TRAP}';</style>"),
    "@import around an element": drawing(f"<style>@im<g/>port '{TRAP}';</style>"),
    "@import in CDATA": drawing(f"<style><![CDATA[@import '{TRAP}';]]></style>"),
    "@font-face": drawing(f"<style>@font-face{{font-family:a;src:url({TRAP})}}</style>"),
    "url in a style": drawing(f"<style>rect{{fill:url({TRAP})}}</style>"),
    "url in a style behind a comment": drawing(f"<style>svg{{background:red/**/url({TRAP})}}</style>"),
    "a comment in url": drawing(f"<style>a{{b:url(#a/*) }}svg{{background:url({TRAP});c:/**/)}}</style>"),
    "a text left open": drawing(f"<style>a{{b:'&#10;; }}svg{{background:url({TRAP})}} '</style>"),
    "src()": drawing(f"<style>rect{{mask:src('{TRAP}')}}</style>"),
    "image-set()": drawing(f"<style>svg{{background:image-set('{TRAP}' 1x)}}</style>"),
    "cross-fade()": drawing("<style>svg{background:cross-fade('a',red)}</style>"),
    "attr() as an address": drawing("<style>svg{background:attr(x type(&lt;url>))}</style>"),
    "an escaped url": drawing(f"<style>rect{{fill:\\75rl({TRAP})}}</style>"),
    "an escaped at-rule": drawing(f"<style>@\\69mport '{TRAP}';</style>"),
    "-moz-binding": drawing("<style>a{-moz-binding:none}</style>"),
    "expression()": drawing("<style>a{width:expression(1)}</style>"),
    "a style of a style": drawing(f"<g><style><style>@import '{TRAP}';</style></style></g>"),
    "too deep": drawing("<g>" * 300 + "</g>" * 300),
    "too much": drawing("<g/>" * 20_001),
    "too often repeated": drawing(
        '<g id="g0"><path d="M0"/></g>'
        + "".join(f'<g id="g{n + 1}">' + f'<use href="#g{n}"/>' * 10 + "</g>" for n in range(9))
    ),
    "no drawing": "<h1 xmlns='http://www.w3.org/1999/xhtml'/>",
    "of no vocabulary": "<svg><rect/></svg>",
    "nothing": "",
    "no XML": "<svg xmlns='http://www.w3.org/2000/svg'><g></svg>",
}
# What is left out, and a word of what the author is told
CLEANED: dict[str, tuple[str, str]] = {
    "a style sheet by an instruction": (f'<?xml-stylesheet href="{TRAP}"?>', "<?xml-stylesheet?>"),
    "a refresh": (f'<h:meta http-equiv="refresh" content="0;url={TRAP}"/>', "meta"),
    "a picture of HTML": (f'<h:img srcset="{TRAP} 1x"/>', "img"),
    "a form": (f'<h:form action="{TRAP}"><h:button formaction="{TRAP}">go</h:button></h:form>', "form"),
    "a frame": (f'<h:iframe src="{TRAP}" srcdoc="a"/>', "iframe"),
    "a frame of frames": (f'<h:frame src="{TRAP}"/>', "frame"),
    "a body": (f'<h:body background="{TRAP}"/>', "body"),
    "a link of HTML": (f'<h:link rel="stylesheet" href="{TRAP}"/>', "link"),
    "a base": (f'<h:base href="{TRAP}"/>', "base"),
    "an object": (f'<h:object data="{TRAP}"/><h:embed src="{TRAP}"/>', "object"),
    "a video": (f'<h:video poster="{TRAP}" src="{TRAP}"/>', "video"),
    "a ping": (f'<a href="{TRAP}" ping="{TRAP}"><rect/></a>', TRAP),
    "audio of SVG 2": (f'<audio src="{TRAP}"/>', "audio"),
    "a frame of SVG 2": (f'<iframe src="{TRAP}"/>', "iframe"),
    "a foreignObject": (f'<foreignObject><h:img src="{TRAP}"/></foreignObject>', "foreignObject"),
    "a picture elsewhere": (f'<image href="{TRAP}"/>', TRAP),
    "a picture elsewhere, as of old": (f'<image xlink:href="{TRAP}"/>', TRAP),
    "a picture without a scheme": ('<image href="//127.0.0.1:9/trap"/>', "//127.0.0.1"),
    "a picture beside it": ('<image href="other.png"/>', "other.png"),
    "a picture by src": (f'<image src="{TRAP}"/>', TRAP),
    "a drawing in an address": ('<image href="data:image/svg+xml,&lt;svg/>"/>', "data:image/svg"),
    "a shape elsewhere": (f'<use href="{TRAP}#a"/>', TRAP),
    "a shape elsewhere, as of old": ('<use xlink:href="other.svg#a"/>', "other.svg"),
    "a shape in an address": ('<use href="data:image/png;base64,AA=="/>', "data:image"),
    "a filter's picture": (f'<filter id="f"><feImage href="{TRAP}"/></filter>', TRAP),
    "a gradient elsewhere": (f'<linearGradient href="{TRAP}#a"/>', TRAP),
    "a pattern elsewhere": (f'<pattern xlink:href="{TRAP}#a"/>', TRAP),
    "a path to move along": (f'<animateMotion><mpath href="{TRAP}#a"/></animateMotion>', TRAP),
    "a style with url": (f"<rect style=\"fill:url( '{TRAP}' )\"/>", "style="),
    "a style with image-set": (f"<g style=\"background:image-set('{TRAP}' 1x)\"/>", "image-set("),
    "a style with src": (f"<g style=\"mask:src('{TRAP}')\"/>", "src("),
    "a style with an escape": (f'<g style="fill:u\\72l({TRAP})"/>', "style="),
    "a fill": (f'<rect fill="url({TRAP}#a)"/>', "fill="),
    "a fill with an escape": (f'<rect fill="\\75rl({TRAP}#a)"/>', "fill="),
    "a mask": ('<rect mask="url(//127.0.0.1:9/trap#b)"/>', "mask="),
    "a mask by image-set": (f"<rect mask=\"image-set('{TRAP}')\"/>", "mask="),
    "a pointer": (f'<rect cursor="url({TRAP}), auto"/>', "cursor="),
    "a marker": (f'<path d="M0 0h9" marker-end="url({TRAP}#m)"/>', "marker-end="),
    "a filter": (f'<rect filter="url({TRAP}#m)"/>', "filter="),
    "a fill animated": (f'<rect><set attributeName="fill" to="url({TRAP}#a)"/></rect>', "to="),
    "a style animated": (f'<rect><set attributeName="style" to="fill:url({TRAP})"/></rect>', "style"),
    "something unknown": ("<flowRoot><flowPara>a</flowPara></flowRoot>", "flowRoot"),
}
# Left out without a word: nothing that a learner sees goes with it
SILENT = {
    "a comment": "<!-- a -->",
    "an instruction": "<?php a?>",
    "another base": f'<g xml:base="{TRAP}"/>',
    "a path effect of Inkscape": '<x:path-effect xmlns:x="urn:inkscape" only_selected="false"/>',
    "only_selected": '<rect width="9" height="9" only_selected="false" on_top="1" onion-skin="2"/>',
    "words of a program": '<g xmlns:s="urn:s" s:type="layer" s:onclick="x"><s:page s:href="a.png"/></g>',
    "an empty foreignObject": '<foreignObject width="1" height="1"/>',
}
# As programs write them: what is drawn stays
ILLUSTRATOR = """<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: Adobe Illustrator 24.0.1, SVG Export Plug-In . SVG Version: 6.00 Build 0)  -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
  <!ENTITY ns_extend "http://ns.adobe.com/Extensibility/1.0/">
  <!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">
  <!ENTITY ns_graphs "http://ns.adobe.com/Graphs/1.0/">
  <!ENTITY ns_svg "http://www.w3.org/2000/svg">
  <!ENTITY ns_xlink "http://www.w3.org/1999/xlink">
]>
<svg version="1.1" xmlns:x="&ns_extend;" xmlns:i="&ns_ai;" xmlns:graph="&ns_graphs;" xmlns="&ns_svg;"
   xmlns:xlink="&ns_xlink;" x="0px" y="0px" width="90px" height="30px" viewBox="0 0 90 30"
   style="enable-background:new 0 0 90 30;" xml:space="preserve">
<style type="text/css">.st0{fill:#369;} .st1{font-family:'MyriadPro-Regular';fill:url(#SVGID_1_);}</style>
<metadata><sfw xmlns="http://ns.adobe.com/SaveForWeb/1.0/"><slices></slices></sfw></metadata>
<switch>
  <foreignObject requiredExtensions="&ns_ai;" x="0" y="0" width="1" height="1">
    <i:pgfRef xlink:href="#adobe_illustrator_pgf"></i:pgfRef>
  </foreignObject>
  <g i:extraneous="self"><linearGradient id="SVGID_1_"><stop style="stop-color:#FFF"/></linearGradient>
    <rect class="st0" width="90" height="30"/>
    <text transform="matrix(1 0 0 1 3 9)" class="st1">Hello</text></g>
</switch>
<i:pgf id="adobe_illustrator_pgf"><![CDATA[eJzsvWmTJMdx]]></i:pgf>
</svg>
"""
INKSCAPE = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<svg xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#"
   xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:svg="http://www.w3.org/2000/svg"
   xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" width="90" height="30" id="svg8"
   inkscape:version="0.92.4" sodipodi:docname="hello.svg" inkscape:export-filename="/home/me/hello.png">
  <defs id="defs2"><inkscape:path-effect effect="spiro" id="path-effect1" only_selected="false" />
    <linearGradient id="a" xlink:href="#b" inkscape:collect="always" /><linearGradient id="b" /></defs>
  <sodipodi:namedview id="base" pagecolor="#ffffff" inkscape:zoom="0.7" />
  <metadata id="metadata5"><rdf:RDF><cc:Work rdf:about="">
    <dc:format>image/svg+xml</dc:format></cc:Work></rdf:RDF></metadata>
  <g inkscape:label="Layer 1" inkscape:groupmode="layer" id="layer1">
    <path style="fill:url(#a);stroke-width:0.26458332px;-inkscape-font-specification:'Sans'"
       d="M 0,0 H 90 V 30 Z" id="path1" inkscape:connector-curvature="0" sodipodi:nodetypes="cccc" />
    <text xml:space="preserve" x="3" y="9"><tspan sodipodi:role="line" x="3" y="9">Hello</tspan></text></g>
</svg>
"""
