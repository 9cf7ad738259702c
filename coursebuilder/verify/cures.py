"""What to do about each problem that verify finds: code → cure."""

from __future__ import annotations

CURES = {
    "result-lost": "keep what was not taken on the device, and send it at the next launch",
    "loss-untold": "show a banner as soon as a save is refused, and no word of saving until one was taken",
    "unreadable-without-script": "show every page as it is, and what needs a script only once that runs",
    "out-of-reach": "use buttons, links and fields, which browsers take the keyboard to",
    "never-begun": "begin the session when the page opens",
    "never-ended": "end the session when the page goes (pagehide); unload is blocked on some platforms",
    "unsaved-at-close": "save after the last value, or end the session, before the page goes",
    "saved-at-end": "save after each answer or page, not only when the session ends",
    "saving-denied": "take any answer but false or an error for a yes, and the banner away",
    "revisit-written": "read the status first; write nothing once there is a result, or in review mode",
    "pass-lowered": "read the status first, and never write a lower one",
    "result-differs": "send the result that is shown, completion, success and score together",
    "answer-lost": "keep each answer in the saved progress, and fill the question from it at the next launch",
    "progress-shared": "keep what stays on the device under the activity's own address as well",
    "answer-untold": "tell the platform of each answer when it is given",
    "progress-too-long": "keep less: only what the next launch needs",
    "request-elsewhere": "put the file into the package; learners' networks may not reach other hosts",
    "file-not-found": "put the file into the package, or take the reference out",
    "request-failed": "look at the request: the server refused it",
    "dialog-shown": "say it in the page: a dialog stops everything, and some platforms show none",
    "console-error": "look at the page's script in the browser's own tools",
    "name-leaked": "leave the name out: the platform knows its learner",
    "reflection-leaked": "keep a learner's own words in the page",
    "statement-again": "keep which statements were taken, and send those no more",
}
