"""The answer to a question that a customer got by e-mail, at /confirm/<case>/<proposal>: a page that needs no script.

Opening it does nothing, as mail programs open links by themselves: only a button does.
"""

import re
import secrets
from functools import cache

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.concurrency import run_in_threadpool

from amends.assistant.context import Context
from amends.assistant.linked_answers import LinkedAnswers, Question
from amends.errors import CannotBeDone, TooManyRequests, UnknownButton
from amends.languages import CODES
from amends.messages.say import Say
from web.auth import deps_of
from web.desk.form import Form
from web.languages import preferred
from web.paragraphs import blocks
from web.plain_pages import PAGES
from web.problems import Problem
from web.withdrawal_page import HEADERS

router = APIRouter(include_in_schema=False)
FORM = re.compile(r"[\w-]{16,40}", re.ASCII)
"""What each form that was shown is told by: two presses of one are one."""


@router.get("/confirm/{case}/{proposal}")
def show(case: str, proposal: str, request: Request) -> Response:
    """What is asked, with a button for each answer; or that it is not open any more."""
    question = LinkedAnswers(_context(request)).question(case, proposal)
    if question is None:
        return _elsewhere(request, case, proposal)
    return _page(request, question, case=case, proposal=proposal)


@router.post("/confirm/{case}/{proposal}")
async def answer(case: str, proposal: str, request: Request) -> Response:
    """Take the answer into the chat. The same press again is told that it is answered."""
    form = await Form.read(request)
    context = _context(request)
    question = await run_in_threadpool(LinkedAnswers(context).question, case, proposal)
    if question is None:
        return await run_in_threadpool(_elsewhere, request, case, proposal)
    if request.headers.get("sec-fetch-site") == "cross-site":
        return _page(request, question, case=case, proposal=proposal, status=403)
    given, now = form.one("answer"), deps_of(request).clock()
    shown = form.one("form") if FORM.fullmatch(form.one("form")) else secrets.token_urlsafe(16)
    try:
        conversation = await run_in_threadpool(LinkedAnswers(context).press, case, proposal, given, now, shown)
    except UnknownButton:
        return _over(request)
    except CannotBeDone:
        return _page(request, question, given=given, told="with_person", status=409)
    except TooManyRequests as fault:
        page = _page(request, question, case=case, proposal=proposal, status=429)
        page.headers["Retry-After"] = str(fault.retry_after_s)
        return page
    request.app.state.hub.notify(conversation)
    request.app.state.dispatcher.wake()
    return _page(request, question, given=question.buttons[given])


def _page(
    request: Request,
    question: Question,
    *,
    case: str = "",
    proposal: str = "",
    given: str = "",
    told: str = "thanks",
    status: int = 200,
) -> Response:
    context = _context(request)
    merchant = context.merchants[question.merchant].merchant
    words = {
        name: _say(context, said, question.language, answer=given, merchant=merchant.name)
        for name, said in (("title", "done_title" if given else "title"), ("thanks", told), ("next", "next"))
    }
    if told != "thanks":
        words["next"] = ""
    page = _template().render(
        words=words,
        question=question,
        blocks=blocks(question.text),
        merchant=merchant,
        action=f"/confirm/{case}/{proposal}?lang={question.language}",
        given=given,
        form=secrets.token_urlsafe(16),
    )
    return HTMLResponse(page, status, headers={**HEADERS, "Cache-Control": "no-store"})


def _elsewhere(request: Request, case: str, proposal: str) -> Response:
    """On to the question that is open in the case now, which is the one to answer; or that none is."""
    current = LinkedAnswers(_context(request)).current(case, proposal)
    if current is None:
        return _over(request)
    language = request.query_params.get("lang", "")
    query = f"?lang={language}" if language in CODES else ""
    return RedirectResponse(f"/confirm/{case}/{current}{query}", 303, headers={"Cache-Control": "no-store"})


def _over(request: Request) -> Response:
    """That nothing is asked here. It tells nothing of any case, as whoever has no link could ask as well."""
    context = _context(request)
    language = request.query_params.get("lang", "")
    if language not in CODES:
        language = preferred(request.headers.get("accept-language", ""), CODES)
    words = {"title": _say(context, "over_title", language), "thanks": _say(context, "over", language), "next": ""}
    page = _template().render(
        words=words,
        question=Question("", language, "", {}),
        blocks=(),
        merchant=None,
        action="",
        given="over",
        form="",
    )
    return HTMLResponse(page, 410, headers={**HEADERS, "Cache-Control": "no-store"})


def _say(context: Context, name: str, language: str, **args: str) -> str:
    return context.sentences.text(Say(f"utter_confirm_page_{name}", args), language)


def _context(request: Request) -> Context:
    context = deps_of(request).context
    if context is None:
        raise Problem(404, "no-such-resource", "No such page", "There is no such page here.")
    return context


@cache
def _template() -> Template:
    pages = Environment(loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined)
    return pages.get_template("confirm.html")
