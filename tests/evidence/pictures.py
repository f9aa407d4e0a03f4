"""Files as customers send them, made here."""

import io
from typing import Any

import pillow_heif
from PIL import Image

PLACE = b"59 deg 54' 50\" N"
MAKER = b"Secret Maker 3000"


def image(width: int = 640, height: int = 480, mode: str = "RGB") -> Image.Image:
    """Colours that run, so that it is not a blank."""
    red = Image.linear_gradient("L").resize((width, height))
    made = Image.merge("RGB", (red, red.transpose(Image.Transpose.FLIP_TOP_BOTTOM), Image.new("L", red.size, 90)))
    return made.convert(mode)


def encoded(form: str, picture: Image.Image | None = None, **options: Any) -> bytes:
    """The picture in one of Pillow's formats, or as HEIF or PDF."""
    if form == "HEIF":
        pillow_heif.register_heif_opener()
    out = io.BytesIO()
    (picture or image()).save(out, form, **options)
    return out.getvalue()


def exif() -> bytes:
    """With the place, the camera's maker, and the wish to be turned by a quarter."""
    tags = Image.Exif()
    tags[0x010F] = MAKER.decode()
    tags[0x0112] = 6
    tags.get_ifd(0x8825).update({1: "N", 2: (59.0, 54.0, 50.0), 29: PLACE.decode()})
    return tags.tobytes()


def pdf(pages: int = 1) -> bytes:
    first, *others = (image(300, 420) for _ in range(pages))
    return encoded("PDF", first, save_all=True, append_images=others)
