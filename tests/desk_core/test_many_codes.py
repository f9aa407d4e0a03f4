"""Ten thousand guesses at a mailed code: five count, somebody is told, and its owner gets in with another one."""

import logging

from amends.cases import move_codes
from amends.db.tables import CaseMoveRow
from tests.desk_core.test_moving import chat_on, taken, wished

MANY = 10_000


def guessed(desk, talk, codes):
    """Whether each of them was taken for the code that the conversation waits for."""
    with desk.database.begin() as session:
        row = session.query(CaseMoveRow).filter_by(conversation_id=talk).order_by(CaseMoveRow.id.desc()).first()
        keys = desk.context.code_keys
        return [move_codes.is_right(session, row, code, keys, desk.now) for code in codes]


def test_ten_thousand_guesses_are_five(desk, caplog):
    number = desk.reviewed()
    talk = chat_on(desk, "whatsapp")
    code = wished(desk, number, talk)
    wrong = [f"{each:06}" for each in range(MANY) if f"{each:06}" != code]
    with caplog.at_level(logging.WARNING, "amends.cases"):
        assert not any(guessed(desk, talk, [*wrong, code]))
    told = [record.getMessage() for record in caplog.records if record.name == "amends.cases"]
    assert told == [f"5 wrong codes for case {number}: is somebody guessing?"]
    with desk.database.read() as session:
        assert session.query(CaseMoveRow).filter_by(conversation_id=talk).one().tries >= MANY


def test_its_owner_is_let_in_with_the_next_code(desk):
    number = desk.reviewed()
    talk = chat_on(desk, "whatsapp")
    code = wished(desk, number, talk)
    assert not any(guessed(desk, talk, [f"{each:06}" for each in range(100) if f"{each:06}" != code]))
    desk.later(hours=1)
    assert taken(desk, number, "telegram")[1][0] == "utter_moved_here"


def test_more_codes_than_five_a_day_are_not_sent_so_guesses_do_not_add_up(desk):
    number = desk.reviewed()
    talks = []
    for _ in range(move_codes.PER_CASE.most):
        desk.later(hours=1)
        talks.append(chat_on(desk, "whatsapp"))
        wished(desk, number, talks[-1])
    talk = chat_on(desk, "whatsapp")
    desk.hear(talk, number)
    desk.later(seconds=20)
    assert [say.response for say in desk.hear(talk, "yes").says] != ["utter_move_code_sent"]
