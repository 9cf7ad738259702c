"""What a package sent to a record store in one launch, as lines that an LMS administrator can read."""

from __future__ import annotations

from collections.abc import Sequence

from coursebuilder.targets.profile import PROGRESS
from coursebuilder.targets.requests import (
    PROGRESS_DOCUMENT,
    VERB_NAMES,
    Json,
    Request,
    read_json,
    requests,
)
from coursebuilder.targets.target import Call


def transcript(calls: Sequence[Call]) -> list[str]:
    """One line for each statement, and for each read or write of progress, in order."""
    lines = []
    for request in requests(calls):
        refusal = "" if request.accepted else f" (refused: {request.error})"
        if request.statements:
            lines += [f"{statement_line(statement)}{refusal}" for statement in request.statements]
        elif line := _document_line(request):
            lines.append(f"{line}{'' if line.endswith('none') else refusal}")
    return lines


def statement_line(statement: Json) -> str:
    """A statement in one line, such as: answered "Whom do you tell?": b (right).

    It may have any form: a store may have refused it for that.
    """
    iri = str(_part(statement, "verb").get("id", "?"))
    verb, result, about = (
        VERB_NAMES.get(iri, iri),
        _part(statement, "result"),
        _name(_part(statement, "object")),
    )
    if "response" in result or verb == "answered":
        about += f": {result.get('response', 'no text')}"
    progress = _part(result, "extensions").get(PROGRESS)
    notes = [
        f"{progress} %" if progress is not None else "",
        ("right" if result["success"] else "wrong") if verb == "answered" and "success" in result else "",
        _score(_part(result, "score")),
    ]
    notes = [note for note in notes if note]
    return f"{verb} {about}" + (f" ({', '.join(notes)})" if notes else "")


def _score(score: Json) -> str:
    if "raw" in score:
        return f"{score['raw']} of {score['max']}" if "max" in score else f"{score['raw']}"
    return f"{score['scaled']}" if "scaled" in score else ""


def _name(activity: Json) -> str:
    names = _part(_part(activity, "definition"), "name")
    return f'"{next(iter(names.values()))}"' if names else str(activity.get("id", "somebody"))


def _part(whole: Json, name: str) -> Json:
    """The property `name` of `whole`; an empty object if it is none."""
    part = whole.get(name)
    return part if isinstance(part, dict) else {}


def _document_line(request: Request) -> str:
    method, _, resource = request.name.partition(" ")
    if resource == "activities/state":
        name = request.query.get("stateId", "")
        if method == "GET":
            what = "saved progress" if name == PROGRESS_DOCUMENT else name
            return f"read {what}: {_progress(request.reply) if request.accepted else 'none'}"
        return f"saved progress: {_progress(request.body)}"
    if resource == "fetch":
        return "asked for its token"
    return ""


def _progress(text: str) -> str:
    held = read_json(text)
    if not isinstance(held, dict) or "state" not in held:
        return "there"
    line = f"{held['state']}, at {held.get('location')}"
    return f"{line}, sent {' and '.join(held['sent'])}" if held.get("sent") else line
