"""Pictures, video, sound, captions and documents: found, judged, and made ready to travel."""

from coursebuilder.media.captions import Fault, read_captions
from coursebuilder.media.file_names import plain_address
from coursebuilder.media.find import PICTURES, FindMedia, Use, finder
from coursebuilder.media.pictures import Picture, Purpose, ReadPicture, look_at, read_picture

__all__ = [
    "PICTURES",
    "Fault",
    "FindMedia",
    "Picture",
    "Purpose",
    "ReadPicture",
    "Use",
    "finder",
    "look_at",
    "plain_address",
    "read_captions",
    "read_picture",
]
