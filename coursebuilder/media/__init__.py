"""Pictures, video, sound, captions and documents: found, judged, and made ready to travel."""

from coursebuilder.media.captions import Fault, read_captions
from coursebuilder.media.file_names import plain_address
from coursebuilder.media.find import PICTURES, FindMedia, ReadDrawing, Use, finder
from coursebuilder.media.pictures import Picture, Purpose, ReadPicture, look_at, read_picture
from coursebuilder.web_content.svg import Drawing, clean_svg

__all__ = [
    "PICTURES",
    "Drawing",
    "Fault",
    "FindMedia",
    "Picture",
    "Purpose",
    "ReadDrawing",
    "ReadPicture",
    "Use",
    "clean_svg",
    "finder",
    "look_at",
    "plain_address",
    "read_captions",
    "read_picture",
]
