"""Files that mean harm, or are damaged as if they did. Each comes with the reasons it may be refused for.

`safe` in the reasons means that it may be taken: then only clean pictures of ours may come of it.
"""

import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from PIL import Image, PngImagePlugin

from tests.evidence import paper, pictures

MARK = b"MARKofTHEfoe"
"""Stands in everything that must not come through."""
SAFE = frozenset({"safe"})
DAMAGED = frozenset({"safe", "broken", "unknown_type", "too_heavy", "too_many_pixels", "too_small", "locked", "empty"})
FOREIGN = frozenset({"unknown_type"})
PLAIN = {form: pictures.encoded(form) for form in ("JPEG", "PNG", "WEBP", "HEIF")} | {"PDF": pictures.pdf()}
SCRIPT = b"<script>" + MARK + b"</script>"


@dataclass(frozen=True)
class Hostile:
    """`made`: the file, or what makes it where that takes long: every process of a run collects all of them."""

    kind: str
    name: str
    made: bytes | Callable[[], bytes]
    reasons: frozenset[str]
    given: str | None = "photo.jpg"

    @property
    def raw(self) -> bytes:
        return self.made if isinstance(self.made, bytes) else self.made()

    def __str__(self) -> str:
        return f"{self.kind}-{self.name}"


def everything() -> list[Hostile]:
    return [*_polyglots(), *_markup(), *_bombs(), *_damaged(), *_lies(), *_named(), *_private(), *_papers()]


def _polyglots() -> Iterator[Hostile]:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("evil.class", MARK)
    tails = {
        "php": b"<?php system('" + MARK + b"'); ?>",
        "zip": archive.getvalue(),
        "html": b"<html>" + SCRIPT + b"</html>",
        "pdf": paper.paper(b"(" + MARK + b")"),
    }
    for form, raw in PLAIN.items():
        for name, tail in tails.items():
            yield Hostile("polyglot", f"{form}-then-{name}", raw + tail, SAFE | {"broken"})


def _markup() -> Iterator[Hostile]:
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>"
    entity = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"
    laughs = b"<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;'>]><svg>&c;</svg>"
    for name, raw in {
        "svg": svg,
        "svg-bom": b"\xef\xbb\xbf" + svg,
        "svg-utf16": svg.decode().encode("utf-16"),
        "svg-gzip": gzip.compress(svg),
        "svg-comment": b"<!-- \xff\xd8\xff -->" + svg,
        "svg-space": b"   \n\t" + svg,
        "xml-entity": entity,
        "xml-laughs": laughs,
        "html": b"<!doctype html>" + SCRIPT,
        "html-jpeg": b"<html>\xff\xd8\xff" + SCRIPT,
        "xhtml": b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>" + SCRIPT + b"</html>",
        "php": b"<?php echo 1; ?>",
        "javascript": b"alert('" + MARK + b"')",
        "mhtml": b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n" + SCRIPT,
        "xslt": b"<?xml-stylesheet href='http://example.com/x.xsl'?><a/>",
    }.items():
        yield Hostile("markup", name, raw, FOREIGN)


def _bombs() -> Iterator[Hostile]:
    many, heavy = frozenset({"too_many_pixels"}), frozenset({"too_heavy", "broken", "too_many_pixels", "safe"})
    yield Hostile("bomb", "png-10000", _png(10_000, 10_000, b"\0" * 1000), many)
    yield Hostile("bomb", "png-30000", _png(30_000, 30_000, b"\0" * 1000), many)
    yield Hostile("bomb", "png-largest", _png(2**31 - 1, 2**31 - 1, b""), many | {"broken"})
    yield Hostile("bomb", "png-long", _png(1_000_000, 16, b"\0" * 1000), many)
    yield Hostile("bomb", "png-whole", lambda: _png(7000, 7000, b"\0" * (7000 * 3 + 1) * 7000), heavy)
    yield Hostile("bomb", "png-more-than-said", lambda: _png(32, 32, b"\0" * 60_000_000), heavy)
    thin = b"\0" * 97 * 32
    yield Hostile("bomb", "png-ztxt", lambda: _png(32, 32, thin, (b"zTXt", b"a\0\0" + _flood())), heavy)
    yield Hostile(
        "bomb", "png-ztxts", lambda: _png(32, 32, thin, *[(b"zTXt", b"a\0\0" + _flood()[:90000])] * 99), heavy
    )
    yield Hostile("bomb", "png-icc", lambda: _png(32, 32, thin, (b"iCCP", b"a\0\0" + _flood())), heavy)
    jpeg = bytearray(PLAIN["JPEG"])
    frame = jpeg.index(b"\xff\xc0") + 5
    for side in (10_000, 65_000):
        jpeg[frame : frame + 4] = struct.pack(">HH", side, side)
        yield Hostile("bomb", f"jpeg-{side}", bytes(jpeg), many)
    yield Hostile("bomb", "webp-16383", _webp(16_383), many)
    heic = PLAIN["HEIF"]
    box = heic.index(b"ispe") + 8
    yield Hostile(
        "bomb", "heic-60000", heic[:box] + struct.pack(">II", 60_000, 60_000) + heic[box + 8 :], many | {"broken"}
    )
    yield Hostile("bomb", "pdf-stream", lambda: paper.page_with(b"0 0 m 1 1 l S " * 4_000_000), heavy)
    yield Hostile("bomb", "pdf-forms", _nested_forms(), heavy)
    yield Hostile("bomb", "pdf-box", paper.page_with(b"", b"[0 0 2000000 2000000]"), heavy)


def _damaged() -> Iterator[Hostile]:
    for form, raw in PLAIN.items():
        for part in (0.1, 0.5, 0.9, 0.99):
            yield Hostile("cut", f"{form}-{part}", raw[: int(len(raw) * part)], DAMAGED)
        for seed in range(4):
            dice = random.Random(seed)
            flipped = bytearray(raw)
            for _ in range(20):
                flipped[dice.randrange(12, len(flipped))] ^= 1 << dice.randrange(8)
            yield Hostile("flipped", f"{form}-{seed}", bytes(flipped), DAMAGED | {"too_many_pages"})


def _lies() -> Iterator[Hostile]:
    junk = random.Random(1).randbytes(4000)
    broken = frozenset({"broken"})
    for name, raw, reasons in (
        ("gif", pictures.encoded("GIF"), FOREIGN),
        ("bmp", pictures.encoded("BMP"), FOREIGN),
        ("tiff", pictures.encoded("TIFF"), FOREIGN),
        ("ico", pictures.encoded("ICO"), FOREIGN),
        ("eps", pictures.encoded("EPS"), FOREIGN),
        ("ppm", pictures.encoded("PPM"), FOREIGN),
        ("avif", b"\0\0\0\x1cftypavif" + junk, FOREIGN),
        ("mp4", b"\0\0\0\x1cftypisom" + junk, FOREIGN),
        ("wave", b"RIFF\0\0\0\0WAVE" + junk, FOREIGN),
        ("psd", b"8BPS\0\1" + junk, FOREIGN),
        ("zip", b"PK\x03\x04" + junk, FOREIGN),
        ("exe", b"MZ\x90\0" + junk, FOREIGN),
        ("elf", b"\x7fELF" + junk, FOREIGN),
        ("shell", b"#!/bin/sh\nrm -rf /\n", FOREIGN),
        ("pdf-late", b"\n" * 100 + PLAIN["PDF"], FOREIGN),
        ("jpeg-junk", b"\xff\xd8\xff" + junk, broken),
        ("png-junk", b"\x89PNG\r\n\x1a\n" + junk, broken),
        ("webp-junk", b"RIFF\0\0\0\0WEBP" + junk, broken),
        ("heic-junk", b"\0\0\0\x1cftypheic" + junk, broken),
        ("pdf-junk", b"%PDF-1.7\n" + junk, broken),
        ("png-with-jpeg-head", b"\xff\xd8\xff" + PLAIN["PNG"], broken),
        ("one-byte", b"\xff", FOREIGN),
    ):
        yield Hostile("lie", name, raw, reasons)


def _named() -> Iterator[Hostile]:
    for number, name in enumerate(
        (
            "../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/shadow", "C:\\boot.ini", "....//....//x.jpg",
            "a\0.jpg", "a\r\nSet-Cookie: x=1", "photo\u202egpj.exe", "\u2066x\u2069.jpg", "\u200bzero.jpg",
            "<script>alert(1)</script>.jpg", "\" onload=alert(1).jpg", "'; drop table evidence; --.jpg",
            "%2e%2e%2fx.jpg", "$(id).jpg", "`id`.jpg", "| id", "-rf", ".htaccess", "CON", "a" * 5000 + ".jpg",
            "", "   ", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16") + ".jpg",
            "e\u0301\u0301\u0301.jpg", "\ufeff.jpg", None,
        )
    ):  # fmt: skip
        yield Hostile("name", str(number), PLAIN["JPEG"], SAFE, name)


def _private() -> Iterator[Hostile]:
    exif = pictures.exif()
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", MARK.decode())
    text.add_itxt("XML:com.adobe.xmp", MARK.decode())
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + MARK + b"</x:xmpmeta>"
    for name, raw in {
        "jpeg-exif": pictures.encoded("JPEG", exif=exif),
        "jpeg-comment": pictures.encoded("JPEG", comment=MARK),
        "jpeg-icc": pictures.encoded("JPEG", icc_profile=MARK * 20),
        "jpeg-xmp": pictures.encoded("JPEG", xmp=xmp),
        "png-exif": pictures.encoded("PNG", exif=exif),
        "png-text": pictures.encoded("PNG", pnginfo=text),
        "webp-exif": pictures.encoded("WEBP", exif=exif),
        "webp-xmp": pictures.encoded("WEBP", xmp=xmp),
        "heic-exif": pictures.encoded("HEIF", exif=exif),
        "heic-xmp": pictures.encoded("HEIF", xmp=xmp),
        "pdf-info": paper.paper(b"<< /Author (" + MARK + b") >>", trailer=b"/Info 4 0 R"),
    }.items():
        assert MARK in raw or pictures.MAKER in raw
        yield Hostile("private", name, raw, SAFE)


def _papers() -> Iterator[Hostile]:
    script = b"<< /S /JavaScript /JS (app.alert\\('" + MARK + b"'\\)) >>"
    launch = b"<< /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) /P (" + MARK + b") >> >>"
    attached = paper.stream(MARK, b"/Type /EmbeddedFile")
    loop = paper.assembled([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"])
    nothing = paper.assembled([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"])
    for name, raw, reasons in (
        ("javascript", paper.paper(script, root=b"/OpenAction 4 0 R"), SAFE),
        ("javascript-names", paper.paper(script, root=b"/Names << /JavaScript << /Names [(a) 4 0 R] >> >>"), SAFE),
        ("launch", paper.paper(launch, root=b"/OpenAction 4 0 R"), SAFE),
        ("uri", paper.paper(b"<< /S /URI /URI (http://example.com/) >>", root=b"/OpenAction 4 0 R"), SAFE),
        ("submit", paper.paper(b"<< /S /SubmitForm /F (http://example.com/) >>", root=b"/OpenAction 4 0 R"), SAFE),
        (
            "goto-remote",
            paper.paper(b"<< /S /GoToR /F (\\\\\\\\host\\\\x) /D [0 /Fit] >>", root=b"/OpenAction 4 0 R"),
            SAFE,
        ),
        ("attachment", paper.paper(attached, root=b"/Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >>"), SAFE),
        ("xfa", paper.paper(paper.stream(SCRIPT), root=b"/AcroForm << /XFA 4 0 R /Fields [] >>"), SAFE),
        ("pages-1000", paper.many_pages(1000), frozenset({"too_many_pages"})),
        ("pages-6", paper.many_pages(6), frozenset({"too_many_pages"})),
        ("encrypted", paper.encrypted(), frozenset({"locked"})),
        ("no-pages", nothing, frozenset({"broken"})),
        ("loop", loop, frozenset({"broken"})),
        ("box-of-nothing", paper.page_with(b"", b"[0 0 0 0]"), SAFE | {"broken"}),
        ("box-negative", paper.page_with(b"", b"[300 400 0 0]"), SAFE | {"broken"}),
        ("box-thin", paper.page_with(b"", b"[0 0 1 14000]"), frozenset({"broken"})),
        ("count-lie", paper.many_pages(2).replace(b"/Count 2", b"/Count 9"), SAFE | {"broken", "too_many_pages"}),
    ):
        yield Hostile("paper", name, raw, reasons)


def _png(width: int, height: int, rows: bytes, *before: tuple[bytes, bytes]) -> bytes:
    """An RGB picture of this size, whatever `rows` has."""
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), *before]
    chunks += [(b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


@cache
def _flood() -> bytes:
    return zlib.compress(MARK * 5_000_000, 9)


def _webp(side: int) -> bytes:
    """A small picture that says it is this large: to encode one that is takes seconds."""
    raw = bytearray(pictures.encoded("WEBP", Image.new("RGB", (16, 16)), lossless=True))
    sides = raw.index(b"VP8L") + 9
    assert raw[sides - 1] == 0x2F
    assert struct.unpack_from("<I", raw, sides)[0] & 0xFFFFFFF == 15 << 14 | 15
    struct.pack_into("<I", raw, sides, (side - 1) << 14 | (side - 1))
    return bytes(raw)


def _nested_forms() -> bytes:
    """A form that draws ten forms that draw ten forms..., nine deep."""
    first = 5
    forms = [
        paper.stream(
            b"/F Do " * 10,
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F %d 0 R >> >>" % (first + n),
        )
        for n in range(1, 10)
    ]
    last = paper.stream(b"0 0 9 9 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return paper.page_with(b"/F Do", b"[0 0 300 400]", b"<< /XObject << /F 5 0 R >> >>", *forms, last)
