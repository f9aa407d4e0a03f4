"""From a foreign file to pictures of our own. Runs in the sandbox only.

Each picture is copied, pixel by pixel, into a new one and encoded again: all that is not a pixel (metadata, comments,
colour profiles, scripts, further frames, trailing data) has no way through.
"""

import io
import unicodedata
import warnings
from collections.abc import Iterator

import pillow_heif
import pypdfium2 as pdfium
from PIL import Image, UnidentifiedImageError
from PIL.Image import DecompressionBombError, DecompressionBombWarning

from amends.evidence import limits
from amends.evidence.sandbox.picture import Decoded, Picture, Written
from amends.unseen import seen

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/heic": "HEIF"}
QUALITY = 88
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What the EXIF orientation asks for; our picture has no EXIF, so it must stand upright by itself."""
_PASSWORD = 4
"""FPDF_ERR_PASSWORD of fpdfview.h."""


class Rejected(Exception):
    """The file is not taken; `str()` is the reason's name."""


def prepare() -> None:
    """Load everything that decoding needs: afterwards no file may be opened any more."""
    warnings.simplefilter("error", DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = limits.MAX_PIXELS
    pillow_heif.register_heif_opener(thumbnails=False)
    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.options.AUX_IMAGES = False
    pillow_heif.options.DEPTH_IMAGES = False
    Image.init()
    decode(_sample("JPEG"), "image/jpeg")
    decode(_sample("PNG"), "image/png")
    decode(_sample("PDF"), "application/pdf")


def decode(raw: bytes, media_type: str) -> Decoded | Written:
    """The file as pictures, or its text. Rejected with the reason's name; MemoryError where the limit is met."""
    if media_type == limits.TEXT:
        return Written(_text(raw))
    pages = tuple(_pages(raw) if media_type == "application/pdf" else [_picture(raw, FORMATS[media_type])])
    with Image.open(io.BytesIO(pages[0].jpeg), formats=("JPEG",)) as first:
        first.draft("RGB", (limits.THUMB_SIDE, limits.THUMB_SIDE))
        first.thumbnail((limits.THUMB_SIDE, limits.THUMB_SIDE))
        return Decoded(pages, _encoded(first))


def _text(raw: bytes) -> bytes:
    text, _ = seen("\n".join(raw.decode().splitlines()))
    if not text.strip():
        raise Rejected("broken")
    return (unicodedata.normalize("NFC", text).rstrip() + "\n").encode()


def _picture(raw: bytes, form: str) -> Picture:
    try:
        with Image.open(io.BytesIO(raw), formats=(form,)) as image:
            return _kept(image)
    except (DecompressionBombError, DecompressionBombWarning) as fault:
        raise Rejected("too_many_pixels") from fault
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, RuntimeError) as fault:
        # Pillow has no common base: these are what its decoders raise on damaged data.
        raise Rejected("broken") from fault


def _kept(image: Image.Image) -> Picture:
    _check_size(image.size)
    image.draft("RGB", _within(image.size, limits.STORED_PIXELS * 3 // 4))  # a large JPEG is decoded at half its size
    image.load()
    turned = image.getexif().get(ORIENTATION, 1)
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode != mode:
        image = image.convert(mode)
    kept = _within(image.size, limits.STORED_PIXELS)
    if kept != image.size:
        image = image.resize(kept, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _encoded(image.transpose(TURNS[turned]) if turned in TURNS else image)


def _check_size(size: tuple[int, int]) -> None:
    if min(size) < limits.MIN_SIDE:
        raise Rejected("too_small")
    if size[0] * size[1] > limits.MAX_PIXELS or max(size) > limits.MAX_SIDE:
        raise Rejected("too_many_pixels")


def _within(size: tuple[int, int], pixels: int) -> tuple[int, int]:
    """The size, in the same proportions, of at most so many pixels."""
    factor = min(1.0, (pixels / (size[0] * size[1])) ** 0.5)
    return max(1, int(size[0] * factor)), max(1, int(size[1] * factor))


def _encoded(image: Image.Image) -> Picture:
    """On white, in a new image: a copy would take the old one's comment along."""
    clean = Image.new("RGB", image.size, "white")
    clean.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=QUALITY)
    return Picture(clean.width, clean.height, out.getvalue())


def _pages(raw: bytes) -> Iterator[Picture]:
    """A document's pages as they look. This pdfium has no scripts, and links and attachments are not pixels."""
    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as fault:
        raise Rejected("locked" if fault.err_code == _PASSWORD else "broken") from fault
    if len(document) > limits.MAX_PAGES:
        raise Rejected("too_many_pages")
    if len(document) == 0:
        raise Rejected("broken")
    for number in range(len(document)):
        try:
            yield _page(document[number])
        except pdfium.PdfiumError as fault:
            raise Rejected("broken") from fault


def _page(page: pdfium.PdfPage) -> Picture:
    width, height = page.get_size()
    if min(width, height) < 1 or max(width, height) > 20_000 or max(width, height) > 50 * min(width, height):
        raise Rejected("broken")
    scale = (limits.PAGE_PIXELS / (width * height)) ** 0.5
    return _encoded(page.render(scale=min(scale, 4.0), may_draw_forms=False).to_pil().convert("RGB"))


def _sample(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (limits.MIN_SIDE * 2, limits.MIN_SIDE * 2), "white").save(out, form)
    return out.getvalue()
