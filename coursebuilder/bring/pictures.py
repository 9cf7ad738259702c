"""Pictures in documents, as files that a page can show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from coursebuilder.bring.items import Note
from coursebuilder.media.conversion import NotShown, shown_as
from coursebuilder.source.ids import slug


class Pictures:
    """Pictures as they are met: each one once, under a name made of the document's."""

    def __init__(self, stem: str) -> None:
        self._stem = slug(stem, "picture")[:40].rstrip("-")
        self._names: dict[bytes, str] = {}  # by what is saved
        self._taken: dict[bytes, str] = {}  # by what stands in the document
        self.refused: list[str] = []

    @property
    def media(self) -> Mapping[str, bytes]:
        """The bytes of all pictures taken, by name."""
        return {name: data for data, name in self._names.items()}

    def notes(self) -> list[Note]:
        """A note for each picture that isn't carried, saying why."""
        return [Note("not carried", "a picture", why) for why in self.refused]

    def take(self, data: bytes, name: str) -> str:
        """The name under media/ that these bytes are saved as; "" where `refused` says why not."""
        if data not in self._taken:
            self._taken[data] = self._new(data, name)
        return self._taken[data]

    def _new(self, data: bytes, name: str) -> str:
        try:
            data, suffix = shown_as(data)
        except NotShown as error:
            self.refused.append(f"{PurePosixPath(name).name}: {error}")
            return ""
        if data not in self._names:
            own = re.sub(r"\d+$", "", slug(PurePosixPath(name).stem, "picture")).rstrip("-") or "picture"
            number = len(self._names) + 1
            self._names[data] = f"{self._stem}-{own[:20]}-{number}{suffix}"
        return self._names[data]
