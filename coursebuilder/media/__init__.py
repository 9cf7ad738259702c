"""Pictures, video, sound, captions and documents: found, judged, and made ready to travel."""

from coursebuilder.media.captions import Fault, read_captions
from coursebuilder.media.find import PICTURES, FindMedia, Use, finder

__all__ = ["PICTURES", "Fault", "FindMedia", "Use", "finder", "read_captions"]
