"""A real reader in its own process, on a small sample; the whole of it is measured in benchmarks/evidence."""

from collections.abc import Iterator

import pytest

from amends.claims.extract import OrderNumbers
from amends.errors import EvidenceUnavailable
from amends.evidence.reading.fields import find_fields
from amends.evidence.reading.process import ReadingProcess
from benchmarks.evidence.drawing import draw
from tests.evidence import pictures

SAMPLE = (0, 3, 4, 7, 8, 10, 13, 17)


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


def test_a_picture_without_text_has_no_lines(reader):
    assert reader.read(pictures.encoded("JPEG", pictures.image(64, 64))) == []


def test_a_reader_that_died_is_started_again(reader):
    reader.read(pictures.encoded("JPEG", pictures.image(64, 64)))
    reader._process.kill()
    reader._process.wait()
    assert reader.read(pictures.encoded("JPEG", pictures.image(64, 64))) == []


def test_what_cannot_be_read_is_an_error_that_may_be_tried_again(reader):
    with pytest.raises(EvidenceUnavailable):
        reader.read(b"no picture")
    assert reader.read(pictures.encoded("JPEG", pictures.image(64, 64))) == []


def test_a_reader_that_takes_too_long_is_ended():
    slow = ReadingProcess("rapidocr", timeout_s=0.01)
    with pytest.raises(EvidenceUnavailable, match="ended"):
        slow.read(pictures.encoded("JPEG"))
    slow.close()
