"""The statutory withdrawal outside the chat, at /withdraw/<merchant>: a form, a look at it, one button, a receipt.

Plain pages that need no script, no account and no bot. They tell nobody whether an order exists: what a statement
matches is found out afterwards, and told by e-mail.
"""

import logging
import math
import re

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, PlainTextResponse
from starlette.concurrency import run_in_threadpool

from amends.errors import DatabaseUnavailable, TooManyRequests
from amends.policy.branding import Branding
from amends.withdrawals import statement
from amends.withdrawals.declaring import declare
from amends.withdrawals.model_form import model_form
from web.auth import deps_of, opened_from
from web.desk.form import Form
from web.languages import preferred
from web.plain_pages import PAGES
from web.problems import Problem
from web.withdrawal_page import Page, colours

router = APIRouter(include_in_schema=False)
log = logging.getLogger("amends.web")

TOKEN = re.compile(r"[\w-]{16,64}", re.ASCII)
SOON = {"Cache-Control": "public, max-age=300"}


@router.get("/pages/withdraw.css")
def style() -> FileResponse:
    """The style of the pages."""
    return FileResponse(PAGES / "withdraw.css", media_type="text/css", headers=SOON)


@router.get("/withdraw/{merchant}")
def show(merchant: str, request: Request) -> Response:
    """The empty form."""
    return _page(request, merchant, request.query_params.get("lang")).form()


@router.get("/withdraw/{merchant}/colours.css")
def show_colours(merchant: str, request: Request) -> Response:
    """The merchant's colours."""
    return Response(colours(_shown(request, merchant, None).branding), media_type="text/css", headers=SOON)


@router.get("/withdraw/{merchant}/form.txt")
def download_form(merchant: str, request: Request) -> Response:
    """The model withdrawal form."""
    page = _page(request, merchant, request.query_params.get("lang"))
    name = f"withdrawal-{merchant}-{page.language}.txt"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return PlainTextResponse(model_form(page.context, merchant, page.language), headers=headers)


@router.post("/withdraw/{merchant}")
async def check(merchant: str, request: Request) -> Response:
    """What will be sent, or the form with what is wrong."""
    form = await Form.read(request)
    page = _page(request, merchant, form.one("lang"))
    given, wrong = _read(form)
    return page.form(given, wrong) if wrong else page.check(given)


@router.post("/withdraw/{merchant}/change")
async def change(merchant: str, request: Request) -> Response:
    """The form again, with what was given."""
    form = await Form.read(request)
    return _page(request, merchant, form.one("lang")).form(_read(form)[0])


@router.post("/withdraw/{merchant}/confirm")
async def confirm(merchant: str, request: Request) -> Response:
    """Send the statement: the same form pressed again shows the same receipt."""
    form = await Form.read(request)
    page = _page(request, merchant, form.one("lang"))
    given, wrong = _read(form)
    token = form.one("token")
    if wrong or not TOKEN.fullmatch(token):
        return page.form(given, wrong) if wrong else page.check(given)
    if request.headers.get("sec-fetch-site") == "cross-site":
        return page.check(given, token, 403, page.say("elsewhere"))
    return await run_in_threadpool(_declare, request, page, given, token)


def _declare(request: Request, page: Page, given: statement.Statement, token: str) -> Response:
    deps = deps_of(request)
    sent_from = opened_from(request, deps)
    now = deps.clock()
    try:
        receipt = declare(page.context, page.merchant, given, page.language, now, token=token, sent_from=sent_from)
    except TooManyRequests as fault:
        told = page.say("too_many", minutes=math.ceil(fault.retry_after_s / 60), support=page.support)
        refused = page.refused(given, token, 429, told)
        refused.headers["Retry-After"] = str(fault.retry_after_s)
        return refused
    except DatabaseUnavailable as fault:
        log.error("withdrawal_not_kept", extra={"error": str(fault)})
        return page.refused(given, token, 503, page.say("not_now", support=page.support))
    return page.receipt(receipt)


def _read(form: Form) -> tuple[statement.Statement, dict[str, str]]:
    return statement.read(form.one("name"), form.one("contract"), form.one("email"))


def _page(request: Request, merchant: str, language: str | None) -> Page:
    """The merchant's pages for a withdrawal. Where no statute gives the right to one there are none."""
    page = _shown(request, merchant, language)
    if page.context.merchants[merchant].merchant.statute is None:
        raise Problem(404, "no-such-resource", "No such page", "This merchant's customers have no such right.")
    return page


def _shown(request: Request, merchant: str, language: str | None) -> Page:
    """A page of the merchant's in the language that was asked for, else in the browser's."""
    deps = deps_of(request)
    if deps.context is None or merchant not in deps.context.merchants:
        raise Problem(404, "no-such-resource", "No such page", "There is no merchant of this name here.")
    languages = deps.context.merchants[merchant].merchant.languages
    if language not in languages:
        language = preferred(request.headers.get("accept-language", ""), languages)
    return Page(deps.context, deps.brandings.get(merchant, Branding()), merchant, language)
