"""The IRIs of the verbs, activity types and extensions that our statements use; nearly all are ADL's.

profile.json lists the same in JSON-LD for those who analyse the records; it goes into every package that
sends statements. Sources: xAPI 1.0.3, xAPI Profiles 1.0, the cmi5 profile.
"""

from __future__ import annotations

from pathlib import Path

FILE = "profile.json"
DOCUMENT = Path(__file__).with_name(FILE)
PROFILE = "urn:uuid:dc91aae0-76a8-4d12-a7e7-2e43817c66fa"  # this release of the vocabulary

_ADL = "http://adlnet.gov/expapi"
VERBS = {
    name: f"{_ADL}/verbs/{name}"
    for name in (
        "initialized",
        "experienced",
        "progressed",
        "answered",
        "completed",
        "passed",
        "failed",
        "terminated",
    )
}
TYPES = {
    "course": f"{_ADL}/activities/course",
    "module": f"{_ADL}/activities/module",
    "page": "http://activitystrea.ms/schema/1.0/page",
    "question": f"{_ADL}/activities/cmi.interaction",
    "objective": f"{_ADL}/activities/objective",
    "profile": f"{_ADL}/activities/profile",
}
_CMI5 = "https://w3id.org/xapi/cmi5"
PROGRESS = f"{_CMI5}/result/extensions/progress"  # whole per cent
