"""What a file is, by its first bytes. Its name and the type that its sender claims are never asked."""

HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")


def media_type(raw: bytes) -> str | None:
    """One of limits.TYPES, or None. A signature counts at the very start only: what has something before it may be
    two things at once."""
    if raw.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return "image/webp"
    if raw[4:8] == b"ftyp" and raw[8:12] in HEIC_BRANDS:
        return "image/heic"
    return "application/pdf" if raw.startswith(b"%PDF-") else None
