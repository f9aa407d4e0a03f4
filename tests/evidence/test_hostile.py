"""Nothing of a hostile file comes through, and no file takes the sandbox down."""

import io
from collections import Counter

import pytest
from PIL import Image

from amends.errors import EvidenceRejected
from amends.evidence import limits
from amends.evidence.fakes import MemoryStore
from amends.evidence.intake import Accepted, Intake
from amends.evidence.scanner import NoScanner
from tests.domain.reading import responses
from tests.evidence.hostile import MARK, Hostile, everything
from tests.evidence.pictures import MAKER, PLACE

FILES = everything()
BARE = {0xD8, 0xE0, 0xDB, 0xC0, 0xC4, 0xDA, 0xD9}
"""Start, JFIF head, tables, frame, scan and end: the segments of a JPEG that hold no word of anybody's."""
ASKED_FOR = {
    "polyglot": 20, "markup": 15, "bomb": 15, "cut": 20, "flipped": 20, "lie": 20, "name": 25, "private": 10,
    "paper": 15,
}  # fmt: skip


def taken(intake: Intake, file: Hostile) -> Accepted | str:
    """What was taken, or the reason why nothing was."""
    try:
        return intake.accept(file.raw, file.given)
    except EvidenceRejected as refused:
        return refused.reason


def segments(jpeg: bytes) -> set[int]:
    """The kinds of segment up to the scan; after the end there must be nothing."""
    assert jpeg.endswith(b"\xff\xd9")
    assert jpeg.count(b"\xff\xd9") == 1
    found, at = {0xD8, 0xD9}, 2
    while 0xDA not in found:
        assert jpeg[at] == 0xFF
        found.add(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4])
    return found


def test_there_are_enough_of_each_kind():
    counted = Counter(file.kind for file in FILES)
    assert all(counted[kind] >= least for kind, least in ASKED_FOR.items())
    assert len({str(file) for file in FILES}) == len(FILES)


@pytest.mark.parametrize("file", FILES, ids=str)
def test_what_is_kept_is_clean_and_what_is_not_has_its_sentence(sandbox, file: Hostile):
    store = MemoryStore()
    accepted = taken(Intake(sandbox, NoScanner(), store), file)
    if isinstance(accepted, str):
        assert accepted in file.reasons
        assert f"utter_evidence_refused_{accepted}" in responses()
        assert not store.kept
        return
    assert "safe" in file.reasons
    assert 1 <= len(accepted.name) <= 100
    assert accepted.name.isprintable()
    assert not set(accepted.name) & set("/\\")
    assert not accepted.name.startswith(".")
    assert len(store.kept) == len(accepted.pages) + 1
    for jpeg in store.kept.values():
        assert segments(jpeg) <= BARE
        assert not any(secret in jpeg for secret in (MARK, MAKER, PLACE))
        with Image.open(io.BytesIO(jpeg)) as picture:
            assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
            assert picture.width * picture.height <= limits.STORED_PIXELS


def test_the_sandbox_is_still_the_same_process(sandbox, sandboxes):
    """Whatever went before in this file, only forks of it ended."""
    with pytest.raises(EvidenceRejected):
        sandbox.decode(b"\xff\xd8\xff", "image/jpeg")
    assert len(sandboxes.pids) == 1
