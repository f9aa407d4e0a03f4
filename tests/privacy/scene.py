"""A customer who chatted, sent a picture, got a refund and letters, and whom people at the desk wrote about."""

from sqlalchemy import select

from amends.cases import satisfaction
from amends.conversations import files
from amends.db.tables import AgentRow, CaseRow, ConversationRow, EvidenceRow, NotUnderstoodRow
from amends.evidence.intake import Accepted, Page
from amends.privacy import erasing
from amends.privacy.person import Person
from amends.random_ids import random_id
from tests.desk_core.scene import ANNA, EMAIL
from tests.desk_core.working import work

WORDS = {
    "chat": "canarychat", "file": "canaryfile", "picture": "canarypicture", "note": "canarynote",
    "label": "canarylabel", "answer": "canaryanswer", "comment": "canarycomment",
    "name": "canaryname", "pixels": "canarypixels", "sentence": "canarysentence",
}  # fmt: skip


def a_whole_story(desk, store):
    """All of it, up to a closed case and a confirmed refund. The number of the case."""
    with desk.database.begin() as session:
        if session.get(AgentRow, ANNA.id) is None:
            session.add(
                AgentRow(
                    id=ANNA.id, name="Anna Vik", email="anna@norrnet.example", password_hash="", role="supervisor",
                    merchants=["norrnet"], created_at=desk.now, active=True,
                )
            )  # fmt: skip
    talk = desk.chat()
    event = desk.customer(talk, f"Hi, I am {WORDS['name']}, {EMAIL}. {WORDS['chat']}", client_id="c1")
    number = desk.reviewed(chat=talk)
    key = picture(desk, store, talk, number)
    with desk.database.begin() as session:
        row = session.get_one(ConversationRow, talk)
        row.verified_order, row.verified_email, row.verified_at = desk.order.number, EMAIL, desk.now
        kept = {"merchant": "norrnet", "language": "en", "at": desk.now}
        session.add(NotUnderstoodRow(event_id=event, text=WORDS["sentence"], **kept))
    desk.case_actions.note(ANNA, number, f"A difficult one: {WORDS['note']}")
    desk.case_actions.label(ANNA, number, WORDS["label"])
    desk.takeover.take_over(ANNA, number)
    desk.replying.reply(ANNA, number, f"We look into it. {WORDS['answer']}")
    desk.decides.approve_recommended(ANNA, number)
    desk.work()
    desk.takeover.hand_back(ANNA, number)
    with desk.database.begin() as session:
        satisfaction.keep_score(session, talk, number, "4", desk.now)
        satisfaction.keep_comment(session, talk, number, WORDS["comment"])
    work(desk)
    assert desk.status(number) == "resolved"
    return number, talk, key


def picture(desk, store, talk, number):
    """A picture in the store, and what was read from it; the name of its folder."""
    key = random_id()
    store.put(f"{key}/1.jpg", WORDS["pixels"].encode())
    store.put(f"{key}/thumb.jpg", WORDS["pixels"].encode())
    name, pages = f"{WORDS['file']}.jpg", (Page(1, 1, 9, "0" * 64),)
    accepted = Accepted(key, name, "picture", "image/jpeg", 9, "0" * 64, pages)
    with desk.database.begin() as session:
        chat = session.get_one(ConversationRow, talk)
        files.keep(session, chat, accepted, client_id=key, now=desk.now, per_hour=99, read=True)
        row = session.scalars(select(EvidenceRow).where(EvidenceRow.key == key)).one()
        row.read = {"pages": 1, "fields": {"payer": {"value": WORDS["picture"]}}}
        row.case_id = session.scalars(select(CaseRow.id).where(CaseRow.number == number)).one()
    return key


def erase(desk, email=EMAIL, **more):
    return erasing.erase(desk.database, Person(email), by="operator-7", now=desk.now, **more)


def all_of(desk, rows):
    with desk.database.read() as session:
        return session.scalars(select(rows)).all()


def words_in(content):
    return {name for name, word in WORDS.items() if word.encode() in content}
