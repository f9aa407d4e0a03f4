"""Pictures of pages as one PDF of our own making: nothing stands in it but the pictures, as large as they are."""

from collections.abc import Iterator, Sequence

from amends.evidence.sandbox.picture import Picture

DOTS_PER_INCH = 150
POINTS_PER_INCH = 72


def document(pages: Sequence[Picture]) -> bytes:
    """PDF 1.4 (ISO 32000-1), a page for each picture, as large as the pictures are at DOTS_PER_INCH."""
    out = bytearray(b"%PDF-1.4\n")
    starts: list[int] = []
    for number, content in enumerate(_objects(pages), 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    begins = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(starts) + 1)
    for start in starts:
        out += b"%010d 00000 n \n" % start
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(starts) + 1, begins)
    return bytes(out)


def _objects(pages: Sequence[Picture]) -> Iterator[bytes]:
    """The catalogue, the list of pages, then of each page itself, what it draws and its picture."""
    yield b"<< /Type /Catalog /Pages 2 0 R >>"
    kids = b" ".join(b"%d 0 R" % (3 + 3 * number) for number in range(len(pages)))
    yield b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(pages))
    for number, page in enumerate(pages):
        first = 3 + 3 * number
        width, height = (side * POINTS_PER_INCH / DOTS_PER_INCH for side in (page.width, page.height))
        yield (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /Contents %d 0 R"
            b" /Resources << /XObject << /P %d 0 R >> >> >>" % (width, height, first + 1, first + 2)
        )
        yield _stream(b"", b"%.2f 0 0 %.2f 0 0 cm /P Do" % (width, height))
        kind = b"/Type /XObject /Subtype /Image /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"
        yield _stream(b"%b /Width %d /Height %d " % (kind, page.width, page.height), page.jpeg)


def _stream(about: bytes, content: bytes) -> bytes:
    return b"<< %b/Length %d >>\nstream\n%b\nendstream" % (about, len(content), content)
