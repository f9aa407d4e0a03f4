"""Prepared answers of a merchant: read by everybody at its desk, written by those who lead it."""

from urllib.parse import quote

from starlette.responses import Response

from amends.accounts import account
from amends.desk.prepared.answers import PreparedAnswers, of_merchant
from amends.errors import CannotBeDone, NotFound
from amends.merchants.desk_rules import PLACEHOLDERS
from web.desk.routing import Visit

HERE = "/desk/answers"


def show(visit: Visit) -> Response:
    """All of one merchant, with the forms to change them."""
    context = visit.desk.context
    merchant = chosen_merchant(visit)
    with context.database.read() as session:
        answers = of_merchant(session, merchant, context.desk(merchant))
        names = account.names(session)
    languages = context.merchants[merchant].merchant.languages
    q = visit.query("find").casefold()
    found = [each for each in answers if q in " ".join([each.name, *each.labels, *each.texts.values()]).casefold()]
    return visit.render(
        "answers.html",
        answers=found,
        total=len(answers),
        q=visit.query("find"),
        names=names,
        languages=languages,
        placeholders=PLACEHOLDERS,
        merchant=merchant,
        merchants=merchants_of(visit),
        zone=visit.zone(merchant),
    )


def add(visit: Visit) -> Response:
    """A new one."""
    merchant = merchant_of_form(visit)
    form = visit.form
    PreparedAnswers(visit.desk.context).add(
        visit.actor, merchant, form.one("name"), _texts(visit), form.one("labels").split(",")
    )
    return _done(visit, merchant, "answer_added")


def save(visit: Visit) -> Response:
    """Another text for one that there is."""
    merchant = merchant_of_form(visit)
    form = visit.form
    PreparedAnswers(visit.desk.context).save(
        visit.actor, merchant, visit.path("answer"), _texts(visit), form.one("labels").split(","), seen=form.one("seen")
    )
    return _done(visit, merchant, "answer_saved")


def hide(visit: Visit) -> Response:
    """No longer offered."""
    merchant = merchant_of_form(visit)
    answers = PreparedAnswers(visit.desk.context)
    answers.hide(visit.actor, merchant, visit.path("answer"), seen=visit.form.one("seen"))
    return _done(visit, merchant, "answer_hidden")


def as_in_file(visit: Visit) -> Response:
    """The file's again."""
    merchant = merchant_of_form(visit)
    answers = PreparedAnswers(visit.desk.context)
    answers.as_in_file(visit.actor, merchant, visit.path("answer"), seen=visit.form.one("seen"))
    return _done(visit, merchant, "answer_as_in_file")


def merchants_of(visit: Visit) -> list[tuple[str, str]]:
    """Id and name of each merchant that the person works for."""
    known = visit.desk.context.merchants
    return [(each, known[each].merchant.name) for each in sorted(visit.actor.merchants & set(known))]


def chosen_merchant(visit: Visit) -> str:
    """The one that the page is asked for, otherwise the first of them. NotFound for whoever works for none."""
    merchants = [each for each, _ in merchants_of(visit)]
    if not merchants:
        raise NotFound("There is no such merchant.")
    return visit.query("merchant") if visit.query("merchant") in merchants else merchants[0]


def merchant_of_form(visit: Visit) -> str:
    """The one that a form is about. CannotBeDone where it names none, NotFound where it is none of theirs."""
    wanted = visit.form.one("merchant")
    if not wanted:
        raise CannotBeDone("Choose the merchant.")
    if wanted not in {each for each, _ in merchants_of(visit)}:
        raise NotFound("There is no such merchant.")
    return wanted


def _texts(visit: Visit) -> dict[str, str]:
    """By language, as they were typed: a browser ends lines with CR LF."""
    begin = "text-"
    return {
        name.removeprefix(begin): value.replace("\r\n", "\n")
        for name, value in visit.form.fields
        if name.startswith(begin)
    }


def _done(visit: Visit, merchant: str, said: str) -> Response:
    return visit.done(f"{HERE}?merchant={quote(merchant)}", said)
