"""Pictures, video, sound, captions and documents: found, judged, and made ready to travel."""

from coursebuilder.media.captions import Fault, read_captions
from coursebuilder.media.file_names import plain_address
from coursebuilder.media.find import PICTURES, FindMedia, Use, finder

__all__ = ["PICTURES", "Fault", "FindMedia", "Use", "finder", "plain_address", "read_captions"]
