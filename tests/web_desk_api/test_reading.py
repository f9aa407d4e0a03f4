"""What programs read of a desk: within their merchant and their scopes, page by page."""

import pytest

from amends.desk.api.scopes import Scope
from amends.desk.case_actions import CaseActions
from amends.desk.replying import Replying
from amends.withdrawals.declaring import declare
from amends.withdrawals.statement import Statement
from tests.web_desk.house import Face, review_scenarios
from tests.web_desk_api.conftest import person


def problem(answer):
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["type"].removeprefix("urn:amends:problem:")


def numbers(answer):
    assert answer.status_code == 200, answer.text
    return [each["number"] for each in answer.json()["cases"]]


def test_cases_are_listed_page_by_page(house, program):
    made = [house.review()[0] for _ in range(5)]
    books = program(Scope.CASES_READ)
    seen, cursor = [], None
    while True:
        answer = books.get("/cases", order="oldest", limit=2, **({"cursor": cursor} if cursor else {}))
        seen.append(numbers(answer))
        house.review()  # what comes meanwhile moves nothing
        cursor = answer.json()["next"]
        if len(seen) == 3:
            break
    assert [each for page in seen for each in page][:5] == made
    assert numbers(books.get("/cases", limit=100))[-5:] == made[::-1]
    assert books.get("/cases", limit=100).json()["next"] is None


def test_a_list_is_narrowed(house, program):
    number, _ = house.review(face=Face(said="My parcel of kohlrabi never came", email="kari@example.com"))
    other, _ = house.review()
    CaseActions(house.context).label(person(house, "siri"), other, "priority")
    books = program()
    assert numbers(books.get("/cases", label="priority")) == [other]
    assert numbers(books.get("/cases", q="kohlrabi")) == [number]
    assert numbers(books.get("/cases", q="kari@example.com")) == [number]
    assert numbers(books.get("/cases", view="closed")) == []
    assert set(numbers(books.get("/cases", view="free", status="review", channel="web"))) == {number, other}


def test_a_program_sees_its_own_merchants_cases_alone(house, program):
    theirs, _ = house.review(review_scenarios("itnet")[0])
    ours, _ = house.review()
    books = program()
    assert numbers(books.get("/cases")) == [ours]
    for path in ("", "/conversation", "/customer"):
        assert problem(books.get(f"/cases/{theirs}{path}")) == (404, "not-found")
    assert problem(books.get("/cases", cursor=theirs)) == (404, "not-found")
    assert problem(books.post(f"/cases/{theirs}/notes", {"text": "hello"})) == (404, "not-found")


def test_a_case_is_read_with_what_became_of_it(house, program):
    told = Face(said="Hello", explanation="It never came to my house", email="kari@example.com")
    number, _ = house.review(face=told)
    CaseActions(house.context).note(person(house, "siri"), number, "Looks right to me")
    found = program().get(f"/cases/{number}").json()
    assert (found["number"], found["status"], found["merchant"]) == (number, "review", "norrnet")
    assert found["email"] == "kari@example.com"
    assert found["about"] == "It never came to my house"
    assert [(each["who"], each["text"]) for each in found["notes"]] == [("Siri Dahl", "Looks right to me")]
    assert found["decisions"][-1]["outcome"] == "review"
    assert found["history"]


def test_what_the_scopes_do_not_reach_is_left_out(house, program):
    number, _ = house.review(face=Face(said="It never came", email="kari@example.com"))
    books = program(Scope.CASES_READ)
    for told in (books.get(f"/cases/{number}"), books.get("/cases")):
        assert told.status_code == 200
        assert "kari@example.com" not in told.text
        assert "It never came" not in told.text
    assert problem(books.get("/cases", q="kari")) == (403, "insufficient-scope")
    assert problem(books.get(f"/cases/{number}/conversation")) == (403, "insufficient-scope")
    refused = books.get(f"/cases/{number}/customer")
    assert problem(refused) == (403, "insufficient-scope")
    assert 'scope="customers:read"' in refused.headers["www-authenticate"]


def test_a_declared_withdrawal_names_nobody_to_whoever_may_not_know_the_customer(house, program):
    statement = Statement(name="Kari Holm", contract="NN-10001", email="kari.h@example.com")
    declare(house.context, "norrnet", statement, "en", house.context.clock(), token="t" * 20, sent_from="a network")
    (number,) = numbers(program(Scope.CASES_READ).get("/cases"))
    declared = "declared the withdrawal on the page for it:"
    told = program(Scope.CASES_READ).get(f"/cases/{number}")
    assert "Kari Holm" not in told.text
    assert "kari.h@example.com" not in told.text
    assert ("customer", declared, "") in [(each["who"], each["what"], each["text"]) for each in told.json()["history"]]
    assert "kari.h@example.com" in program(Scope.CASES_READ, Scope.CUSTOMERS_READ).get(f"/cases/{number}").text


@pytest.mark.parametrize("scope", list(Scope))
def test_each_read_takes_its_own_scope(house, program, scope):
    number, _ = house.review()
    reads = {
        Scope.CASES_READ: [f"/cases/{number}", "/cases", "/people"],
        Scope.CONVERSATIONS_READ: [f"/cases/{number}/conversation"],
        Scope.CUSTOMERS_READ: [f"/cases/{number}/customer"],
        Scope.REPORTS_READ: ["/reports/supervision?since=2026-11-01&until=2026-11-30"],
    }
    books = program(scope)
    for needed, paths in reads.items():
        for path in paths:
            assert books.http.get(path).status_code == (200 if needed == scope else 403), (path, scope)


def test_a_conversation_is_read_back_to_its_beginning(house, program):
    number, chat = house.review(face=Face(said="It never came"))
    siri = person(house, "siri")
    for at in range(7):
        house.says(chat, f"message {at}")
    Replying(house.context).reply(siri, number, "We look into it")
    books, told, before = program(Scope.CONVERSATIONS_READ), [], None
    while True:
        page = books.get(f"/cases/{number}/conversation", limit=4, **({"before": before} if before else {})).json()
        told = page["messages"] + told
        before = page["before"]
        if before is None:
            break
    texts = [each["text"] for each in told]
    assert texts[1] == "It never came"
    assert texts[-8:] == [*(f"message {at}" for at in range(7)), "We look into it"]
    assert (told[-1]["author"], told[-1]["who"], told[-1]["case"]) == ("agent", "Siri Dahl", number)


def test_a_customer_is_read_with_their_cases(house, program):
    face = Face(email="kari@example.com", name="Kari Nord")
    first, _ = house.review(face=face)
    second, _ = house.review(face=face)
    found = program(Scope.CUSTOMERS_READ).get(f"/cases/{first}/customer").json()
    assert (found["email"], found["name"], found["channels"]) == ("kari@example.com", "Kari Nord", ["web"])
    assert [each["number"] for each in found["cases"]] == [second, first]
    assert len(found["orders"]) == 2


def test_the_figures_are_those_of_supervision(house, program):
    house.review()
    books = program(Scope.REPORTS_READ)
    day = house.now.date().isoformat()
    found = books.get("/reports/supervision", since=day, until=day).json()
    assert set(found["definitions"]) <= set(found["figures"])
    assert sum(each["open"] for each in found["figures"]["ages"]) == 1
    for since, until in (("2026-11-30", "2026-11-01"), ("2024-01-01", "2026-01-01"), ("0001-01-01", "0001-01-02")):
        assert problem(books.get("/reports/supervision", since=since, until=until)) == (409, "cannot-be-done")
