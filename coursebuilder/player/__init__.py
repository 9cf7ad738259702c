"""The player: what runs in a learner's browser; runtime/ is its source, built/ what packages carry."""

from coursebuilder.player.parts import first_script, probe_script, second_script, sources

__all__ = ["first_script", "probe_script", "second_script", "sources"]
