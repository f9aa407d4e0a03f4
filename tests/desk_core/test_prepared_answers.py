"""Prepared answers are written at the desk, beside and in the stead of those of canned.yml."""

import pytest

from amends.db.tables import AuditRow
from amends.desk.prepared.answers import PreparedAnswers, name_of, of_merchant
from amends.errors import CannotBeDone, Conflict, NotFound, NotPermitted
from tests.desk_core.scene import ANNA, RULES, SUSAN


@pytest.fixture
def answers(desk):
    return PreparedAnswers(desk.context)


def known(desk):
    with desk.database.read() as session:
        return {each.name: each for each in of_merchant(session, "norrnet", RULES["norrnet"])}


def offered(desk, language="en"):
    return {each.name: each for each in desk.replying.canned(ANNA, desk.case(language=language))}


def test_one_that_is_added_is_offered_at_once_filled_in_and_with_its_labels(desk, answers):
    texts = {"en": "Case {case} is with me.", "nb": "Sak {case} er hos meg."}
    assert answers.add(SUSAN, "norrnet", "Mine now!", texts, ["Status", " status "]) == "mine_now"
    found = offered(desk, "nb")["mine_now"]
    assert found.text.startswith("Sak AM-")
    assert found.labels == ("status",)


def test_one_without_a_text_in_the_customers_language_is_not_offered(desk, answers):
    answers.add(SUSAN, "norrnet", "only english", {"en": "Hello", "nb": "  "}, [])
    assert "only_english" in offered(desk, "en")
    assert "only_english" not in offered(desk, "nb")


def test_what_is_written_stands_for_the_files_until_it_is_taken_away(desk, answers):
    before = offered(desk)["one_moment"].text
    answers.save(SUSAN, "norrnet", "one_moment", {"en": "Hold on."}, [])
    assert offered(desk)["one_moment"].text == "Hold on."
    answers.hide(SUSAN, "norrnet", "one_moment", seen=known(desk)["one_moment"].mark)
    assert "one_moment" not in offered(desk)
    answers.as_in_file(SUSAN, "norrnet", "one_moment", seen=known(desk)["one_moment"].mark)
    assert offered(desk)["one_moment"].text == before


def test_who_did_not_see_a_colleagues_change_does_not_undo_it(desk, answers):
    answers.add(SUSAN, "norrnet", "news", {"en": "First"}, [])
    seen = known(desk)["news"].mark
    desk.later(minutes=1)
    answers.save(SUSAN, "norrnet", "news", {"en": "Second"}, [], seen=seen)
    with pytest.raises(Conflict):
        answers.save(SUSAN, "norrnet", "news", {"en": "Third"}, [], seen=seen)
    assert known(desk)["news"].texts == {"en": "Second"}


def test_only_who_leads_writes_them_and_only_for_their_merchants(desk, answers):
    with pytest.raises(NotPermitted):
        answers.add(ANNA, "norrnet", "mine", {"en": "x"}, [])
    with pytest.raises(NotFound):
        answers.add(SUSAN, "elsewhere", "mine", {"en": "x"}, [])
    assert "mine" not in known(desk)


@pytest.mark.parametrize(
    ("name", "texts", "labels", "said"),
    [
        ("x y", {"en": "{password}"}, [], "{password}"),
        ("x y", {"en": " "}, [], "one language"),
        ("x y", {"fr": "Salut"}, [], "fr"),
        ("!", {"en": "Hello"}, [], "name"),
        ("one moment", {"en": "Hello"}, [], "already"),
        ("x y", {"en": "Hello"}, ["a" * 41], "40"),
        ("x y", {"en": "Hello"}, [str(n) for n in range(9)], "8"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(desk, answers, name, texts, labels, said):
    with pytest.raises(CannotBeDone, match=said.replace("{", r"\{")):
        answers.add(SUSAN, "norrnet", name, texts, labels)


def test_nothing_is_hidden_that_is_not_there_and_nothing_is_taken_again_that_no_file_has(desk, answers):
    with pytest.raises(NotFound):
        answers.hide(SUSAN, "norrnet", "nothing")
    answers.add(SUSAN, "norrnet", "news", {"en": "x"}, [])
    with pytest.raises(CannotBeDone):
        answers.as_in_file(SUSAN, "norrnet", "news", seen=known(desk)["news"].mark)


def test_each_change_is_in_the_audit_log_of_the_merchant_without_the_text(desk, answers):
    answers.add(SUSAN, "norrnet", "news", {"en": "Confidential"}, ["a"])
    answers.hide(SUSAN, "norrnet", "news", seen=known(desk)["news"].mark)
    with desk.database.read() as session:
        rows = session.query(AuditRow).filter_by(subject="news").order_by(AuditRow.seq).all()
        assert [(row.merchant, row.actor, row.action) for row in rows] == [
            ("norrnet", SUSAN.id, "answer_saved"), ("norrnet", SUSAN.id, "answer_hidden"),
        ]  # fmt: skip
        assert "Confidential" not in str([row.body for row in rows])


def test_a_name_is_kept_as_a_word_that_stands_in_a_file():
    assert name_of("  Where is my Money? ") == "where_is_my_money"


@pytest.mark.parametrize("name", ["", "Good day?", "x" * 41])
def test_what_is_no_name_is_not_saved(desk, name):
    with pytest.raises(NotFound):
        PreparedAnswers(desk.context).save(SUSAN, "norrnet", name, {"en": "Hello"}, [])
