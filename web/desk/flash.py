"""What a page says after something was done, once, to whoever did it: a closed list of sentences.

Which of them comes next is in a cookie that goes with the next page at that address and for that person only: no
address can put words on a page, and none says them again to whoever opens it later.
"""

from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "__Host-amends-said"
HOLDS_S = 60
"""The page that is gone to comes within moments."""

TOLD = {
    "claimed": "The case is yours.",
    "transferred": "The case was transferred.",
    "taken": "You have the chat. The bot is silent until you hand it back.",
    "handed": "The bot has the chat again.",
    "identified": "The case is matched with the customer and the order.",
    "asked": "The bot will ask the customer for it and bring the case back.",
    "decided": "Decided, and the customer has been told. What it grants goes through the ledger.",
    "denied": "Denied, and the customer has been told.",
    "offered": "Offered to the customer. Nothing is done before they accept; if they decline, the case comes back.",
    "waits": "This is above your limit. A second person has to approve it; nothing has been done yet.",
    "issue": "The issue was changed. What the policy says of it stands under Decision.",
    "approved": "Approved, and the customer has been told. What it grants goes through the ledger.",
    "refused": "Refused. Nothing was done.",
    "expired": "The case has changed since this was asked for, so it can no longer be approved. Decide it again.",
    "noted": "The note was added.",
    "labelled": "The labels were changed.",
    "opened": "The case is open, and yours.",
    "macro_added": "The macro was added. It can be run on every case of this desk.",
    "macro_removed": "The macro is gone.",
    "macro_run": "All steps of the macro were done.",
    "team_set": "The case is that team's.",
    "team_added": "The team was made. Choose its people.",
    "team_saved": "The team was saved.",
    "team_removed": "The team is gone. Its cases stay whose they are.",
    "work_saved": "What they take on was saved.",
    "away": "You are away: nothing is given to you by itself. What you have stays yours.",
    "back": "You are back: cases are given to you again.",
    "rule_saved": "The rule was saved. It is tried from here on.",
    "rule_turned": "The rule was changed.",
    "rule_moved": "The rules are tried in the new order.",
    "rule_removed": "The rule is gone. What it did stays done.",
    "prioritized": "The priority was changed.",
    "snoozed": "The case is put off. It comes back then, when the customer writes, or when an answer is due.",
    "woken": "The case is among the work to do again.",
    "view_saved": "The view is saved. It stands behind the tabs.",
    "view_removed": "The view is gone. The cases are where they were.",
    "bulk": "Done for all of the chosen cases.",
    "closed": "The case is closed.",
    "reopened": "The case is open again.",
    "merged": "The case was merged.",
    "sent": "The answer was sent.",
    "answer_added": "The answer was added. It can be used at once.",
    "answer_saved": "The answer was saved. It is offered as it is now from here on.",
    "answer_hidden": "The answer is no longer offered.",
    "answer_as_in_file": "The answer of canned.yml is offered again.",
    "password_changed": "The password was changed. Everywhere else you are signed out.",
    "second_factor_on": "The second factor is on. The next sign-in asks for a code of your app.",
    "second_factor_off": "The second factor is off. The password alone lets you in.",
    "passkey_added": "The passkey was added. From now on the password alone does not let you in.",
    "passkey_removed": "The passkey is removed.",
    "person_added": "The account was made, and the letter with the link is on its way.",
    "person_changed": "The account was changed.",
    "person_disabled": "The account is disabled. Whatever was signed in has ended.",
    "person_enabled": "The account may sign in again.",
    "link_sent": "The letter with the link is on its way.",
    "factor_ended": "The second factor is off. The password alone lets them in until they set up an app again.",
    "token_revoked": "The token is revoked. Whatever uses it is refused from now on.",
    "webhook_changed": "The webhook was changed. The next call goes by it.",
    "webhook_tested": "A test is on its way. Its end stands among the last calls within moments.",
    "webhook_off": "The webhook is off. Nothing is told there.",
    "webhook_on": "The webhook is on. What happens from now on is told there.",
    "webhook_removed": "The webhook is gone, with its secret.",
    "webhook_again": "The call is on its way again.",
    "scored": "Your assessment is kept.",
    "report_asked": "You get the report from the next time on.",
    "report_ended": "You get this report no more.",
    "filed": "The sentence is off the list.",
    "put_back": "The sentence is on the list again.",
}


def keep(response: Response, said: str, person: str, where: str) -> None:
    """Have it said on the next page at `where`, an address with or without a query, to that person."""
    value = quote(f"{said} {person} {where.partition('?')[0]}", safe="")
    response.set_cookie(COOKIE, value, max_age=HOLDS_S, path="/", secure=True, httponly=True, samesite="strict")


def kept(request: Request, person: str) -> str:
    """The sentence that this page is to say; empty for none."""
    said, who, where = ([*unquote(request.cookies.get(COOKIE, "")).split(" ", 2), "", "", ""])[:3]
    return TOLD.get(said, "") if (who, where) == (person, request.url.path) else ""


def forget(response: Response) -> None:
    """It has been said."""
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")
