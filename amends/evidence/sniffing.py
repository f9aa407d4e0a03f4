"""What a file is, by its first bytes. Its name and the type that its sender claims are never asked."""

import re

HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def media_type(raw: bytes) -> str | None:
    """One of limits.STAFF_TYPES, or None. A signature counts at the very start only: what has something before it may
    be two things at once."""
    if raw.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return "image/webp"
    if raw[4:8] == b"ftyp" and raw[8:12] in HEIC_BRANDS:
        return "image/heic"
    if raw.startswith(b"%PDF-"):
        return "application/pdf"
    return "text/plain" if is_text(raw) else None


def is_text(raw: bytes) -> bool:
    """Whether it is UTF-8 without control characters, whatever else it may be."""
    try:
        return _NOT_TEXT.search(raw.decode()) is None
    except UnicodeDecodeError:
        return False
