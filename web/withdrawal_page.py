"""What the pages for the statutory withdrawal look like: a merchant's, in one language."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from amends.assistant.context import Context
from amends.messages import moments
from amends.messages.say import Say
from amends.policy.branding import Branding, ink_on
from amends.withdrawals import statement
from amends.withdrawals.declaring import Receipt
from amends.withdrawals.statement import Statement
from web.plain_pages import PAGES

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
}
NOTHING = Statement("", "", "")
MOST = {"name": statement.NAME, "contract": statement.CONTRACT, "email": statement.EMAIL}


@dataclass(frozen=True)
class Page:
    """`branding` is that of the merchant's chat window."""

    context: Context = field(repr=False)
    branding: Branding
    merchant: str
    language: str

    def form(self, given: Statement = NOTHING, wrong: Mapping[str, str] | None = None) -> HTMLResponse:
        """The form, with what was given, and with what is wrong in it by field."""
        words = {
            field: self.say(f"error_{field}_{fault}", **({"most": MOST[field]} if fault == "long" else {}))
            for field, fault in (wrong or {}).items()
        }
        return self._show(422 if words else 200, given=given, wrong=words)

    def check(self, given: Statement, token: str | None = None, status: int = 200, trouble: str = "") -> HTMLResponse:
        """What will be sent, and the button. A new look has a new `token`: its button counts once."""
        return self._show(status, given=given, token=token or secrets.token_urlsafe(24), trouble=trouble)

    def refused(self, given: Statement, token: str, status: int, trouble: str) -> HTMLResponse:
        """The same where nothing could be sent: with the statement as an e-mail of the customer's own, which counts."""
        words = {"name": given.name, "contract": given.contract}
        body = f"{self.say('statement', **words)}\n{given.email}"
        by_mail = f"mailto:{quote(self.support, safe='@')}?subject={quote(self.say('label'))}&body={quote(body)}"
        return self._show(status, given=given, token=token, trouble=trouble, by_mail=by_mail)

    def receipt(self, receipt: Receipt) -> HTMLResponse:
        """That it was sent."""
        zone = self.context.merchants[self.merchant].merchant.zone
        return self._show(200, receipt=receipt, at=moments.stamp(receipt.at, zone, self.language))

    def say(self, name: str, /, **args: Any) -> str:
        """A sentence of the page."""
        return self.context.sentences.text(Say(f"utter_withdraw_page_{name}", args), self.language)

    @property
    def support(self) -> str:
        return self.context.merchants[self.merchant].merchant.support_email

    def _show(self, status: int, **values: Any) -> HTMLResponse:
        merchant = self.context.merchants[self.merchant].merchant
        shown = {"given": NOTHING, "wrong": {}, "trouble": "", "by_mail": "", "token": None, "receipt": None, "at": ""}
        page = _template().render(
            say=self.say,
            language=self.language,
            language_name=self._language_name,
            merchant=merchant,
            logo=f"/v1/merchants/{merchant.id}/logo" if self.branding.logo else None,
            example=merchant.order_numbers.example,
            most=MOST,
            **{**shown, **values},
        )
        return HTMLResponse(page, status, headers=HEADERS)

    def _language_name(self, language: str) -> str:
        return self.context.sentences.text(Say("utter_withdraw_page_language"), language)


def colours(branding: Branding) -> str:
    """The merchant's colours for the page's style, light and dark."""
    light = f"--brand: {branding.colour}; --brand-ink: {ink_on(branding.colour)};"
    dark = f"--brand: {branding.colour_dark}; --brand-ink: {ink_on(branding.colour_dark)};"
    return f":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"


@cache
def _template() -> Template:
    pages = Environment(loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined)
    return pages.get_template("withdraw.html")
