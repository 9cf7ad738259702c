"""Signed statements: a JSON Web Signature (JWS) as an attachment. Source: xAPI 1.0.3, Data 2.6.

The signature's payload is compared with its statement; its key is not checked, as an LRS needn't.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any

from coursebuilder.lrs.messages import Json, Refused, read_json

SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"
_ALGORITHMS = {"RS256", "RS384", "RS512"}
_NOT_SIGNED = {"attachments", "authority", "stored", "timestamp", "version", "id"}


def signature_faults(statement: Json, attachment: Json, body: bytes) -> list[str]:
    """Everything wrong with a signature: its media type, form, algorithm, or another statement's payload."""
    if attachment["contentType"] != "application/octet-stream":
        return ["a signature's contentType must be application/octet-stream"]
    try:
        header, payload = _header_and_payload(body)
    except (ValueError, binascii.Error, Refused) as error:
        return [f"a signature that is no JSON Web Signature: {error}"]
    if not isinstance(header, dict) or header.get("alg") not in _ALGORITHMS:
        return [f"a signature's algorithm must be one of {', '.join(sorted(_ALGORITHMS))}"]
    if not isinstance(payload, dict) or _signed(payload) != _signed(statement):
        return ["a signature over another statement"]
    return []


def _header_and_payload(body: bytes) -> tuple[Any, Any]:
    """The JWS header and payload as JSON values; raises ValueError or Refused."""
    parts = body.decode("ascii").split(".")
    if len(parts) != 3 or not all(parts):
        raise ValueError("it needs three parts")
    header, payload, _ = (base64.b64decode(p + "=" * (-len(p) % 4), b"-_", validate=True) for p in parts)
    return read_json(header), read_json(payload)


def _signed(statement: Json) -> Json:
    return {key: value for key, value in statement.items() if key not in _NOT_SIGNED}
