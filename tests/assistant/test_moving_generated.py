"""Two conversations of one customer and one case, in whatever order each of them writes, presses and takes the case.

Nothing moves but on a yes where just that was put, once; and the case is asked about in no conversation but its own.
"""

import itertools
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from amends.assistant.claim_state import CONFIRMATIONS
from amends.db import migrate
from amends.db.session import Database
from amends.db.tables import CaseRow
from tests.assistant.conftest import Chat
from tests.assistant.moved import remedies
from tests.assistant.moving_codes import mailed, wishes, wrong

CLAIM = "I was charged twice for it, NN-10006 kari.holm@example.com"
said = st.sampled_from([
    ("yes", "affirm"), ("no", "deny"), ("go ahead", "affirm"), ("hm", "nlu_fallback"),
    ("are you a robot?", "bot_challenge"), (CLAIM, "duplicate_payment"),
    ("NN-10006 kari.holm@example.com", "give_order_number"),
    ("stop", "stop"),
])  # fmt: skip
where = st.integers(0, 1)
steps = st.one_of(
    st.tuples(st.just("say"), where, said),
    st.tuples(st.just("press"), where, st.integers(0, 5)),
    st.tuples(st.just("name"), where, st.none()),
    st.tuples(st.just("take"), where, st.booleans()),
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@example(talk=[("name", 1, None), ("say", 1, ("yes", "affirm")), ("take", 1, True), ("press", 0, 0)], moves=False)
@example(
    talk=[("name", 1, None), ("say", 1, ("yes", "affirm")), ("take", 1, True), ("say", 1, ("yes", "affirm"))],
    moves=True,
)
@given(talk=st.lists(steps, min_size=3, max_size=14), moves=st.none())
def test_money_moves_once_and_only_where_it_was_asked_about(
    talk: list[tuple[str, int, Any]], moves: bool | None, blank: Path
) -> None:
    chat = _fresh(blank)
    chat.say(CLAIM, "duplicate_payment")
    first, number = chat.id, chat.cases()[0][0].number
    chat.open()
    talks, put = (first, chat.id), [_put(chat, first)]
    for kind, place, detail in talk:
        chat.id = talks[place]
        own, before = _put(chat, chat.id), len(remedies(chat))
        told = _take(chat, kind, detail, number, put)
        entered = remedies(chat)[before:]
        assert own is not None or entered == [], "something was entered where nothing was proposed"
        assert own is None or {row.confirmed_text for row in entered} <= {own.text}
        put = [*put, *filter(None, [_put(chat, each) for each in talks])]
        if "moved_here" in told:
            _left_nothing_there(chat, talks[1 - place])
    assert len(remedies(chat)) <= 1
    assert moves is None or (len(remedies(chat)) > 0) is moves


def _take(chat: Chat, kind: str, detail: Any, number: str, put: list[Any]) -> list[str]:
    match kind:
        case "say":
            return chat.say(*detail)
        case "press":
            return chat.say("", "choose", 1.0, yes_no=f"yes:{put[detail % len(put)].id}")
        case "name":
            return chat.say(number)
        case _:
            code = mailed(chat) if _is_waiting(chat) else None
            return chat.say(str(code) if detail and code else wrong(code))


def _is_waiting(chat: Chat) -> bool:
    """Whether the newest wish of all is this conversation's, and its code is on the way."""
    rows = wishes(chat)
    return bool(rows) and (rows[-1].state, rows[-1].conversation_id) == ("waiting", chat.id)


def _put(chat: Chat, conversation_id: str) -> Any:
    draft = chat.dialogue.situation(conversation_id).draft
    return draft.proposal if draft.asked in CONFIRMATIONS else None


def _left_nothing_there(chat: Chat, there: str) -> None:
    """The conversation from which the case was just taken asks nothing any more, and the case goes on here."""
    draft = chat.dialogue.situation(there).draft
    assert (draft.asked, draft.case_id) == (None, None)
    with chat.context.database.read() as session:
        here = session.scalars(select(CaseRow.conversation_id).where(CaseRow.id == chat.draft.case_id)).one()
    assert here == chat.id


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database in which nothing is, to be copied."""
    file = tmp_path_factory.mktemp("talks") / "blank.db"
    migrate.upgrade(f"sqlite:///{file}")
    return file


_count = itertools.count()


def _fresh(blank: Path) -> Chat:
    file = blank.parent / f"{next(_count)}.db"
    shutil.copy(blank, file)
    return Chat(Database(f"sqlite:///{file}"), "norrnet")
