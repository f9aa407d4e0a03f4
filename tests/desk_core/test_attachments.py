"""Files that go with an answer: taken apart from it, sent with it or not at all, and never what came in."""

from dataclasses import replace
from email import message_from_bytes

import pytest
from sqlalchemy import select

from amends.db.attachment_tables import AttachmentRow
from amends.db.audit_tables import AuditRow
from amends.db.conversation_tables import ConversationRow
from amends.desk.attachments import MOST, Attachments, opened, waiting
from amends.desk.unread import MAIL_AFTER
from amends.errors import CannotBeDone, Conflict, EvidenceUnavailable, NotFound
from amends.evidence.enclosed import HOLDS, Enclosures, linked
from amends.evidence.fakes import MemoryStore, SignatureScanner
from amends.evidence.intake import Intake
from amends.evidence.sandbox.picture import Decoded, Picture, Written
from amends.messages import mail
from tests.desk_core.scene import ANNA, BO, SUSAN
from tests.desk_core.working import worker_of

SHOP = "https://shop.example.com"
PNG = b"\x89PNG\r\n\x1a\n what came in"
OURS = b"\xff\xd8\xff what was made of it \xff\xd9"
NOTE = b"Restart the router.\n"


class Decoder:
    """One picture of whatever it is given; a text as it is."""

    def decode(self, raw, form):
        picture = Picture(40, 30, OURS)
        return Written(raw) if form == "text/plain" else Decoded((picture,), picture)


@pytest.fixture
def store():
    return MemoryStore()


@pytest.fixture
def files(desk, store):
    return Attachments(desk.context, Intake(Decoder(), SignatureScanner(b"VIRUS"), store))


@pytest.fixture
def number(desk):
    number = desk.case()
    desk.customer(desk.row(number).conversation_id, "What do I do?")
    return number


def mine(desk, number, actor=ANNA):
    with desk.database.read() as session:
        return [row.id for row in waiting(session, desk.row(number, session).id, actor.id)]


def rows(desk):
    with desk.database.read() as session:
        return list(session.scalars(select(AttachmentRow).order_by(AttachmentRow.created_at, AttachmentRow.id)))


def sent_mails(desk, store, monkeypatch):
    """Every letter that is due now, as it would go out."""
    letters = []
    monkeypatch.setattr(mail, "hand_over", lambda message, _smtp: letters.append(message_from_bytes(bytes(message))))
    worker = worker_of(desk)
    worker = replace(worker, handlers=replace(worker.handlers, enclosures=Enclosures(store, SHOP)))
    while worker.turn():
        pass
    return letters


def enclosed_in(letter):
    return [(part.get_filename(), part.get_content_type(), part.get_payload(decode=True))
            for part in letter.walk() if part.get_filename()]  # fmt: skip


def test_a_file_waits_for_its_answer_and_goes_with_it(desk, files, number):
    files.attach(ANNA, number, PNG, "C:\\Users\\anna\\Router.png")
    desk.later(seconds=1)
    files.attach(ANNA, number, NOTE, "steps.md")
    assert desk.events(number)[-1].author == "customer", "nothing was said yet"
    desk.replying.reply(ANNA, number, "Like this.", files=mine(desk, number))
    last = desk.events(number)[-1]
    assert last.body["text"] == "Like this."
    shown = [{name: each.get(name) for name in ("name", "kind", "pages", "width")} for each in last.body["files"]]
    assert shown == [
        {"name": "Router.png", "kind": "picture", "pages": 1, "width": 40},
        {"name": "steps.md", "kind": "text", "pages": 0, "width": None},
    ]
    assert mine(desk, number) == []
    assert [row.until for row in rows(desk)] == [desk.now + HOLDS] * 2


def test_what_a_link_opens_is_what_was_made_and_only_while_it_holds(desk, files, store, number):
    files.attach(ANNA, number, PNG, "Router.png")
    desk.replying.reply(ANNA, number, "Like this.", files=mine(desk, number))
    (row,) = rows(desk)
    token = desk.events(number)[-1].body["files"][0]["url"].removeprefix("/files/")
    assert row.id not in token, "an address tells nothing of the row"
    get = Intake(Decoder(), SignatureScanner(), store).picture
    with desk.database.read() as session:
        whole, left = linked(session, token, desk.now)
        assert (whole.name, whole.media_type, whole.content(get), left) == ("Router.jpg", "image/jpeg", OURS, HOLDS)
        for wrong, at in ((token[:-1], desk.now), ("", desk.now), (token, desk.now + HOLDS)):
            with pytest.raises(NotFound):
                linked(session, wrong, at)


def test_what_is_not_sent_has_no_link(desk, files, number):
    files.attach(ANNA, number, PNG, "Router.png")
    (row,) = rows(desk)
    assert (row.token, row.until, row.sent_at) == (None, None, None)


def test_only_its_own_writer_sees_it_before_it_goes(desk, files, number):
    files.attach(ANNA, number, PNG, "Router.png")
    (attachment,) = mine(desk, number)
    with desk.database.read() as session:
        assert opened(session, ANNA, number, attachment).name == "Router.jpg"
        with pytest.raises(NotFound):
            opened(session, BO, number, attachment)
    assert mine(desk, number, BO) == []
    with pytest.raises(Conflict):
        desk.replying.reply(BO, number, "Mine now.", files=[attachment])
    with pytest.raises(NotFound):
        files.remove(BO, number, attachment)
    desk.replying.reply(ANNA, number, "Here.", files=[attachment])
    with desk.database.read() as session:
        assert opened(session, BO, number, attachment).name == "Router.jpg"


def test_a_file_of_a_case_that_was_merged_is_seen_in_the_one_that_goes_on(desk, files, number):
    other = desk.case(issue="outage")
    files.attach(ANNA, other, PNG, "Router.png")
    (attachment,) = mine(desk, other)
    desk.replying.reply(ANNA, other, "Here.", files=[attachment])
    with desk.database.read() as session, pytest.raises(NotFound):
        opened(session, ANNA, number, attachment)
    desk.merging.merge(ANNA, other, number)
    with desk.database.read() as session:
        assert opened(session, ANNA, number, attachment).name == "Router.jpg"


def test_it_goes_once_and_with_its_own_case(desk, files, number):
    files.attach(ANNA, number, PNG, "Router.png")
    (attachment,) = mine(desk, number)
    other = desk.case(issue="outage")
    with pytest.raises(Conflict):
        desk.replying.reply(ANNA, other, "Here.", files=[attachment])
    desk.replying.reply(ANNA, number, "Here.", files=[attachment])
    with pytest.raises(Conflict):
        desk.replying.reply(ANNA, number, "And again.", files=[attachment])
    assert desk.said(number, "agent") == ["Here."]


def test_an_answer_that_is_refused_leaves_its_files_waiting(desk, files, number):
    files.attach(ANNA, number, PNG, "Router.png")
    attached = mine(desk, number)
    with pytest.raises(Conflict):
        desk.replying.reply(ANNA, number, "Here.", files=[*attached, "at_nothing"])
    assert mine(desk, number) == attached
    assert desk.said(number, "agent") == []


def test_what_is_left_out_is_gone(desk, files, store, number):
    files.attach(ANNA, number, PNG, "Router.png")
    assert store.kept
    files.remove(ANNA, number, mine(desk, number)[0])
    assert (rows(desk), store.kept) == ([], {})


@pytest.mark.parametrize(
    ("raw", "name", "said"),
    [
        (b"", "a.txt", "a.txt was not attached: it has nothing in it"),
        (b"MZ\x00\x01", "setup.exe", "setup.exe was not attached: it is neither a picture"),
        (b"x" * (10 * 1024 * 1024 + 1), "log.txt", "log.txt was not attached: it is larger than 10 MB"),
        (b"VIRUS", "a.txt", "the virus scanner has found something in it"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_and_nothing_of_it_is_kept(desk, files, store, number, raw, name, said):
    with pytest.raises(CannotBeDone, match="What you have written is still here") as refused:
        files.attach(ANNA, number, raw, name)
    assert said in str(refused.value)
    assert (rows(desk), store.kept) == ([], {})


def test_a_store_that_is_away_is_no_fault_of_the_file(desk, files, store, number, monkeypatch):
    def away(_key, _content):
        raise EvidenceUnavailable("away")

    monkeypatch.setattr(store, "put", away)
    with pytest.raises(EvidenceUnavailable):
        files.attach(ANNA, number, PNG, "Router.png")
    assert rows(desk) == []


def test_no_more_files_than_an_answer_has_room_for(desk, files, store, number):
    for at in range(MOST):
        files.attach(ANNA, number, NOTE, f"{at}.txt")
    kept = dict(store.kept)
    with pytest.raises(CannotBeDone, match=f"{MOST} files go with one answer"):
        files.attach(ANNA, number, NOTE, "one more.txt")
    assert store.kept == kept


def test_who_may_not_answer_attaches_nothing(desk, files, store):
    number = desk.case()
    stranger = ANNA.__class__("ag_bram", "Bram", "agent", frozenset({"itnet"}))
    with pytest.raises(NotFound):
        files.attach(stranger, number, PNG, "Router.png")
    assert store.kept == {}


def test_the_mail_of_an_answer_that_nobody_read_has_the_file(desk, files, store, number, monkeypatch):
    files.attach(ANNA, number, PNG, "Router.png")
    desk.later(seconds=1)
    files.attach(ANNA, number, "Ærlig talt\n".encode(), "steg.txt")
    desk.replying.reply(ANNA, number, "Like this.", files=mine(desk, number))
    desk.later(seconds=MAIL_AFTER.total_seconds())
    (letter,) = sent_mails(desk, store, monkeypatch)
    assert enclosed_in(letter) == [
        ("Router.jpg", "image/jpeg", OURS),
        ("steg.txt", "text/plain", "Ærlig talt\n".encode()),
    ]
    assert PNG not in bytes(letter)


def test_what_is_too_much_for_a_mail_is_linked_there(desk, files, store, number, monkeypatch):
    monkeypatch.setattr("amends.messages.enclosing.MOST_BYTES", 0)
    files.attach(ANNA, number, PNG, "Router.png")
    desk.replying.reply(ANNA, number, "Like this.", files=mine(desk, number))
    desk.later(seconds=MAIL_AFTER.total_seconds())
    (letter,) = sent_mails(desk, store, monkeypatch)
    (row,) = rows(desk)
    assert enclosed_in(letter) == []
    text = letter.get_payload(decode=True).decode()
    assert f"Router.jpg: {SHOP}/files/{row.token} (until " in text


def test_a_case_without_a_chat_gets_the_file_by_mail(desk, files, store, monkeypatch):
    number = desk.case()
    with desk.database.begin() as session:
        case = desk.row(number, session)
        session.get_one(ConversationRow, case.conversation_id).case_id = None
        case.conversation_id = None
    files.attach(SUSAN, number, PNG, "Router.png")
    desk.replying.reply(SUSAN, number, "Like this.", files=mine(desk, number, SUSAN))
    (letter,) = sent_mails(desk, store, monkeypatch)
    assert [name for name, _, _ in enclosed_in(letter)] == ["Router.jpg"]


def test_the_log_of_staff_has_the_files_digest_and_never_its_name(desk, files, number):
    files.attach(ANNA, number, PNG, "Kari Nordmann.png")
    desk.replying.reply(ANNA, number, "Like this.", files=mine(desk, number))
    (row,) = rows(desk)
    with desk.database.read() as session:
        entry = session.scalars(select(AuditRow).where(AuditRow.action == "reply")).one()
    assert entry.body["files"] == [row.sha256]
    assert "Kari" not in str(entry.body)
