"""A copy of a person's data: all of theirs, nothing of others', the same bytes for the same data."""

import json
import zipfile
from dataclasses import replace

import pytest

from amends.cases import store
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.db.tables import ConversationRow, WithdrawalRow
from amends.errors import EvidenceSealed
from amends.evidence.sealed_store import SealedStore
from amends.evidence.sealing import Seal, is_sealed
from amends.evidence.store import FolderStore
from amends.privacy.export import copy_of
from amends.privacy.index import TABLES
from amends.privacy.person import Person
from tests.desk_core.scene import EMAIL
from tests.privacy.scene import WORDS, a_whole_story, erase

OLE = "ole@example.com"


@pytest.fixture
def copying(desk, tmp_path):
    """Copies what is known of an address."""
    evidence = FolderStore(tmp_path / "evidence")

    def copy(email=EMAIL, **more):
        return copy_of(desk.database, evidence, Person(email), **more)

    copy.evidence = evidence
    return copy


@pytest.fixture
def story(desk, copying):
    return a_whole_story(desk, copying.evidence)


def rows(copy, table):
    return json.loads(copy.files[f"data/{table}.json"])


def test_every_word_and_file_of_theirs_is_in_it(copying, story):
    copy = copying()
    content = b"".join(copy.files.values())
    assert {name for name, word in WORDS.items() if word.encode() not in content} == set()
    names = {held.name for held in TABLES}
    assert {name.split("/")[1].removesuffix(".json") for name in copy.files if name.startswith("data/")} <= names
    assert next(name for name in copy.files if name.startswith("files/")).endswith("-1.jpg")
    assert rows(copy, "remedies")[0]["amount_minor"] == 49000
    assert {entry["subject"] for entry in rows(copy, "audit_entries")} == {story[0]}
    assert json.loads(copy.files["index.json"])["email"] == EMAIL


def test_pictures_that_are_encrypted_where_they_are_kept_are_opened_in_it(copying, desk):
    sealed = SealedStore(copying.evidence, Seal("the key of the tests, of thirty-two letters"))
    a_whole_story(desk, sealed)
    names = [f"{folder.name}/1.jpg" for folder in copying.evidence.folders("", 10)]
    assert all(is_sealed(copying.evidence.get(name)) for name in names)
    copy = copy_of(desk.database, sealed, Person(EMAIL))
    assert sorted(sealed.get(name) for name in names) == sorted(
        content for name, content in copy.files.items() if name.startswith("files/")
    )
    with pytest.raises(EvidenceSealed):
        copy_of(desk.database, SealedStore(copying.evidence, Seal()), Person(EMAIL))


def test_people_at_the_desk_are_told_by_their_role_and_notes_are_marked(copying, story):
    copy = copying()
    content = b"".join(copy.files.values()).decode()
    assert [name for name in ("Anna", "ag_anna", "anna@norrnet") if name in content] == []
    note = next(line for line in rows(copy, "case_entries") if line["kind"] == "note")
    assert (note["actor"], "note" in note["what_this_is"]) == ("supervisor", True)


def test_nothing_that_opens_a_door_is_in_it(copying, story):
    copy = copying()
    inner = {column for held in TABLES for column in held.inner if held.is_personal}
    for name, content in copy.files.items():
        if name.startswith("data/"):
            table = next(held for held in TABLES if f"data/{held.name}.json" == name)
            assert not {column for row in json.loads(content) for column in row} & table.inner, inner
    assert b"secret_hash" not in b"".join(copy.files.values())


def test_nothing_of_somebody_else_is_in_it(desk, copying):
    mine = desk.case(to=CaseStatus.DENIED)
    with desk.database.begin() as session:
        other = store.open_case(
            session, merchant="norrnet", conversation_id=desk_chat(desk, session), language="en", email=OLE,
            order_number=desk.order.number, claim=Claim("outage", desk.now, None, OLE, explanation="theirs"),
            now=desk.now,
        )  # fmt: skip
        theirs = other.number
    content = b"".join(copying().files.values())
    assert mine.encode() in content
    assert not [word for word in (OLE, theirs, "theirs") if word.encode() in content]


def desk_chat(desk, session):
    row = ConversationRow(
        id="cv_ole", merchant="norrnet", language="en", channel="web", secret_hash="", draft={}, created_at=desk.now,
        last_event_at=desk.now, verified_email=OLE,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def test_the_same_data_makes_the_same_bytes(copying, story, tmp_path):
    for name in ("one.zip", "two.zip"):
        copying().write(tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert (tmp_path / "one.zip").stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.namelist()[0] == "index.json"
        assert sorted(archive.namelist()[1:]) == archive.namelist()[1:]


def test_a_folder_is_written_too_and_none_is_mixed_with_another(copying, story, tmp_path):
    copy = copying()
    copy.write(tmp_path / "folder")
    assert (tmp_path / "folder/index.json").read_bytes() == copy.files["index.json"]
    for there in ("folder", "a.zip"):
        (tmp_path / "a.zip").touch()
        with pytest.raises(FileExistsError):
            copy.write(tmp_path / there)


def test_where_the_address_was_only_typed_is_left_out_unless_it_is_asked_for(desk, copying):
    talk = desk.chat()
    desk.customer(talk, "canarytyped")
    with desk.database.begin() as session:
        session.get_one(ConversationRow, talk).draft = {"email": EMAIL}
    without = copying()
    assert without.files == {}
    assert "--unproven" in without.left_out[0]
    taken = copying(unproven=True)
    assert b"canarytyped" in b"".join(taken.files.values())
    assert "not proven" in rows(taken, "conversations")[0]["identity"]


def test_a_withdrawal_with_the_address_typed_on_the_page_is_left_out_too(desk, copying):
    """Whoever declared it may have mistyped their own."""
    number = desk.case(to=CaseStatus.DENIED)
    with desk.database.begin() as session:
        case = desk.row(number, session)
        case.email, case.claim = None, {}
        kept = {"merchant": "norrnet", "language": "en", "contract": "canarycontract", "confirmed": "c"}
        session.add(
            WithdrawalRow(token="t", case_id=case.id, name="canaryola", email=EMAIL, declared_at=desk.now, **kept)
        )
    without = copying()
    assert b"canaryola" not in b"".join(without.files.values())
    assert "--unproven" in without.left_out[0]
    assert b"canaryola" in b"".join(copying(unproven=True).files.values())


def test_a_chat_that_somebody_else_used_too_is_left_out_and_said(desk, copying):
    talk = desk.chat()
    desk.case(chat=talk, to=CaseStatus.DENIED)
    desk.customer(talk, "canaryshared")
    with desk.database.begin() as session:
        session.get_one(ConversationRow, talk).verified_email = OLE
    copy = copying()
    assert b"canaryshared" not in b"".join(copy.files.values())
    assert "somebody else" in json.loads(copy.files["index.json"])["left_out"][0]


def test_a_picture_that_is_gone_is_told(copying, story):
    copying.evidence.remove_folder(story[2])
    copy = copying()
    assert [name for name in copy.files if name.startswith("files/")] == []
    assert "is not in the store" in copy.left_out[-1]
    assert replace(copy, left_out=()).files


def test_of_somebody_who_was_erased_there_is_what_stayed(desk, copying, story):
    erase(desk)
    copy = copying()
    assert rows(copy, "cases")[0]["number"] == story[0]
    assert not [word for word in WORDS.values() if word.encode() in b"".join(copy.files.values())]
