"""A yes by link: opening the page does nothing, a press counts once, and a link that is over tells nothing."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, event, select

from amends.assistant.redecision import Redecision
from amends.db.session import Database
from amends.db.tables import CaseRow, TurnRow
from amends.reading.message import Message
from tests.assistant.conftest import Chat
from tests.assistant.moved import mails, moves
from tests.web.server import Web
from tests.web.stand_in import StandInRasa


@dataclass
class Asked:
    chat: Chat
    site: httpx.Client
    path: str

    def turns(self) -> list[TurnRow]:
        with self.chat.context.database.read() as session:
            return list(session.scalars(select(TurnRow).order_by(TurnRow.event_id)))


@pytest.fixture
def asked(database: Database, rasa: StandInRasa) -> Iterator[Asked]:
    """A customer who wanted to be asked again, and is: by a link in the e-mail."""
    rasa.stop()
    chat = Chat(database, "norrnet")
    order = chat.backend.order("NN-10017")
    assert order is not None
    chat.say(f"I paid and it is not activated at all, NN-10017 {order.customer.email}", "not_activated")
    chat.say("no, ask me then")
    while chat.now.isoformat() <= order.document["activation"]["due_at"]:
        chat.now = chat.now.replace(day=chat.now.day + 1)
    with database.read() as session:
        case_id = session.scalars(select(CaseRow.id)).one()
    context = replace(chat.context, public_url="https://chat.example.com")
    Redecision(replace(chat.claims, context=context)).resume(case_id)
    link = next(word for word in mails(chat)[-1].text.split() if word.startswith("https://"))
    web = Web(database, rasa, context=chat.context).start()
    with httpx.Client(base_url=web.url, timeout=60, trust_env=False) as site:
        yield Asked(chat, site, link.removeprefix("https://chat.example.com"))
    web.stop()


def test_the_page_asks_what_the_chat_asks_and_opening_it_does_nothing(asked: Asked) -> None:
    for _ in range(2):
        page = asked.site.get(asked.path)
        assert page.status_code == 200
        for named in ("NN-10017", "€49.00", "Yes, please", "No, leave it as is"):
            assert named in page.text
        assert "<li>" in page.text
        assert "• " not in page.text.replace("•••• ", "")
    assert asked.turns() == []
    assert moves(asked.chat) == []


def test_a_press_is_one_turn_in_the_chat_and_its_yes_moves_the_money(asked: Asked) -> None:
    form = re.search(r'name="form" value="([^"]+)"', asked.site.get(asked.path).text)
    assert form is not None
    page = asked.site.post(asked.path, data={"answer": "yes", "form": form[1]})
    assert page.status_code == 200
    assert "Your answer has been taken: Yes, please" in page.text
    asked.site.post(asked.path, data={"answer": "yes", "form": form[1]})
    [turn] = asked.turns()
    choice = json.loads((turn.payload or "").removeprefix("/choose"))
    chat = asked.chat
    pressed = Message(str(turn.event_id), turn.text, chat.now, "choose", 1.0, choice)
    assert not chat.dialogue.take(chat.id, pressed).open
    assert moves(chat) == [("NN-10017", "refund", 4900), ("NN-10017", "cancellation", None)]
    over = asked.site.get(asked.path)
    assert over.status_code == 410
    assert "NN-10017" not in over.text


@pytest.mark.parametrize("path", ["/confirm/AM-0000000/nothing", "/confirm/{case}/0123456789abcdef0123456789abcdef"])
def test_a_link_that_is_none_tells_nothing_and_does_nothing(asked: Asked, path: str) -> None:
    path = path.replace("{case}", asked.path.split("/")[2])
    for page in (asked.site.get(path), asked.site.post(path, data={"answer": "yes"})):
        assert page.status_code == 410
        assert "NN-10017" not in page.text
    assert asked.turns() == []


def test_an_unknown_case_and_a_wrong_link_of_a_known_one_are_told_alike(asked: Asked) -> None:
    known = asked.path.split("/")[2]
    other = "0123456789abcdef0123456789abcdef"
    pages = [asked.site.get(f"/confirm/{case}/{other}") for case in (known, "AM-0000000")]
    pages += [asked.site.post(f"/confirm/{case}/{other}", data={"answer": "yes"}) for case in (known, "AM-0000000")]
    assert {page.status_code for page in pages} == {410}
    assert len({page.text for page in pages}) == 1
    done: list[str] = []

    @event.listens_for(Engine, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if "cases" in statement:  # others are the server's own
            done.append(statement)

    try:
        asked.site.get(f"/confirm/{known}/{other}")
        for_known, done[:] = list(done), []
        asked.site.get(f"/confirm/AM-0000000/{other}")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert for_known
    assert for_known == done


def test_an_answer_that_was_not_offered_and_another_site_are_refused(asked: Asked) -> None:
    assert asked.site.post(asked.path, data={"answer": "perhaps"}).status_code == 410
    strange = asked.site.post(asked.path, data={"answer": "yes"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert strange.status_code == 403
    assert asked.turns() == []


def test_a_link_leads_to_the_question_that_is_open_since_in_a_new_chat(asked: Asked) -> None:
    chat = asked.chat
    order = chat.backend.order("NN-10017")
    assert order is not None
    chat.open()
    told = f"I paid and it is not activated at all, NN-10017 {order.customer.email}"
    assert chat.say(told, "not_activated")[-1] == "confirm"
    moved = asked.site.get(asked.path)
    assert moved.status_code == 303
    assert moved.headers["location"].split("?")[0].endswith(chat.draft.proposal.id)
    page = asked.site.get(moved.headers["location"])
    assert page.status_code == 200
    assert "NN-10017" in page.text
    assert asked.site.post(asked.path, data={"answer": "yes"}).status_code == 303
    assert asked.turns() == []
    assert asked.site.post(moved.headers["location"], data={"answer": "yes"}).status_code == 200
    assert [turn.conversation_id for turn in asked.turns()] == [chat.id]
    guessed = asked.path.replace(asked.path.split("/")[3].split("?")[0], "0" * 32)
    assert asked.site.get(guessed).status_code == 410


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "This question"), ("nl", "vraag"), ("nb", "spørsmål")],
)
def test_the_closed_page_is_in_the_language_of_the_mail(asked: Asked, language: str, shown: str) -> None:
    path = asked.path.replace("lang=en", f"lang={language}").replace(asked.path.split("/")[3].split("?")[0], "0" * 32)
    page = asked.site.get(path, headers={"Accept-Language": "en"})
    assert page.status_code == 410
    assert f'lang="{language}"' in page.text
    assert shown in page.text
