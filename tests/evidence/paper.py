"""PDF files written by hand, with things in them that no printer makes."""

import zlib


def paper(*objects: bytes, root: bytes = b"", trailer: bytes = b"", version: bytes = b"1.7") -> bytes:
    """A PDF whose object 1 is the catalog, 2 the pages, 3 one page, and `objects` follow from 4 on."""
    body = [
        b"<< /Type /Catalog /Pages 2 0 R " + root + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] >>",
        *objects,
    ]
    return assembled(body, trailer, version)


def assembled(objects: list[bytes], trailer: bytes = b"", version: bytes = b"1.7") -> bytes:
    out = b"%PDF-" + version + b"\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R " % (len(objects) + 1) + trailer + b" >>\n"
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def page_with(content: bytes, box: bytes = b"[0 0 300 400]", resources: bytes = b"<< >>", *more: bytes) -> bytes:
    """One page with this content stream, compressed."""
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox " + box + b" /Contents 4 0 R /Resources " + resources + b" >>",
            stream(content),
            *more,
        ]
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    head = b"<< /Length %d /Filter /FlateDecode " % len(packed) + entries + b" >>"
    return head + b"\nstream\n" + packed + b"\nendstream"


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 3 + count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] >>"
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % count,
            *[page] * count,
        ]
    )


def encrypted() -> bytes:
    """Encrypted for a user password that nobody has."""
    secret = b"<" + b"5a" * 32 + b">"
    handler = b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O " + secret + b" /U " + secret + b" >>"
    return paper(handler, trailer=b"/Encrypt 4 0 R /ID [<aa><aa>]")
