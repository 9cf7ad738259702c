"""The scripted learners by name, such as completer or keyboard: a table of `Persona`s."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from coursebuilder.verify.input_devices import MOUSE, InputDevice, Keyboard, Touchscreen
from coursebuilder.verify.persona_scripts import (
    closer,
    completer,
    double_opener,
    failer,
    keyboard_user,
    leaver,
    offline,
    reader,
    reloader,
    returner,
    revisitor,
    struggler,
    visitor,
    zoomer,
)
from coursebuilder.verify.play_through import PlayThrough

PHONE, HALF = (360, 640), (640, 900)  # width and height in pixels
NO_CODES: frozenset[str] = frozenset()
OWN_DISPLAY = {"size": HALF, "reduced_motion": "reduce", "forced_colors": "active"}
# Rules broken by a reload: a frame's session ends with it, and a cmi5 token is given only once.
BY_RELOADING = frozenset({"call-order", "call-refused", "token-once", "request-refused"})
# Rules broken without a network: the next launch sends what is left, twice where no reply came.
BY_NO_NETWORK = frozenset({"call-refused", "call-order", "unsaved-at-close", "result-differs"})
BY_NO_NETWORK_STORE = frozenset({"request-refused", "statement-twice", "never-ended", "answer-untold"})
# Rules broken by two windows: both send to the same record store, also what waits on the device.
BY_TWO_WINDOWS_STORE = BY_NO_NETWORK_STORE | {
    "statement-order",
    "token-once",
    "launch-unread",
    "context-template",
    "unsaved-at-close",
}


@dataclass(frozen=True, slots=True)
class Persona:
    """A scripted learner.

    name: as for --learner
    description: what this learner does, for the report, after the name
    script: plays the case
    browser_options: options of playwright's browser context, and `size` (width and height in pixels)
    quirks: names of the double's quirks that belong to this learner
    forgives: codes of rules that the script itself breaks, so they aren't reported
    forgives_store: further ones where the platform has a record store
    moves_clock: whether the script moves the browser's clock
    works_with_any_package: whether the script needs no data of the package's pages
    inspectable: whether pages may be inspected for accessibility, which takes time and moves the focus
    """

    name: str
    description: str
    script: Callable[[PlayThrough], object]
    input_device: InputDevice = MOUSE
    browser_options: Mapping[str, Any] = field(default_factory=dict)
    quirks: tuple[str, ...] = ()
    forgives: frozenset[str] = NO_CODES
    forgives_store: frozenset[str] = NO_CODES
    moves_clock: bool = False
    works_with_any_package: bool = False
    inspectable: bool = True


PERSONAS: Mapping[str, Persona] = {
    persona.name: persona
    for persona in (
        Persona("completer", "reads everything, answers everything, passes", completer),
        Persona("struggler", "fails, tries again, passes", struggler),
        Persona("failer", "uses up every try, looks at it again", failer),
        Persona("leaver", "leaves at 40 %, comes back, passes", leaver),
        Persona(
            "closer",
            "shuts the window in the middle: of saving, of a question, after the last answer",
            closer,
            inspectable=False,
        ),
        Persona("reloader", "presses F5: for the frame, for the window", reloader, forgives=BY_RELOADING),
        Persona("revisitor", "comes back after passing, reads and answers again", revisitor),
        Persona("returner", "comes back after passing, for a review", returner),
        Persona("keyboard", "has no mouse", keyboard_user, Keyboard()),
        Persona(
            "phone",
            "has 360 × 640 pixels and a finger",
            completer,
            Touchscreen(),
            {"size": PHONE, "has_touch": True},
        ),
        Persona(
            "zoomer",
            "reads at 200 %, then at 320 pixels, in colours of their own, with nothing moving",
            zoomer,
            browser_options=OWN_DISPLAY,
            inspectable=False,  # WCAG doesn't ask for 200 % at 320 pixels, and axe can't see forced colours
        ),
        Persona(
            "offline",
            "loses the network for 20 seconds, then for good",
            offline,
            quirks=("offline",),
            forgives=BY_NO_NETWORK,
            forgives_store=BY_NO_NETWORK_STORE,
            moves_clock=True,
            inspectable=False,
        ),
        Persona(
            "reader",
            "has no JavaScript",
            reader,
            browser_options={"java_script_enabled": False},
            inspectable=False,
        ),
        Persona(
            "double-opener",
            "opens it twice and goes on in the newer window",
            double_opener,
            forgives_store=BY_TWO_WINDOWS_STORE,
            inspectable=False,
        ),
        Persona(
            "visitor",
            "opens it, waits, leaves, opens it again",
            visitor,
            moves_clock=True,
            works_with_any_package=True,
        ),
    )
}
