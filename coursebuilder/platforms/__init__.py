"""Named importers (`PLATFORMS`): what to build for each, its limits, what to set in it, what isn't known."""

from __future__ import annotations

from coursebuilder.platforms.known import AICC_SHIM, BUD, ESR, GENERIC, LEARNING_HUB, MOODLE, OPEN_EDX, TOTARA
from coursebuilder.platforms.platform import Fact, Limit, Platform, RefusedType, Setting, Source
from coursebuilder.platforms.rules import file_problems, launch_problems, platform_problems, size_problems

__all__ = [
    "PLATFORMS",
    "Fact",
    "Limit",
    "Platform",
    "RefusedType",
    "Setting",
    "Source",
    "file_problems",
    "launch_problems",
    "platform_problems",
    "size_problems",
]

PLATFORMS: dict[str, Platform] = {
    platform.name: platform
    for platform in (LEARNING_HUB, ESR, MOODLE, TOTARA, BUD, OPEN_EDX, AICC_SHIM, GENERIC)
}
