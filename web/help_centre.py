"""The help centre: a merchant's articles as plain pages at /help/<merchant>, and as a list for the chat window."""

from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import BaseModel

from amends.articles.article import Article
from amends.articles.library import Library
from amends.assistant.context import Context
from amends.messages.say import Say
from amends.policy.branding import Branding
from web.auth import Deps, deps_of
from web.conversations import merchant_of, offers
from web.deps import WebDeps
from web.languages import preferred
from web.openapi import problems
from web.plain_pages import PAGES
from web.problems import Problem
from web.schemas import Language

router = APIRouter()

SOON = "public, max-age=300"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
MOST_WORDS = 200
"""Characters that are searched for."""


class HelpArticle(BaseModel):
    """`path` is its page on this server."""

    title: str
    summary: str
    path: str


class HelpArticles(BaseModel):
    """The best first, where words were given; all of them otherwise."""

    articles: list[HelpArticle]


@router.get("/v1/merchants/{merchant_id}/help", tags=["window"], responses=problems(404, 409, 422))
def search_help(
    merchant_id: str,
    deps: Deps,
    language: Language,
    words: Annotated[str, Query(max_length=MOST_WORDS)] = "",
) -> HelpArticles:
    """The merchant's help articles in a language, or those that are about some words."""
    offers(merchant_of(deps, merchant_id), language)
    found = _found(_library(deps, merchant_id), language, words)
    return HelpArticles(
        articles=[HelpArticle(title=each.title, summary=each.summary, path=_path(merchant_id, each)) for each in found]
    )


@router.get("/pages/help.css", include_in_schema=False)
def style() -> FileResponse:
    """What the pages have beside the style that they share."""
    return FileResponse(PAGES / "help.css", media_type="text/css", headers={"Cache-Control": SOON})


@router.get("/help/{merchant}", include_in_schema=False)
def home(merchant: str, request: Request) -> Response:
    """The list, in the browser's language."""
    deps = deps_of(request)
    languages = tuple(_library_or_none(deps, merchant).languages())
    language = preferred(request.headers.get("accept-language", ""), languages)
    return RedirectResponse(f"/help/{merchant}/{language}", 303, headers={"Vary": "Accept-Language"})


@router.get("/help/{merchant}/{language}", include_in_schema=False)
def index(merchant: str, language: str, request: Request, words: str = "") -> Response:
    """All articles, or those about `words`."""
    deps = deps_of(request)
    library = _library_or_none(deps, merchant)
    if language not in library.languages():
        raise _none()
    words = words.strip()[:MOST_WORDS]
    return _page(
        deps, merchant, language, tuple(library.languages()), found=_found(library, language, words), words=words
    )


@router.get("/help/{merchant}/{language}/{slug}", include_in_schema=False)
def show(merchant: str, language: str, slug: str, request: Request) -> Response:
    """One article."""
    deps = deps_of(request)
    library = _library_or_none(deps, merchant)
    article = library.find(language, slug)
    if article is None:
        raise _none()
    return _page(deps, merchant, language, tuple(library.languages(slug)), article=article)


def _found(library: Library, language: str, words: str) -> Sequence[Article]:
    if not words.strip():
        return library.of(language)
    return [found.article for found in library.index(language).find(words)]


def _path(merchant: str, article: Article) -> str:
    return f"/help/{merchant}/{article.language}/{article.slug}"


def _library(deps: WebDeps, merchant: str) -> Library:
    return Library() if deps.context is None else deps.context.library(merchant)


def _library_or_none(deps: WebDeps, merchant: str) -> Library:
    """The merchant's articles, or the problem that there are none."""
    library = _library(deps, merchant)
    if merchant not in deps.merchants or not any(library.languages()):
        raise _none()
    return library


def _page(deps: WebDeps, merchant: str, language: str, languages: Sequence[str], **values: Any) -> HTMLResponse:
    context = deps.context
    assert context is not None  # there are articles
    article: Article | None = values.get("article")

    def say(name: str, /, **args: Any) -> str:
        return context.sentences.text(Say(f"utter_help_page_{name}", args), language)

    page = (
        _templates()
        .get_template("help.html")
        .render(
            say=say,
            language=language,
            languages_label=context.sentences.text(Say("utter_withdraw_page_languages"), language),
            languages=[(each, _name_of(context, each)) for each in languages],
            merchant=context.merchants[merchant].merchant,
            logo=f"/v1/merchants/{merchant}/logo" if deps.brandings.get(merchant, Branding()).logo else None,
            clauses=_clauses(context, merchant, article, language),
            **{"article": None, "found": (), "words": "", "most": MOST_WORDS, **values},
        )
    )
    return HTMLResponse(page, headers={"Content-Security-Policy": POLICY, "Cache-Control": SOON})


def _clauses(context: Context, merchant: str, article: Article | None, language: str) -> list[tuple[str, str]]:
    """Number and heading of each clause that an article rests on."""
    known = context.merchants[merchant].newest.clauses
    return [] if article is None else [(each, known[each].heading[language]) for each in article.clauses]


def _name_of(context: Context, language: str) -> str:
    return context.sentences.text(Say("utter_withdraw_page_language"), language)


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined)


def _none() -> Problem:
    return Problem(404, "no-such-resource", "No such page", "This merchant has no such help article.")
