"""The documentation at /docs: where the demo runs and it is built, and nothing outside of its folder."""

import httpx
import pytest

from tests.web.server import Web


@pytest.fixture
def folder(tmp_path):
    site = tmp_path / "site"
    (site / "tutorial").mkdir(parents=True)
    (site / "index.html").write_text("<h1>Start</h1>")
    (site / "tutorial" / "index.html").write_text("<h1>Your shop</h1>")
    (tmp_path / "secret.txt").write_text("secret")
    return site


def get(web, path):
    return httpx.get(f"{web.url}{path}", trust_env=False, timeout=60, follow_redirects=True)


def test_a_built_site_is_served_and_linked(database, rasa, folder):
    web = Web(database, rasa, documentation=folder).start()
    try:
        assert "<h1>Start</h1>" in get(web, "/docs").text
        assert "<h1>Start</h1>" in get(web, "/docs/").text
        tutorial = get(web, "/docs/tutorial")
        assert (tutorial.text, str(tutorial.url)) == ("<h1>Your shop</h1>", f"{web.url}/docs/tutorial/")
        assert tutorial.headers["content-security-policy"].startswith("default-src 'self';")
        assert get(web, "/docs/nothing").status_code == 404
        assert get(web, "/docs/..%2fsecret.txt").status_code == 404
        assert 'href="/docs/"' in get(web, "/").text
    finally:
        web.stop()


def test_one_that_is_not_built_says_how(database, rasa, tmp_path):
    for documentation in (None, tmp_path):
        web = Web(database, rasa, documentation=documentation).start()
        try:
            answer = get(web, "/docs")
            assert (answer.status_code, "make site" in answer.text) == (404, True)
            assert 'href="/docs/"' not in get(web, "/").text
        finally:
            web.stop()
