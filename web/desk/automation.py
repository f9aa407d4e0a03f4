"""Automation rules of a desk: in their order, in words, with a look at what each would have touched."""

from urllib.parse import quote

from starlette.responses import Response

from amends.desk.automation import actions, terms
from amends.desk.automation.actions import ActionKind
from amends.desk.automation.dry_run import dry_run
from amends.desk.automation.facts import Event
from amends.desk.automation.rules import MOST_ACTIONS, MOST_CONDITIONS, Rule, Rules, find, of_merchant, own_words
from amends.desk.automation.terms import TERMS
from amends.errors import CannotBeDone, NotFound
from web.desk.answers import chosen_merchant, merchant_of_form, merchants_of
from web.desk.queue import number_of
from web.desk.routing import Visit

HERE = "/desk/automation"


def show(visit: Visit) -> Response:
    """All of one desk, and the form for one more."""
    merchant = chosen_merchant(visit)
    context = visit.desk.context
    with context.database.read() as session:
        rules = of_merchant(session, merchant)
        own = own_words(session, context, merchant)
    typed = {word: {kept: shown for shown, kept in choices.items()} for word, choices in own.items()}
    return visit.render(
        "automation.html",
        rules=rules,
        events=tuple(Event),
        terms=TERMS,
        action_kinds=tuple(ActionKind),
        own=own,
        typed=typed,
        places=range(1, MOST_CONDITIONS + 1),
        steps=range(1, MOST_ACTIONS + 1),
        merchant=merchant,
        merchants=merchants_of(visit),
    )


def save(visit: Visit) -> Response:
    """A new one, or another text for the one that the address names."""
    merchant = merchant_of_form(visit)
    Rules(visit.desk.context).save(visit.actor, merchant, _typed(visit, merchant))
    return _done(visit, merchant, "rule_saved")


def try_out(visit: Visit) -> Response:
    """Which cases the rule of the form would have touched. It need not be kept, and nothing is changed."""
    merchant = merchant_of_form(visit)
    rule = _typed(visit, merchant)
    with visit.desk.context.database.read() as session:
        tried = dry_run(session, visit.desk.context, merchant, rule, visit.now)
    return visit.render("_tried.html", tried=tried, event=rule.event, zone=visit.zone(merchant))


def turn(visit: Visit) -> Response:
    rule, merchant = _rule(visit)
    Rules(visit.desk.context).turn(visit.actor, rule.id, on=bool(visit.form.one("on")))
    return _done(visit, merchant, "rule_turned")


def move(visit: Visit) -> Response:
    rule, merchant = _rule(visit)
    Rules(visit.desk.context).move(visit.actor, rule.id, up=bool(visit.form.one("up")))
    return _done(visit, merchant, "rule_moved")


def remove(visit: Visit) -> Response:
    rule, merchant = _rule(visit)
    Rules(visit.desk.context).remove(visit.actor, rule.id)
    return _done(visit, merchant, "rule_removed")


def _rule(visit: Visit) -> tuple[Rule, str]:
    found = number_of(visit.path("rule"))
    if not found:
        raise NotFound("There is no such rule.")
    with visit.desk.context.database.read() as session:
        return find(session, visit.actor, int(found))


def _typed(visit: Visit, merchant: str) -> Rule:
    """The rule of a form. CannotBeDone says what of it cannot be."""
    form, context = visit.form, visit.desk.context
    kept = number_of(form.one("rule"))
    with context.database.read() as session:
        own = own_words(session, context, merchant)
        if kept and find(session, visit.actor, int(kept))[1] != merchant:
            raise NotFound("There is no such rule.")
    if form.one("event") not in Event:
        raise CannotBeDone("Choose when the rule is tried.")
    conditions = tuple(
        terms.checked(form.one(f"term-{at}"), form.one(f"value-{at}"), negated=form.one(f"is-{at}") == "not", own=own)
        for at in range(1, MOST_CONDITIONS + 1)
        if form.one(f"term-{at}")
    )
    steps = tuple(
        actions.checked(form.one(f"do-{at}"), form.one(f"what-{at}"), own)
        for at in range(1, MOST_ACTIONS + 1)
        if form.one(f"do-{at}")
    )
    return Rule(form.one("name"), Event(form.one("event")), conditions, steps, int(kept or 0))


def _done(visit: Visit, merchant: str, said: str) -> Response:
    return visit.done(f"{HERE}?merchant={quote(merchant)}", said)
