"""The pages of the help centre, and the list that the chat window searches."""

from dataclasses import replace

import httpx
import pytest

from amends.merchants import merchant_files
from amends.policy.loader import DEFAULT_FOLDER
from tests.web_desk.house import House

POLICY = "default-src 'none'"


@pytest.fixture(scope="module")
def articles():
    return merchant_files.load(DEFAULT_FOLDER).articles


@pytest.fixture
def helped(database, rasa, articles):
    """A web process with the articles that are shipped."""
    house = House(database, rasa)
    context = replace(house.context, articles=articles)
    house.web.deps = replace(
        house.web.deps,
        context=context,
        sentences=context.sentences,
        merchants={name: found.merchant for name, found in context.merchants.items()},
    )
    house.web.start()
    yield house.web
    house.web.stop()


def got(web, path, **more):
    return httpx.get(f"{web.url}{path}", timeout=60, trust_env=False, **more)


def test_the_home_goes_to_the_browsers_language_where_there_are_articles(helped):
    for accepts, language in (("nb-NO,en;q=0.5", "nb"), ("nl", "en"), ("", "en")):
        answer = got(helped, "/help/norrnet", headers={"Accept-Language": accepts})
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/help/norrnet/{language}"


def test_every_article_has_a_page_with_its_clauses(helped, articles):
    for merchant, library in articles.items():
        for language in library.languages():
            listed = got(helped, f"/help/{merchant}/{language}").text
            for article in library.of(language):
                path = f"/help/{merchant}/{language}/{article.slug}"
                assert f'href="{path}"' in listed
                page = got(helped, path)
                assert page.status_code == 200
                assert page.headers["content-security-policy"].startswith(POLICY)
                assert f'<html lang="{language}">' in page.text
                assert all(f"§ {clause} " in page.text for clause in article.clauses)
                assert "{" not in page.text


def test_what_is_searched_for_is_found_or_said_to_be_missing(helped):
    page = got(helped, "/help/norrnet/en", params={"words": "screenshot"}).text
    assert "proof-that-helps" in page
    assert "how-a-refund-arrives" not in page
    page = got(helped, "/help/norrnet/en", params={"words": "<script>zebra</script>"}).text
    assert "No article has these words" in page
    assert "<script" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/help/nobody", "/help/nobody/en", "/help/norrnet/nl", "/help/norrnet/fr", "/help/norrnet/en/none",
        "/help/norrnet/en/..%2f..%2fmerchant", "/help/norrnet/nl/proof-that-helps",
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_so(helped, path):
    assert got(helped, path).status_code == 404


def test_the_window_is_given_what_it_asks_for(helped):
    path = "/v1/merchants/norrnet/help"
    everything = got(helped, path, params={"language": "nb"}).json()["articles"]
    assert len(everything) == 4
    assert got(helped, everything[0]["path"]).status_code == 200
    (first, *_) = got(helped, path, params={"language": "nb", "words": "skjermbilde"}).json()["articles"]
    assert first["path"] == "/help/norrnet/nb/proof-that-helps"
    assert got(helped, path, params={"language": "nl"}).json()["articles"] == []
    assert got(helped, path, params={"language": "nb", "words": "zebra"}).json()["articles"] == []
    assert got(helped, "/v1/merchants/nobody/help", params={"language": "nb"}).status_code == 404
    assert got(helped, path, params={"language": "nb", "words": "x" * 201}).status_code == 422


def test_the_window_knows_in_which_languages_there_is_help(helped):
    assert got(helped, "/v1/merchants/norrnet/widget").json()["help"] == ["en", "nb", "sv", "de"]
    assert got(helped, "/v1/merchants/itnet/widget").json()["help"] == ["en", "nl"]


def test_without_articles_there_is_no_help(web):
    assert got(web, "/help/norrnet").status_code == 404
    assert got(web, "/v1/merchants/norrnet/help", params={"language": "en"}).json() == {"articles": []}
    assert got(web, "/v1/merchants/norrnet/widget").json()["help"] == []
