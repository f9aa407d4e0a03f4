"""What programs do with cases: the desk's own steps under the token's name, once, and nothing with money."""

import httpx
import pytest

from amends.audit.verify import verify
from amends.db.tables import ApiTokenRow, AuditRow, CaseEntryRow, DeskCaseRow, LabelRow
from amends.desk.api.scopes import Scope
from amends.desk.api.tokens import PREFIX
from amends.desk.takeover import Takeover
from tests.web_desk.house import review_scenarios
from tests.web_desk_api.conftest import person
from tests.web_desk_api.test_reading import problem


def desk_row(house, number):
    with house.database.read() as session:
        return session.get_one(DeskCaseRow, house.case(number).id)


def entries(house, number, kind):
    with house.database.read() as session:
        rows = session.query(CaseEntryRow).filter_by(case_id=house.case(number).id, kind=kind)
        return [(row.actor, row.body) for row in rows.order_by(CaseEntryRow.id)]


def test_an_answer_reaches_the_customer_under_the_tokens_name(house, program):
    number, chat = house.review()
    books = program(Scope.CONVERSATIONS_WRITE, name="NorrNet warehouse")
    assert books.post(f"/cases/{number}/replies", {"text": "Your parcel has left"}).status_code == 204
    assert house.events(chat)[-1] == ("reply", "agent", "Your parcel has left")
    [(actor, body)] = entries(house, number, "reply")
    assert (actor, body["name"]) == (books.token.id, "NorrNet warehouse")
    with house.database.read() as session:
        assert session.query(AuditRow).filter_by(actor=books.token.id, action="reply", subject=number).count() == 1
        assert verify(session) == []


def test_nobody_writes_into_a_colleagues_chat_unasked(house, program):
    number, chat = house.review()
    anna = person(house, "anna")
    Takeover(house.context).take_over(anna, number)
    before, books = len(house.events(chat)), program(Scope.CONVERSATIONS_WRITE)
    refused = books.post(f"/cases/{number}/replies", {"text": "Hello"})
    assert problem(refused) == (409, "colleague-has-it")
    assert refused.json()["colleague"] == {"id": anna.id, "name": "Anna Vik"}
    assert len(house.events(chat)) == before
    assert books.post(f"/cases/{number}/replies", {"text": "Hello", "beside": anna.id}).status_code == 204
    assert house.events(chat)[-1][2] == "Hello"


def test_a_note_a_label_and_what_it_is_about(house, program):
    number, _ = house.review()
    books = program(Scope.CASES_WRITE)
    for path, body in (
        ("notes", {"text": "Asked the warehouse"}), ("labels", {"label": "parcel"}), ("labels", {"label": "late"}),
        ("labels/remove", {"label": "late"}), ("issue", {"issue": "outage"}),
    ):  # fmt: skip
        answer = books.post(f"/cases/{number}/{path}", body)
        assert answer.status_code == 204, (path, answer.text)
    with house.database.read() as session:
        labels = session.query(LabelRow.label).filter_by(case_id=house.case(number).id).all()
    assert [each for (each,) in labels] == ["parcel"]
    assert house.case(number).issue == "outage"
    assert entries(house, number, "note")[0][1]["text"] == "Asked the warehouse"


def test_a_case_is_given_to_a_colleague_and_back(house, program):
    number, _ = house.review()
    books = program(Scope.CASES_READ, Scope.CASES_WRITE)
    people = {each["name"]: each["id"] for each in books.get("/people").json()}
    assert set(people) == {"Anna Vik", "Siri Dahl", "Ada Admin"}
    assert books.post(f"/cases/{number}/assignment", {"to": people["Anna Vik"]}).status_code == 204
    assert books.get(f"/cases/{number}").json()["assigned_to"] == {"id": people["Anna Vik"], "name": "Anna Vik"}
    bram = person(house, "bram")
    for nobody in (bram.id, "ag_nobody", books.token.id):
        assert problem(books.post(f"/cases/{number}/assignment", {"to": nobody})) == (409, "cannot-be-done")
    assert books.post(f"/cases/{number}/assignment", {"to": None}).status_code == 204
    assert desk_row(house, number).assigned_to is None


def test_a_case_is_put_off_and_comes_back(house, program):
    number, chat = house.review()
    books = program(Scope.CASES_READ, Scope.CASES_WRITE)
    until = house.now.replace(microsecond=0).isoformat()
    assert problem(books.post(f"/cases/{number}/snooze", {"until": until})) == (409, "cannot-be-done")
    assert problem(books.post(f"/cases/{number}/snooze", {"until": "2026-12-01T09:00"})) == (422, "invalid-request")
    house.says(chat, "Hello?")
    tomorrow = (house.now.replace(microsecond=0) + 2 * house.desk.lifetimes.whole).isoformat()
    body = {"until": tomorrow, "seen_at": house.now.isoformat()}
    assert problem(books.post(f"/cases/{number}/snooze", body)) == (409, "changed-meanwhile")
    assert books.post(f"/cases/{number}/snooze", {"until": tomorrow}).status_code == 204
    assert desk_row(house, number).snoozed_until is not None
    assert books.post(f"/cases/{number}/wake").status_code == 204
    assert desk_row(house, number).snoozed_until is None


def test_a_case_is_closed_and_opened_again(house, program):
    number, chat = house.review()
    books = program(Scope.CASES_WRITE)
    own_words = books.post(f"/cases/{number}/close", {"text": "All is well"})
    assert problem(own_words) == (403, "insufficient-scope")
    assert house.case(number).status == "review"
    assert books.post(f"/cases/{number}/close", {}).status_code == 204
    assert house.case(number).status == "resolved"
    assert problem(books.post(f"/cases/{number}/close", {})) == (409, "cannot-be-done")
    assert books.post(f"/cases/{number}/reopen", {"why": "The customer called"}).status_code == 204
    assert house.case(number).status == "review"
    other = program()
    assert other.post(f"/cases/{number}/close", {"text": "All is well"}).status_code == 204
    assert "All is well" in [text for _, _, text in house.events(chat)]


def test_the_same_call_is_done_once(house, program):
    number, chat = house.review()
    books = program()
    for _ in range(3):
        assert books.post(f"/cases/{number}/replies", {"text": "Once"}, key="k-1").status_code == 204
    assert [text for _, _, text in house.events(chat)].count("Once") == 1
    assert problem(books.post(f"/cases/{number}/replies", {"text": "Twice"}, key="k-1")) == (409, "key-used")
    assert problem(books.post(f"/cases/{number}/notes", {"text": "Once"}, key="k-1")) == (409, "key-used")
    assert problem(books.post(f"/cases/{number}/notes", {"text": "x"}, key="k" * 65)) == (422, "invalid-request")


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "x" * 2001, "a\x00b"])
def test_a_text_that_is_none_is_not_sent(house, program, text):
    number, chat = house.review()
    before = len(house.events(chat))
    status, _ = problem(program().post(f"/cases/{number}/replies", {"text": text}))
    assert status == 422
    assert len(house.events(chat)) == before


def test_a_token_without_the_scope_changes_nothing(house, program):
    number, _ = house.review()
    reads = program(Scope.CASES_READ, Scope.CONVERSATIONS_READ, Scope.CUSTOMERS_READ, Scope.REPORTS_READ)
    bodies = {
        "replies": {"text": "x"}, "notes": {"text": "x"}, "labels": {"label": "x"}, "labels/remove": {"label": "x"},
        "assignment": {"to": None}, "snooze": {"until": "2099-01-01T00:00:00Z"}, "wake": None,
        "issue": {"issue": "outage"}, "close": {}, "reopen": {"why": "x"},
    }  # fmt: skip
    with house.database.read() as session:
        before = session.query(AuditRow).count()
    for path, body in bodies.items():
        assert problem(reads.post(f"/cases/{number}/{path}", body)) == (403, "insufficient-scope"), path
    with house.database.read() as session:
        assert session.query(AuditRow).count() == before


def test_money_has_no_address(house, program):
    number, _ = house.review(review_scenarios()[0])
    books = program()
    for step in ("approve", "grant", "goodwill", "set-off", "deny", "approval", "decision", "take-over", "merge"):
        assert books.post(f"/cases/{number}/{step}", {}).status_code == 404
        # the pages of the desk are for people who are signed in, whatever token comes along
        page = httpx.post(
            f"{house.url}/desk/cases/{number}/{step}",
            headers={"Authorization": f"Bearer {books.secret}"},
            trust_env=False,
        )
        assert page.status_code in {303, 404}, step
    assert house.case(number).status == "review"


def test_a_token_is_refused_once_it_is_revoked(house, program):
    books = program()
    assert books.get("/cases").status_code == 200
    books.revoke()
    refused = books.get("/cases")
    assert problem(refused) == (401, "invalid-token")
    assert refused.headers["www-authenticate"].startswith("Bearer")
    for secret in ("x", PREFIX, "x" * 5000):
        answer = httpx.get(
            f"{house.url}/v1/desk/cases", headers={"Authorization": f"Bearer {secret}"}, trust_env=False
        )  # fmt: skip
        assert answer.status_code == 401


def test_too_many_calls_are_told_when_to_come_again(house, program):
    books = program()
    with house.database.begin() as session:
        row = session.get_one(ApiTokenRow, books.token.id)
        row.counted, row.counted_from = house.desk.api_calls_per_minute, house.context.clock()
    refused = books.get("/cases")
    assert problem(refused) == (429, "too-many-requests")
    assert 0 < int(refused.headers["retry-after"]) <= 60
