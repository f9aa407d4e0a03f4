"""What people at the desk may send besides pictures and PDFs, and what customers get of it."""

import pypdfium2 as pdfium
import pytest

from amends.errors import EvidenceRejected
from amends.evidence import limits
from amends.evidence.fakes import MemoryStore, SignatureScanner
from amends.evidence.intake import TEXT, Intake, parts, place
from amends.evidence.paged import document
from amends.evidence.sandbox import wire
from amends.evidence.sandbox.picture import Picture, Written
from amends.evidence.sniffing import media_type
from tests.evidence import pictures

WORDS = "Årsak: strømbrudd\r\nSteg 1\u200b: slå av\tog på\n\n"


@pytest.fixture
def intake(sandbox):
    return Intake(sandbox, SignatureScanner(b"VIRUS"), MemoryStore())


def test_a_text_is_kept_as_text_in_one_form(intake):
    accepted = intake.accept(WORDS.encode(), "steps.md", limits.STAFF_TYPES)
    assert (accepted.kind, accepted.media_type, accepted.pages) == ("text", "text/plain", ())
    assert intake.picture(accepted.key, TEXT).decode() == "Årsak: strømbrudd\nSteg 1: slå av\tog på\n"
    assert parts(0) == (TEXT,)
    intake.discard(accepted.key, 0)
    assert intake.store.kept == {}


def test_a_customers_text_is_refused_as_before(intake):
    with pytest.raises(EvidenceRejected, match="unknown_type"):
        intake.accept(WORDS.encode(), "steps.txt")
    assert intake.store.kept == {}


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"MZ\x90\x00", "unknown_type"),
        ("naïve".encode("latin-1"), "unknown_type"),
        (b"a\x1b[2J", "unknown_type"),
        (b" \n\t", "broken"),
        ("\ufeff\u200b".encode(), "broken"),
        (b"VIRUS in words", "infected"),
    ],
)
def test_what_is_no_text_is_refused(intake, raw, reason):
    with pytest.raises(EvidenceRejected, match=reason):
        intake.accept(raw, "a.txt", limits.STAFF_TYPES)
    assert intake.store.kept == {}


def test_markup_is_text_and_nothing_else():
    assert media_type(b"<svg onload=alert(1)>") == "text/plain"


def test_a_damaged_sandbox_gives_no_text():
    packed = wire.pack(Written(b"fine"))
    assert wire.unpack(packed) == Written(b"fine")
    for broken in (packed[:-1], packed + b"x", packed[:-4] + b"\x00\x1b\xff\xff"):
        with pytest.raises(wire.Garbled):
            wire.unpack(broken)


def test_the_place_of_a_text_is_one_of_the_stores():
    store = MemoryStore()
    store.put(place("a" * 26, TEXT), b"x")
    with pytest.raises(ValueError, match="not a key"):
        store.put(f"{'a' * 26}/other.txt", b"x")


def test_a_pdf_comes_back_as_one_of_our_own_with_the_same_pages(intake):
    accepted = intake.accept(pictures.pdf(pages=3), "Invoice.pdf", limits.STAFF_TYPES)
    pages = [
        Picture(page.width, page.height, intake.picture(accepted.key, str(number)))
        for number, page in enumerate(accepted.pages, 1)
    ]
    ours = pdfium.PdfDocument(document(pages))
    assert len(ours) == 3
    for number, page in enumerate(pages):
        width, height = ours[number].get_size()
        assert (round(width * 150 / 72), round(height * 150 / 72)) == (page.width, page.height)
        shown = ours[number].render(scale=150 / 72).to_pil()
        assert all(abs(one - other) <= 1 for one, other in zip(shown.size, (page.width, page.height), strict=True))
        assert any(low < 200 for low, _ in shown.convert("RGB").getextrema()), "something is drawn"


def test_nothing_of_a_pdf_but_its_pictures_is_in_ours(intake):
    accepted = intake.accept(pictures.encoded("PNG"), "a.png", limits.STAFF_TYPES)
    page = accepted.pages[0]
    whole = document([Picture(page.width, page.height, intake.picture(accepted.key, "1"))])
    assert whole.count(b" obj\n") == 5
    for word in (b"/JavaScript", b"/OpenAction", b"/Annots", b"/EmbeddedFile", b"/Info"):
        assert word not in whole
