"""Whatever is wrong with an address under /desk, a page of the desk says so, signed in or not."""

import httpx
import pytest

from tests.web_desk.house import PASSWORD


@pytest.fixture(params=["signed in", "unknown"])
def http(request, house):
    with httpx.Client(base_url=house.url, trust_env=False, timeout=60) as http:
        if request.param == "signed in":
            form = {"email": "anna@example.com", "password": PASSWORD}
            http.post("/desk/sign-in", data=form, headers={"Origin": house.url})
        yield http


@pytest.mark.parametrize("path", ["/desk/nothing", "/desk/cases", "/desk/cases/AM-1/nothing", "/desk/a//b", "/desk/ø"])
def test_an_unknown_address_is_told_on_a_page(http, path):
    answer = http.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "no page at this address" in answer.text
    assert 'href="/desk"' in answer.text


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/desk", "GET, HEAD"), ("GET", "/desk/sign-out", "POST"), ("DELETE", "/desk/cases/AM-1", "GET, HEAD"),
        ("PUT", "/desk/cases/AM-1/typing", "GET, HEAD, POST"), ("GET", "/desk/cases/AM-1/claim", "POST"),
    ],
)  # fmt: skip
def test_a_method_that_a_page_lacks_is_told_on_a_page(http, method, path, allowed):
    answer = http.request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert "<h1>Not this way</h1>" in answer.text


def test_a_slash_too_many_leads_to_the_page(http):
    assert http.get("/desk/").headers["location"] == "/desk"


def test_outside_the_desk_the_api_answers_as_before(http):
    assert http.get("/deskevil").headers["content-type"] == "application/problem+json"
