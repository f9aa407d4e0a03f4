"""What holds for every kind of helpdesk, on a receiver that really runs."""

import json
from dataclasses import replace

import pytest

from amends.errors import HelpdeskUnavailable
from amends.helpdesks.case_view import view
from tests.desk_core.scene import Desk
from tests.helpdesks.house import HELPDESK, House
from tests.helpdesks.receivers import Chatwoot, Receiver, http_server, smtp_server
from tests.postgres import sqlite_url


@pytest.fixture
def database_url(tmp_path):
    """One database is enough here: what differs between the two is tested with outbound and inbound."""
    return sqlite_url(tmp_path)


class Seen:
    """(stable id, words) of what reached the receiver, whatever its kind."""

    def __init__(self, kind, receiver):
        self.kind, self.receiver = kind, receiver

    def told(self):
        match self.kind:
            case "mail":
                to_helpdesk = [m for m in self.receiver.messages if m["To"] == HELPDESK]
                return [(m["Message-ID"], m.get_content()) for m in to_helpdesk]
            case "webhook":
                events = [json.loads(body) for _, _, body, _ in self.receiver.calls]
                return [(event["id"], json.dumps(event, ensure_ascii=False)) for event in events]
            case _:
                return [(m["source_id"], m["content"]) for m in self.receiver.messages]


@pytest.fixture(params=["mail", "webhook", "chatwoot"])
def met(request, database):
    """(helpdesk, case view, what its receiver saw)"""
    desk = Desk(database)
    number = desk.reviewed()
    desk.customer(desk.row(number).conversation_id, "Blåbær & <b>co</b>")
    with smtp_server() as inbox, http_server(Chatwoot() if request.param == "chatwoot" else Receiver()) as other:
        house = House(desk, request.param, inbox.settings, other.url)
        with database.read() as session:
            seen = view(session, desk.row(number, session), "NorrNet")
        yield house.helpdesks.out["norrnet"], seen, Seen(request.param, inbox if request.param == "mail" else other)


def test_a_case_arrives_with_its_number_its_order_and_the_talk(met):
    helpdesk, case, seen = met
    assert helpdesk.send(case)
    words = "\n".join(words for _, words in seen.told())
    for known in (case.number, "NN-10023", "kari@example.com", "It never came.", "Blåbær & <b>co</b>"):
        assert known in words


def test_what_the_customer_says_later_arrives_in_the_same_place(met):
    helpdesk, case, seen = met
    reference = helpdesk.send(case)
    before = len(seen.told())
    helpdesk.update(reference, case, replace(case.lines[-1], id="event-77", text="Are you there?"))
    assert len(seen.told()) == before + 1
    assert "Are you there?" in seen.told()[-1][1]


def test_a_second_try_bears_the_same_ids_so_that_it_can_be_told(met):
    helpdesk, case, seen = met
    line = replace(case.lines[-1], id="event-77")
    first = helpdesk.send(case)
    helpdesk.update(first, case, line)
    once = {told for told, _ in seen.told()}
    assert helpdesk.send(case) == first
    helpdesk.update(first, case, line)
    assert {told for told, _ in seen.told()} == once


def test_a_receiver_that_is_out_of_order_is_worth_another_try(met):
    helpdesk, case, seen = met
    seen.receiver.refuses, seen.receiver.status = True, 503
    with pytest.raises(HelpdeskUnavailable):
        helpdesk.send(case)
    seen.receiver.refuses, seen.receiver.status = False, None
    assert helpdesk.send(case)


def test_a_case_of_which_little_is_known_can_be_sent(met):
    helpdesk, case, seen = met
    bare = replace(
        case,
        number="AM-0000001",
        order_number=None,
        email=None,
        due_at=None,
        explanation=None,
        recommended={},
        lines=(),
    )
    assert helpdesk.send(bare)
    assert "AM-0000001" in seen.told()[-1][1]


def test_no_secret_shows_when_it_is_printed(met):
    helpdesk, _, _ = met
    assert "secret-of" not in repr(helpdesk)
    assert Chatwoot.TOKEN not in repr(helpdesk)
