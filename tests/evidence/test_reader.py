"""A real reader in its own process, on a small sample; the whole of it is measured in benchmarks/evidence."""

import os
import signal
from collections.abc import Iterator

import pytest

from amends.claims.extract import OrderNumbers
from amends.errors import EvidenceUnavailable
from amends.evidence.ocr import process
from amends.evidence.ocr.fields import find_fields
from amends.evidence.ocr.process import ReadingProcess
from benchmarks.evidence.drawing import STYLES, draw, picture
from tests.evidence import pictures
from tests.evidence.interpreter import SPEAKS, until_ended

SAMPLE = (0, 3, 4, 7, 8, 10, 13, 17)


INVOICES = {
    "nl": (
        [("iTNet - Factuur", ""), ("Bestelling IT-20015", ""), ("Datum", "24-11-2026"),
         ("VPN 12 maanden", "€ 4,99 p/m"), ("Subtotaal", "€ 49,49"), ("BTW 21%", "€ 10,39"),
         ("Totaal incl. btw", "€ 59,88")],
        {"order_number": "IT-20015", "amount": "59.88", "currency": "EUR", "date": "2026-11-24"},
    ),
    "nb": (
        [("NorrNet - Kvittering", ""), ("Ordre NN-10009", ""), ("Dato", "25.11.26"), ("Delsum", "472,00"),
         ("MVA 25%", "118,00"), ("Totalt inkl. mva", "590,00 kr")],
        {"order_number": "NN-10009", "amount": "590.00", "currency": "kr", "date": "2026-11-25"},
    ),
    "en": (
        [("NorrNet - Invoice", ""), ("Order NN-10009", ""), ("Date", "25/11/26"), ("Total excl. VAT", "€ 40.00"),
         ("VAT 25%", "€ 10.00"), ("Total incl. VAT", "€ 50.00"), ("Amount due", "€ 0.00")],
        {"order_number": "NN-10009", "amount": "50.00", "currency": "EUR", "date": "2026-11-25"},
    ),
    "sv": (
        [("NorrNet - Kvitto", ""), ("Beställning NN-10009", ""), ("Datum", "25 maj 2026"), ("Delsumma", "472,00"),
         ("Moms 25%", "118,00"), ("Att betala inkl. moms", "590,00 kr")],
        {"order_number": "NN-10009", "amount": "590.00", "currency": "kr", "date": "2026-05-25"},
    ),
    "de": (
        [("NorrNet - Rechnung", ""), ("Bestellung NN-10009", ""), ("Rechnungsdatum", "3. März 2026"),
         ("Fällig am", "17. März 2026"), ("Zwischensumme", "50,32 €"), ("MwSt. 19 %", "9,56 €"),
         ("Gesamtbetrag inkl. MwSt.", "59,88 €")],
        {"order_number": "NN-10009", "amount": "59.88", "currency": "EUR", "date": "2026-03-03"},
    ),
}  # fmt: skip
"""With the tax beside the total, and short years."""


@pytest.fixture(scope="module")
def reader() -> Iterator[ReadingProcess]:
    reader = ReadingProcess("rapidocr", timeout_s=100)
    yield reader
    reader.close()


@pytest.mark.parametrize("seed", SAMPLE)
def test_order_number_amount_and_date_are_read(reader, seed):
    drawn = draw(seed)
    found = {name: field.value for name, field in find_fields(reader.read(drawn.jpeg), OrderNumbers("NN", 5)).items()}
    wanted = {name: drawn.fields[name] for name in ("order_number", "amount", "date") if name in drawn.fields}
    assert {name: found.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("style", [style for style in STYLES if style != "photo"])
@pytest.mark.parametrize(("rows", "wanted"), INVOICES.values(), ids=INVOICES)
def test_the_total_with_tax_and_the_day_of_an_invoice_are_read(reader, rows, wanted, style):
    numbers = OrderNumbers(wanted["order_number"][:2], 5)
    found = {name: field.value for name, field in find_fields(reader.read(picture(rows, style)), numbers).items()}
    assert found == wanted


def test_a_picture_without_text_has_no_lines(reader):
    assert reader.read(pictures.encoded("JPEG", pictures.image(64, 64))) == []


def test_what_cannot_be_read_is_an_error_that_may_be_tried_again(reader):
    with pytest.raises(EvidenceUnavailable):
        reader.read(b"no picture")
    assert reader.read(pictures.encoded("JPEG", pictures.image(64, 64))) == []


READS = (
    SPEAKS + "while True: hears(); says(frame(b'" + '{"lines": [["%d", 1, 0, 0, 9, 9]], "mb": 1}' + "' % os.getpid()))"
)
"""What is on every picture is the reader's own number."""


def text_on(reader: ReadingProcess) -> list[str]:
    return [line.text for line in reader.read(b"a picture")]


@pytest.fixture
def fake(interpreter) -> Iterator[ReadingProcess]:
    interpreter.always(READS)
    reader = ReadingProcess("rapidocr", timeout_s=100)
    yield reader
    reader.close()


def test_a_reader_that_died_is_started_again(fake, interpreter):
    [first] = text_on(fake)
    os.kill(int(first), signal.SIGKILL)
    until_ended(int(first))
    assert text_on(fake) == [str(interpreter.pids[1])]


def test_a_reader_that_holds_too_much_is_replaced(fake, monkeypatch):
    first = text_on(fake)
    assert text_on(fake) == first
    monkeypatch.setattr(process, "GROWN_MB", 0)
    assert text_on(fake) == first
    assert text_on(fake) != first


@pytest.mark.parametrize("program", ["import no_such_library", SPEAKS + "hears()", SPEAKS + "hears(); says(b'abc')"])
def test_a_reader_that_ends_is_an_error_that_may_be_tried_again(interpreter, program):
    interpreter.always(program)
    reader = ReadingProcess("rapidocr", timeout_s=100)
    for _ in range(2):
        with pytest.raises(EvidenceUnavailable):
            reader.read(b"a picture")


def test_a_reader_that_takes_too_long_is_ended(interpreter):
    interpreter.always(SPEAKS + "time.sleep(600)")
    with pytest.raises(EvidenceUnavailable, match="in time"):
        ReadingProcess("rapidocr", timeout_s=0.01).read(b"a picture")
    with pytest.raises(ProcessLookupError):
        os.kill(interpreter.pids[0], 0)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"no JSON",
        b"[]",
        b'{"mb": 1}',
        b'{"lines": []}',
        b'{"lines": [["too short", 1]], "mb": 1}',
        b'{"lines": [["x", "y", 0, 0, 9, 9]], "mb": 1}',
        b'{"error": [], "mb": 1}',
        b'{"lines": [], "mb": Infinity}',
        b"[" * 100_000,
    ],
    ids=range(10),
)
def test_a_reader_whose_answer_is_none_never_reads_the_next_picture(interpreter, answer):
    interpreter.first(SPEAKS + f"hears(); says(frame({answer!r}))\n" + READS.removeprefix(SPEAKS), READS)
    reader = ReadingProcess("rapidocr", timeout_s=100)
    with pytest.raises(EvidenceUnavailable):
        reader.read(b"a picture")
    assert text_on(reader) == [str(interpreter.pids[1])]
    reader.close()


def test_an_answer_of_impossible_length_is_not_waited_for(interpreter):
    interpreter.first(SPEAKS + "hears(); says(bytes([255] * 4)); time.sleep(600)", READS)
    reader = ReadingProcess("rapidocr", timeout_s=100)
    with pytest.raises(EvidenceUnavailable):
        reader.read(b"a picture")
    assert text_on(reader) == [str(interpreter.pids[1])]
    reader.close()
