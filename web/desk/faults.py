"""Errors as staff read them: what did not happen, and what to do. No internals are shown."""

import logging
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from amends.accounts.errors import AccountError, SignInThrottled
from amends.errors import (
    BackendError,
    CannotBeDone,
    ColleagueHasIt,
    Conflict,
    DatabaseUnavailable,
    EvidenceUnavailable,
    ExceedsPaid,
    InvalidMessage,
    InvalidTransition,
    LedgerError,
    NotFound,
    NotPermitted,
    OrderChanged,
    RecordInvalid,
)
from web.desk.rendering import page

log = logging.getLogger("amends.web.desk")


class Refused(Exception):
    """This role may not do this."""


_SAID: tuple[tuple[type[Exception], int, str, str], ...] = (
    (Refused, 403, "You may not do this", "Your role does not include it. Ask a supervisor."),
    (NotFound, 404, "Not found", "It does not exist, or belongs to a merchant you do not work for."),
    (InvalidTransition, 409, "The case has moved on", "It is no longer in a state where this can be done."),
    (ExceedsPaid, 409, "More than can be returned", "The amount is above what was paid and not yet returned."),
    (OrderChanged, 409, "The order has changed", "It is not as it was decided on. Load the page, decide again."),
    (LedgerError, 409, "The ledger refuses this", "The case, its order and the decision no longer fit together."),
    (InvalidMessage, 422, "Nothing was sent", "The text is empty, too long, or contains characters that are not text."),
    (RecordInvalid, 502, "The order's record is wrong", "It does not fit its schema. Nothing was done."),
    (BackendError, 502, "The order system is not answering", "Nothing was done. Try again in a moment."),
    (EvidenceUnavailable, 503, "Files are out of reach for a moment", "Nothing else is lost. Try again in a moment."),
    (DatabaseUnavailable, 503, "Out of service for a moment", "Nothing was done. Try again in a moment."),
)


_BESIDE = {
    "reply": {
        "form": "answer-form",
        "field": "beside",
        "happened": "Nothing was sent.",
        "button": "Send it anyway",
    },
    "take-over": {
        "form": "take-over",
        "field": "taken_from",
        "happened": "Nothing was done.",
        "button": "Take it over",
    },
}
"""What can be done although a colleague has the chat, by the last part of its address."""


def known(fault: Exception, request: Request) -> Response | None:
    """The page of an error that was foreseen; None for any other: its text is for the log and not for staff."""
    if isinstance(fault, Conflict):
        kept = "What you typed is still here. " if "hx-request" in request.headers else ""
        text = f"{_sentence(fault)} Nothing was done. {kept}Load the page again, then go on from what it shows."
        return _said(request, 409, "Somebody was faster", text)
    if isinstance(fault, ColleagueHasIt):
        return _beside_a_colleague(request, fault)
    if isinstance(fault, NotPermitted):
        _log_refusal(request)
        return _said(request, 403, "You may not do this", f"{_sentence(fault)} Ask a supervisor.")
    if isinstance(fault, HTTPException) and fault.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return _said(request, 413, "That was too much at once", f"Nothing was done. {fault.detail}.")
    for kind, status, title, text in _SAID:
        if isinstance(fault, kind):
            if status >= 500:
                log.warning("desk_fault", extra={"error": str(fault)})
            if status == 403:
                _log_refusal(request)
            return _said(request, status, title, text)
    if isinstance(fault, SignInThrottled):
        return _said(request, 429, "Too many attempts", f"Try again in {-(-fault.retry_after_s // 60)} minutes.")
    if isinstance(fault, (CannotBeDone, AccountError)):
        return _said(request, 422, "That cannot be done", str(fault))  # written for the person who asked
    return None


def _log_refusal(request: Request) -> None:
    log.info("desk_refused", extra={"method": request.method, "path": request.url.path})


def _beside_a_colleague(request: Request, fault: ColleagueHasIt) -> HTMLResponse:
    """A question: whoever answers it with the button says by that whose chat they know it to be."""
    step = next((each for each in _BESIDE if request.url.path.endswith(f"/{each}")), "")
    if "hx-request" not in request.headers or not step:
        text = f"{fault} Nothing was done. Go back, and load the page of the case again."
        return _said(request, 409, "A colleague has the chat", text)
    return page("_beside.html", {"name": fault.name, "who": fault.who, **_BESIDE[step]}, 409)


def unforeseen(incident: str, request: Request) -> Response:
    text = f"Something went wrong here, and it was logged as incident {incident}."
    return _said(request, 500, "That did not work", text)


def not_our_page(request: Request) -> Response:
    """A forged form, or a page that was left open since before somebody signed in again."""
    text = "This form is not from your current session. Load the page again, then send it."
    return _said(request, 403, "Not accepted", text)


def no_such_page(request: Request) -> Response:
    return _said(request, 404, "Not found", "The desk has no page at this address.")


def wrong_method(request: Request, methods: set[str]) -> Response:
    """`methods` are those that it has."""
    answer = _said(request, 405, "Not this way", "This address cannot be opened like that. Go on from the queue.")
    answer.headers["Allow"] = ", ".join(sorted(methods))
    return answer


def unavailable(fault: Exception) -> Response:
    log.warning("desk_fault", extra={"error": str(fault)})
    return page("fault.html", {"title": "Out of service for a moment", "text": "Try again in a moment."}, 503)


def _sentence(fault: Exception) -> str:
    """The core's own words, as a sentence."""
    text = str(fault).rstrip(". ")
    return f"{text[:1].upper()}{text[1:]}."


def _said(request: Request, status: int, title: str, text: str) -> HTMLResponse:
    template = "_fault.html" if "hx-request" in request.headers else "fault.html"
    return page(template, {"title": title, "text": text}, status)
