"""Macros of a desk: written on a page of their own, looked at and run on the page of a case."""

from urllib.parse import quote

from starlette.responses import Response

from amends.assistant.context import Context
from amends.desk.macro_steps import MOST, WITH_VALUE, Step, StepKind
from amends.desk.macros import Macros, of_merchant
from amends.desk.prepared.answers import of_merchant as answers_of
from amends.errors import CannotBeDone, NotFound
from web.desk.answers import chosen_merchant, merchant_of_form, merchants_of
from web.desk.routing import Visit

HERE = "/desk/macros"
MOST_DIGITS = 9


def show(visit: Visit) -> Response:
    """All of one desk, and the form for one more."""
    context, merchant = visit.desk.context, chosen_merchant(visit)
    with context.database.read() as session:
        macros = of_merchant(session, merchant)
        answers = [each.name for each in answers_of(session, merchant, context.desk(merchant)) if each.texts]
    return visit.render(
        "macros.html",
        macros=macros,
        answers=answers,
        kinds=tuple(StepKind),
        with_value=WITH_VALUE,
        most=MOST,
        merchant=merchant,
        merchants=merchants_of(visit),
    )


def add(visit: Visit) -> Response:
    """The steps in the order in which they stand on the form; those without a kind are left out."""
    merchant, form = merchant_of_form(visit), visit.form
    steps = []
    for at in range(1, MOST + 1):
        kind = form.one(f"kind-{at}")
        if kind and kind not in StepKind:
            raise CannotBeDone("Choose what each step does.")
        if kind:
            steps.append(Step(StepKind(kind), form.one(f"value-{at}")))
    Macros(visit.desk.context).add(visit.actor, merchant, form.one("name"), steps)
    return visit.done(f"{HERE}?merchant={quote(merchant)}", "macro_added")


def remove(visit: Visit) -> Response:
    Macros(visit.desk.context).remove(visit.actor, _id(visit.path("macro")))
    return visit.done(HERE, "macro_removed")


def preview(visit: Visit) -> Response:
    """What the chosen one would do to this case."""
    if not visit.query("macro"):
        return visit.render("_macro.html", preview=None, number=visit.path("number"))
    found = Macros(visit.desk.context).preview(visit.actor, visit.path("number"), _id(visit.query("macro")))
    return visit.render("_macro.html", preview=found, number=visit.path("number"))


def run(visit: Visit, context: Context, number: str) -> str:
    """Do what was looked at."""
    Macros(context).run(visit.actor, number, _id(visit.form.one("macro")), seen=visit.form.one("seen_macro"))
    return "macro_run"


def _id(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS):
        raise NotFound("There is no such macro.")
    return int(typed)
