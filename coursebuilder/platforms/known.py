"""The platforms that we know, with the source of each fact. Only what was looked up; gaps say so."""

from __future__ import annotations

from dataclasses import replace

from coursebuilder.platforms.platform import Fact, Limit, Platform, RefusedType, Setting, Source

MEASURED, CODE, DOCUMENTED, INFERRED = Source
GIB, MB = 1024**3, 1_000_000

_SCORM = ("scorm12", "scorm2004-4th", "scorm2004-3rd")
_NO_MASTERY = Setting(
    "Passing or mastery score",
    "leave it empty",
    (
        "The package decides pass or fail and says so; a second rule could contradict what "
        "learners were shown."
    ),
    INFERRED,
)

LEARNING_HUB = Platform(
    name="learning-hub",
    title="NHS Learning Hub",
    learners_of_many=True,
    builds=("scorm12",),
    takes=("scorm12", "web"),
    shape=Fact("One module a zip: it keeps one launch address for each package.", CODE),
    title_length=Limit(255, CODE),
    state_length=Limit(63_999, CODE),
    package_bytes=Limit(2 * GIB, CODE),
    launches=Limit(1, CODE),
    refused_types=(
        RefusedType(".mp4", "it is served as a playlist and doesn't play", ".webm or .m4v", CODE),
        RefusedType(".vtt", "it is served without a type", "captions inside the page", CODE),
        RefusedType(".mjs", "it is served without a type and doesn't run", ".js", CODE),
    ),
    settings=(
        Setting(
            "Kind of resource",
            "the SCORM 1.2 zip",
            ("It tracks no other standard. The web zip loads as HTML in a new window, without any record."),
            CODE,
        ),
        Setting(
            "Pop-up size",
            "1024 × 768, as proposed",
            "The window can't be resized, and every page fits it.",
            CODE,
        ),
        Setting(
            "Certificate",
            "yes, where learners need proof; no for a module that teaches safeguarding",
            ("It is given for completed or passed, the two results a package sends for a finished module."),
            CODE,
        ),
        Setting(
            "Licence, authors, keywords, description",
            "from the listing sheet",
            "They are typed by hand; the sheet has each within its length.",
            CODE,
        ),
    ),
    facts=(
        Fact(
            (
                "The first result stored with a time stays for that launch: the package says incomplete "
                "until all is decided, then score, time and status in one save."
            ),
            CODE,
        ),
        Fact("A finished attempt starts blank when it is opened again; an unfinished one comes back.", CODE),
        Fact("A score shows for passed with more than 0, and for failed.", CODE),
        Fact(
            "It reports a mastery score of 100 that it never applies; the package doesn't read it.", MEASURED
        ),
        Fact("It drops the first digit of the hours: times are written with four.", MEASURED),
        Fact("Sessions over ten hours are cut.", CODE),
    ),
    unknown=(
        "Its reader of manifests is not public. Ours follows the packages it comes with.",
        ("Which catalogue, provider, access and review date you want: only you know; the sheet leaves gaps."),
    ),
)

ESR = Platform(
    name="esr",
    title="ESR (NHS Electronic Staff Record)",
    builds=("scorm12",),
    takes=("scorm12",),
    shape=Fact("One module a zip, started in a frame; it adds keys to the start address.", MEASURED),
    state_length=Limit(4096, MEASURED),
    facts=(
        Fact(
            (
                "It keeps status, score, place, progress and time, and refuses answers and objectives: "
                "they can't be reported from there."
            ),
            MEASURED,
        ),
        Fact("A forced close blanks the frame; the package ends its session as its page goes.", MEASURED),
    ),
    settings=(_NO_MASTERY,),
    unknown=("The text of ESR's minimum technical standards was not found.",),
)

MOODLE = Platform(
    name="moodle",
    title="Moodle 4.5",
    builds=("scorm12",),
    takes=_SCORM,
    shape=Fact("One module a zip, one SCORM activity each.", MEASURED),
    title_length=Limit(255, MEASURED),
    state_length=Limit(64_000, MEASURED),
    cant_import=frozenset({"objective-map"}),
    file_names=Fact(
        ("It removes ' & : \" < > | and ` from names, so that links break: letters, digits, . _ - only."),
        MEASURED,
    ),
    settings=(
        Setting("Maximum grade", "100", "The grade is the score as sent, and scores are 0 to 100.", MEASURED),
        Setting(
            "Activity completion, require status",
            "passed; for a module without an assessment: completed",
            "It counts the results that are ticked, and a package sends one of the two.",
            MEASURED,
        ),
        Setting("Force new attempt", "no", "Learners come back to the page they left.", INFERRED),
        _NO_MASTERY,
    ),
    facts=(
        Fact(
            "With a mastery score in the manifest any score turns into a result: packages have none.",
            MEASURED,
        ),
        Fact(
            (
                "After failed the next visit is a review, which still stores what is written: the package"
                " writes nothing then."
            ),
            MEASURED,
        ),
        Fact(
            (
                "What a closing page sends shares 64 KiB: progress is under 4,096 characters and one call"
                " ends it."
            ),
            MEASURED,
        ),
        Fact("The frame is 367 pixels wide on a phone.", MEASURED),
        Fact("Core Moodle imports neither cmi5 nor xAPI packages.", MEASURED),
    ),
)

TOTARA = replace(
    MOODLE,
    name="totara",
    title="Totara",
    shape=replace(MOODLE.shape, source=INFERRED),
    title_length=Limit(255, INFERRED),
    state_length=Limit(64_000, INFERRED),
    file_names=Fact("Letters, digits, . _ - only, as for Moodle.", INFERRED),
    settings=tuple(replace(setting, source=INFERRED) for setting in MOODLE.settings),
    facts=tuple(replace(fact, source=INFERRED) for fact in MOODLE.facts[:-1]),
    unknown=(
        ("None of this was measured on Totara: it shares Moodle's ancestry, and this is Moodle's profile."),
    ),
    measured=False,
)

BUD = Platform(
    name="bud",
    title="Bud (apprenticeships)",
    builds=("scorm12",),
    takes=_SCORM,
    shape=Fact("One module a zip.", DOCUMENTED),
    package_bytes=Limit(500 * MB, DOCUMENTED),
    file_names=Fact("No special characters: letters, digits, . _ - only.", DOCUMENTED),
    settings=(
        Setting(
            "Off-the-job hours",
            "ask learners to log them",
            "They log hours themselves; a module's minutes are on its first page.",
            DOCUMENTED,
        ),
        _NO_MASTERY,
    ),
    unknown=("How it shows score and answers was not found; nobody here has run it.",),
    measured=False,
)

OPEN_EDX = Platform(
    name="open-edx",
    title="Open edX (SCORM XBlock)",
    builds=("scorm12",),
    takes=_SCORM,
    shape=Fact("One module a zip, one SCORM block each: it opens one page of the package.", CODE),
    settings=(
        Setting(
            "Scored",
            "True; False for a module without an assessment",
            "The grade is the score as sent, and such a module sends none.",
            CODE,
        ),
        Setting(
            "Height of the frame",
            "at least 700 pixels",
            "It is 450 pixels unless you set it: much of a page is then below its edge.",
            CODE,
        ),
    ),
    facts=(
        Fact(
            (
                "It answers neither status nor score, and doesn't count the answers it holds: the package"
                " goes by its own saved progress."
            ),
            MEASURED,
        ),
        Fact("Each value read or written is a request of its own, which the page waits for.", CODE),
        Fact("It says yes to every call, also where its request failed: nobody is told of a loss.", CODE),
    ),
    unknown=(
        ("There are several such XBlocks, and newer ones may do better: the probe shows what yours does."),
        "How much progress it keeps was not measured: the 4,096 characters of SCORM 1.2 are taken.",
    ),
)

AICC_SHIM = Platform(
    name="aicc-shim",
    title="AICCShim (SCORM 1.2 run in Moodle from another address)",
    builds=("scorm12",),
    takes=("scorm12",),
    shape=Fact("One module a zip: it starts the first item's file.", CODE),
    state_length=Limit(4096, INFERRED),
    launches=Limit(1, CODE),
    file_names=Fact("It needs the name AICCShim.html for itself.", CODE),
    facts=(
        Fact("It passes on place, status, score, time and progress; answers and objectives are lost.", CODE),
        Fact(
            ("It reads = $ [ ] and line breaks in the progress as its own: the package writes none of them."),
            CODE,
        ),
    ),
    settings=(_NO_MASTERY,),
    unknown=("It was read, not run: try one module before you load them all.",),
)

GENERIC = Platform(
    name="generic",
    title="Any other LMS",
    builds=("scorm12", "scorm2004-4th", "web"),
    takes=(*_SCORM, "web"),
    shape=Fact("One module a zip, SCORM 1.2 first: what works on every platform above.", INFERRED),
    title_length=Limit(255, INFERRED),
    state_length=Limit(4096, INFERRED),
    refused_types=LEARNING_HUB.refused_types,
    file_names=Fact("Letters, digits, . _ - only.", INFERRED),
    settings=(
        Setting(
            "Standard",
            "SCORM 1.2; SCORM 2004 only where 1.2 is not offered",
            "Almost every LMS takes it.",
            INFERRED,
        ),
        _NO_MASTERY,
        Setting(
            "No SCORM at all",
            "the web zip, and Print for a portfolio",
            "Each page prints, with the result.",
            INFERRED,
        ),
    ),
    unknown=(
        (
            "What NYA Academy, RSPH, Anna Freud and MindEd run, and whether Aptem, OneFile and Smart "
            "Assessor take SCORM, was not found."
        ),
        (
            "To find out what yours does: coursebuilder probe writes a package that tests it and "
            "gives you a report."
        ),
    ),
    measured=False,
)
