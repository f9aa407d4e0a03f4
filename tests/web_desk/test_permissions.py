"""Every route, every role, every merchant: what the tables do not grant is refused before anything happens."""

import itertools
import re

import httpx
import pytest

from amends.accounts import sessions
from amends.db.tables import AgentRow, AuditRow
from amends.desk.permissions import ACTIONS
from tests.web_desk.house import PASSWORD, review_scenarios
from web.desk.guard import COOKIE
from web.desk.table import table

ROUTES = [(route.method, route.path, route.action) for route in table(hub=None)]
WHO = {"anna": ("agent", {"norrnet"}), "bram": ("agent", {"itnet"}), "siri": ("supervisor", {"norrnet", "itnet"}),
       "ada": ("admin", {"norrnet", "itnet"})}  # fmt: skip
MERCHANTS = ("norrnet", "itnet")
UNKNOWN = re.compile("/desk/(answers|people|views|macros|api|webhooks|teams|takes-on|automation)/")
STREAMS = ("/live",)


def address(path, number):
    path = path.replace("{number}", number).replace("{evidence}", "ev_x").replace("{page}", "1")
    return re.sub(r"\{\w+\}", "1", path)


class Caller:
    """Somebody's requests without a browser."""

    def __init__(self, house, who):
        with house.database.begin() as session:
            agent = session.query(AgentRow).filter_by(email=f"{who}@example.com").one()
            token = sessions.begin(session, agent.id, house.context.clock())
        self.http = httpx.Client(base_url=house.url, trust_env=False, timeout=60)
        self.cookie = {"Cookie": f"{COOKIE}={token}"}
        self.form = {"X-CSRF": sessions.csrf_token(token), "Origin": house.url}

    def __call__(self, method, path, **headers):
        kept = {**self.cookie, **(self.form if method == "POST" else {}), **headers}
        with self.http.stream(method, path, headers={k: v for k, v in kept.items() if v is not None}) as answer:
            if answer.headers.get("content-type", "").startswith("text/event-stream"):
                return answer.status_code
            answer.read()
            return answer.status_code


@pytest.fixture
def callers(house):
    return {who: Caller(house, who) for who in WHO}


@pytest.fixture
def numbers(house):
    return {merchant: house.review(review_scenarios(merchant)[0])[0] for merchant in MERCHANTS}


def test_every_action_of_the_routes_is_one_of_the_permissions():
    assert {action for _, _, action in ROUTES} <= set(ACTIONS)


def test_every_route_answers_each_role_and_merchant_as_the_table_says(callers, numbers):
    wrong = []
    for (method, path, action), who, merchant in itertools.product(ROUTES, WHO, MERCHANTS):
        role, merchants = WHO[who]
        status = callers[who](method, address(path, numbers[merchant]))
        if role not in ACTIONS[action]:
            expected = {403}
        elif "{number}" in path and merchant not in merchants:
            expected = {404}
        elif "{evidence}" in path or "{event}" in path or "{file}" in path:
            expected = {404}  # there is no such picture, sentence or file
        elif UNKNOWN.match(path):
            expected = {
                404,
                422,
            }  # there is no such answer, person, view, macro, token or webhook, and the form is empty
        else:
            nameless = {404} if path.endswith(("merge", "macro")) else set()  # the form names none
            expected = {200, 204, 303, 403, 409, 422} | nameless
        expected |= {429} if path.startswith("/desk/account/") else set()  # with a wrong password each time
        granted = role in ACTIONS[action] and ("{number}" not in path or merchant in merchants)
        if status not in expected or (granted and status == 403 and action not in {"transfer", "grant"}):
            wrong.append((method, path, who, merchant, status))
    assert wrong == []


def test_nobody_is_let_in_without_a_session(house, numbers):
    with httpx.Client(base_url=house.url, trust_env=False, timeout=60) as http:
        for method, path, _ in ROUTES:
            answer = http.request(method, address(path, numbers["norrnet"]))
            assert answer.status_code == 303
            assert answer.headers["location"].startswith("/desk/sign-in")


@pytest.mark.parametrize(
    "change",
    [
        {"X-CSRF": None}, {"X-CSRF": "0" * 64}, {"X-CSRF": "ø"}, {"Origin": "https://evil.example.com"},
        {"Origin": "null"},
        {"Origin": None}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
        {"Origin": None, "Sec-Fetch-Site": "none"},
    ],
)  # fmt: skip
def test_a_form_from_elsewhere_changes_nothing(house, callers, numbers, change):
    change = {key: value.encode() if value and not value.isascii() else value for key, value in change.items()}
    with house.database.read() as session:
        before = session.query(AuditRow).count()
    for method, path, _ in ROUTES:
        if method == "POST":
            assert callers["anna"](method, address(path, numbers["norrnet"]), **change) == 403
    with house.database.read() as session:
        assert session.query(AuditRow).count() == before


def test_anothers_form_token_is_not_taken(house, callers, numbers):
    foreign = {"X-CSRF": callers["siri"].form["X-CSRF"]}
    assert callers["anna"]("POST", f"/desk/cases/{numbers['norrnet']}/claim", **foreign) == 403


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/desk/cases/AM-1", "/desk/cases/AM-1"), ("https://evil.example.com/desk", "/desk"),
        ("//evil.example.com/desk", "/desk"),
        ("/\\evil.example.com", "/desk"),
        ("/desk/../x\r\nSet-Cookie: a=b", "/desk"), ("javascript:alert(1)", "/desk"), ("", "/desk"),
        ("/desk?view=mine&q=a%20b", "/desk?view=mine&q=a%20b"), ("/deskevil", "/desk"), ("/desk.evil", "/desk"),
        ("/desk/../x", "/desk"), ("/desk/%2e%2e/x", "/desk"), ("/desk/.%2E/x", "/desk"), ("/desk/./audit", "/desk"),
        ("/desk//evil.example.com", "/desk"), ("/desk/%5cevil", "/desk"), ("/desk/%0d%0aX: y", "/desk"),
        ("/desk/sign-out", "/desk"), ("desk/audit", "/desk"), ("//[", "/desk"),
    ],
)  # fmt: skip
def test_signing_in_leads_to_the_desk_and_nowhere_else(house, wanted, goes_to):
    with httpx.Client(base_url=house.url, trust_env=False, timeout=60) as http:
        form = {"email": "anna@example.com", "password": PASSWORD, "next": wanted}
        answer = http.post("/desk/sign-in", data=form, headers={"Origin": house.url})
    assert answer.headers["location"] == goes_to
    cookie = answer.headers["set-cookie"].lower()
    assert all(part in cookie for part in ("__host-amends-desk=", "secure", "httponly", "samesite=strict", "path=/"))


def test_a_sign_in_from_another_site_is_not_taken(house):
    form = {"email": "anna@example.com", "password": PASSWORD}
    with httpx.Client(base_url=house.url, trust_env=False, timeout=60) as http:
        answer = http.post("/desk/sign-in", data=form, headers={"Origin": "https://evil.example.com"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
