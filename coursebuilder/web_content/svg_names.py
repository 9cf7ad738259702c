"""The allowed elements and attributes of SVG: those that draw, describe or animate.

Sources: SVG 1.1 (Second Edition) and SVG 2, their element and attribute indexes; Filter Effects Module 1.
"""

from __future__ import annotations

from coursebuilder.web_content.names import names

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"

ANIMATIONS = frozenset({"animate", "animateMotion", "animateTransform", "set"})
ELEMENTS = ANIMATIONS | names(
    """
    a circle clipPath defs desc ellipse filter g image line linearGradient marker mask mpath path pattern
    polygon polyline radialGradient rect stop style svg switch symbol text textPath title tspan use view
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur
    feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
    feTurbulence
    """
)
# Of the SVG namespace, without a shape of their own or drawn by no browser: nobody misses them.
SILENT_ELEMENTS = names(
    """
    metadata cursor color-profile font font-face font-face-format font-face-name font-face-src
    font-face-uri glyph glyphRef hkern vkern missing-glyph altGlyph altGlyphDef altGlyphItem
    """
)
# Whose name says that they run something, in SVG 1.1 and 2, SVG Tiny 1.2, XML Events and HTML.
ACTIVE_ELEMENTS = frozenset({"script", "handler", "listener"})

# What CSS reads as the value of a property. Functions that fetch are looked for in them as in a sheet.
PRESENTATION = names(
    """
    alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
    color-interpolation-filters color-rendering cursor direction display dominant-baseline
    enable-background fill fill-opacity fill-rule filter flood-color flood-opacity font font-family
    font-feature-settings font-kerning font-size font-size-adjust font-stretch font-style font-variant
    font-weight glyph-orientation-horizontal glyph-orientation-vertical image-rendering isolation kerning
    letter-spacing lighting-color line-height marker marker-end marker-mid marker-start mask mask-type
    mix-blend-mode opacity overflow paint-order pointer-events shape-rendering stop-color stop-opacity
    stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-opacity stroke-width text-align text-anchor text-decoration text-indent text-orientation
    text-overflow text-rendering text-transform transform transform-box transform-origin unicode-bidi
    vector-effect visibility white-space word-spacing writing-mode
    """
)
# Numbers, lists of numbers, words of SVG itself.
GEOMETRY = names(
    """
    amplitude azimuth baseFrequency bias clipPathUnits cx cy d diffuseConstant divisor dx dy edgeMode
    elevation exponent filterRes filterUnits fr fx fy gradientTransform gradientUnits height in in2
    intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength lengthAdjust limitingConeAngle markerHeight
    markerUnits markerWidth maskContentUnits maskUnits method mode numOctaves offset operator order
    orient origin path pathLength patternContentUnits patternTransform patternUnits points pointsAtX
    pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY result rotate
    rx ry scale seed side slope spacing specularConstant specularExponent spreadMethod startOffset
    stdDeviation stitchTiles surfaceScale tableValues targetX targetY textLength type values viewBox
    width x x1 x2 xChannelSelector y y1 y2 yChannelSelector z zoomAndPan
    """
)
# By or when an animation changes something; `attributeName` is judged by itself.
TIMING = names(
    """
    accumulate additive attributeName attributeType begin by calcMode dur end fill from keyPoints
    keySplines keyTimes max min repeatCount repeatDur restart to values
    """
)
# Read aloud, chosen by, or without any meaning to browsers.
DESCRIBING = names(
    """
    baseProfile class focusable id lang media requiredExtensions requiredFeatures role systemLanguage
    tabindex title version
    """
)
ATTRIBUTES = PRESENTATION | GEOMETRY | TIMING
# What an animation may change: nothing that names, styles or leads somewhere.
ANIMATED = (PRESENTATION | GEOMETRY) - {"type"}
NAMESPACED = frozenset({(XLINK, "href"), (XML, "space"), (XML, "lang")})
