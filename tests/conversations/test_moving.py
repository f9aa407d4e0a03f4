"""A customer begins on a phone and finishes at the chat window: one case, one refund, one yes."""

import re
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from tests.conversations.carriers import Carrier, PhonePlay, on
from tests.conversations.customer import Customer
from tests.conversations.playing import SETTLED_WITHIN_S
from tests.conversations.records import final_state
from tests.stack import Stack

BEGINS = {
    "en": "I was charged twice, {order}, {email}",
    "nl": "Er is twee keer hetzelfde bedrag afgeschreven, {order}, {email}",
    "nb": "Jeg ble trukket to ganger for samme beløp, {order}, {email}",
    "sv": "Jag har betalat två gånger, {order}, {email}",
    "de": "Ich habe zweimal bezahlt, {order}, {email}",
}
GOES_ON = {
    "en": "I would like to go on with {case} here",
    "nl": "Ik wil hier graag verder met {case}",
    "nb": "Jeg vil gjerne fortsette med {case} her",
    "sv": "Jag vill gärna fortsätta med {case} här",
    "de": "Ich möchte hier gern mit {case} weitermachen",
}
CODE = {
    "en": r"Your code is (\d{6})", "nl": r"Uw code is (\d{6})", "nb": r"Koden din er (\d{6})",
    "sv": r"din kod är (\d{6})", "de": r"Ihr Code lautet (\d{6})",
}  # fmt: skip
YES = {"en": "yes", "nl": "ja", "nb": "ja", "sv": "ja", "de": "ja"}
PAY_BACK = {"en": "Yes, please", "nl": "Ja, graag", "nb": "Ja takk", "sv": "Ja tack", "de": "Ja, bitte"}
HERE = {
    "en": "goes on here", "nl": "gaat hier verder", "nb": "fortsetter her", "sv": "fortsätter här",
    "de": "geht hier weiter",
}  # fmt: skip
ELSEWHERE = {
    "en": "goes on in your other", "nl": "gaat verder in uw andere", "nb": "fortsetter i den andre",
    "sv": "fortsätter i din andra", "de": "geht in Ihrem anderen Gespräch weiter",
}  # fmt: skip


@pytest.fixture(scope="module")
def whatsapp(carrier_of: Callable[[str], Carrier]) -> Carrier:
    return carrier_of("whatsapp")


@pytest.mark.parametrize("language", sorted(BEGINS))
def test_a_case_that_begins_on_whatsapp_ends_on_the_web_with_one_refund(
    stack: Stack, whatsapp: Carrier, language: str
) -> None:
    place = sorted(BEGINS).index(language)
    mine = whatsapp.of(700 + place)
    play = PhonePlay(stack, on(mine.kind, "happy_path/duplicate_payment", 700 + place), mine)
    play.customer.say(play._filled(BEGINS[language]))
    window = Customer(stack.settings.public_url, "norrnet", language)
    window.say(play._filled(GOES_ON[language]))
    window.say(YES[language])
    code = _mailed(stack, play.names["email"], CODE[language])
    said = window.say(f"{code[:3]} {code[3:]}")
    assert HERE[language] in said[0].text
    assert PAY_BACK[language] in said[-1].titles

    play.customer.say(YES[language])
    assert _moved(stack, play) == []
    assert ELSEWHERE[language] in play.customer.lines[-1].text
    window.press(PAY_BACK[language])
    talks = [play.customer.id, window.id]
    found = _settled(stack, talks, play)
    assert found == {
        "cases": ["duplicate_payment resolved"],
        "decisions": ["approve N07a"],
        "remedies": ["refund 490.00 NOK confirmed"],
        "moved": ["refund 490.00 NOK"],
        "orders": ["done"],
        "mails": ["move_code", "case_news"],
        "verified": True,
    }
    with stack.database.read() as session:
        case = session.scalars(select(CaseRow).where(CaseRow.order_number == play.names["order"])).one()
        assert (case.conversation_id, case.language) == (window.id, language)
        assert {session.get_one(ConversationRow, each).case_id for each in talks} == {case.id}
    window.close()


def _mailed(stack: Stack, email: str, words: str) -> str:
    """The code in the newest mail to that address."""
    until = time.monotonic() + SETTLED_WITHIN_S
    while True:
        params = {"to": email}
        answer = httpx.get(f"{stack.settings.mailbox_url}/messages", params=params, trust_env=False, timeout=60)
        texts = [message["text"] for message in answer.raise_for_status().json()]
        found = [match[1] for text in texts if (match := re.search(words, text))]
        if found:
            return found[0]
        assert time.monotonic() < until, texts
        time.sleep(0.1)


def _moved(stack: Stack, play: PhonePlay) -> list[Any]:
    return [each for each in stack.orders.remedies() if each.order_number == play.names["order"]]


def _settled(stack: Stack, talks: list[str], play: PhonePlay) -> dict[str, Any]:
    until = time.monotonic() + SETTLED_WITHIN_S
    while True:
        found = final_state(stack, talks, play.orders, play.names["email"])
        if (found.pop("settled") and found["cases"] == ["duplicate_payment resolved"]) or time.monotonic() > until:
            return found
        time.sleep(0.2)
