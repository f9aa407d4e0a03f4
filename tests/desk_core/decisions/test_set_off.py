"""A set-off counts against what the customer owes: never without a debt, never above it, and told as what it is."""

from dataclasses import replace

import pytest

from amends.cases.status import CaseStatus
from amends.desk.decisions.service import ManualDecisions
from amends.errors import CannotBeDone
from amends.orders.order import Order
from tests.desk_core.scene import ANNA, RULES, STEN, Desk, nok
from tests.remedies.scene import an_order

OWN_WORDS = {
    "en": ("set NOK\N{NO-BREAK SPACE}30.00 off against", "NOK\N{NO-BREAK SPACE}30.00 has been set off against"),
    "nl": ("verrekenen NOK\N{NO-BREAK SPACE}30,00 met", "NOK\N{NO-BREAK SPACE}30,00 is verrekend met"),
    "nb": ("motregner 30,00\N{NO-BREAK SPACE}kr i", "30,00\N{NO-BREAK SPACE}kr er motregnet i"),
}
OF_A_CREDIT = ("credit", "tegoed", "tilgodehavende", "added to your account", "bijgeschreven", "lagt til")


def owing(outstanding):
    """A desk whose merchant may set off, with a paid order of 490.00 whose customer owes `outstanding`."""

    def desk(database):
        account = {} if outstanding is None else {"account": {"id": "ac_1", "outstanding": nok(outstanding).as_json()}}
        made = Desk(database, Order.from_json({**an_order("490.00").document, **account}))
        rules = replace(RULES["norrnet"], set_off_clause="6")
        made.rulings = ManualDecisions(replace(made.context, desks={**RULES, "norrnet": rules}))
        made.approvals = replace(made.approvals, rulings=made.rulings)
        return made

    return desk


def set_off(desk, number, amount, who=ANNA):
    return desk.decides.set_off(who, number, amount=nok(amount), reason_code="other")


@pytest.mark.parametrize(
    ("outstanding", "amount", "told"),
    [
        (None, "10.00", "do not say what the customer owes, so nothing can be set off"),
        ("0.00", "10.00", "The customer owes nothing, so there is nothing to set off"),
        ("30.00", "30.01", "The customer owes NOK\N{NO-BREAK SPACE}30.00, so no more than that"),
    ],
)
def test_what_is_not_owed_is_not_set_off(database, outstanding, amount, told):
    desk = owing(outstanding)(database)
    number = desk.reviewed()
    with pytest.raises(CannotBeDone, match=told):
        set_off(desk, number, amount)
    assert desk.remedies() == []
    assert desk.status(number) == CaseStatus.REVIEW
    assert desk.mails() == []


@pytest.mark.parametrize("language", OWN_WORDS)
def test_it_is_told_as_a_set_off_in_the_chat_and_by_mail_when_decided_and_when_done(database, language):
    desk = owing("30.00")(database)
    number = desk.reviewed(language=language)
    set_off(desk, number, "30.00")
    desk.work()
    assert [(r.kind, r.amount_minor, r.state) for r in desk.remedies()] == [("credit", 3000, "confirmed")]
    decided, done = OWN_WORDS[language]
    said = desk.said(number)
    assert sum(decided in text for text in said) == 1
    assert sum(done in text for text in said) == 1
    mails = [mail.text for mail in desk.mails()]
    assert len(mails) == 1  # what is granted is written of once, when it is done
    assert done in mails[0]
    heard = " ".join([*said, *mails]).lower()
    assert not [word for word in OF_A_CREDIT if word in heard]


def test_what_was_set_off_is_owed_no_more(database):
    desk = owing("30.00")(database)
    number = desk.reviewed()
    set_off(desk, number, "20.00")
    other = desk.reviewed()
    with pytest.raises(CannotBeDone, match=r"owes NOK.10\.00, so no more"):  # it is on its way
        set_off(desk, other, "10.01")
    desk.work()
    with pytest.raises(CannotBeDone, match=r"owes NOK.10\.00, so no more"):  # the order system has it
        set_off(desk, other, "10.01")
    set_off(desk, other, "10.00")
    desk.work()
    assert desk.backend.order("NN-10023").account_outstanding == nok("0.00")
    with pytest.raises(CannotBeDone, match="owes nothing"):
        set_off(desk, desk.reviewed(), "1.00")


def test_the_second_person_cannot_approve_what_was_paid_meanwhile(database):
    desk = owing("300.00")(database)
    strict = replace(RULES["norrnet"], set_off_clause="6", limits={})
    desk.rulings = ManualDecisions(replace(desk.context, desks={**RULES, "norrnet": strict}))
    desk.approvals = replace(desk.approvals, rulings=desk.rulings)
    number = desk.reviewed()
    asked = set_off(desk, number, "300.00")
    assert asked.waits
    desk.backend.put(Order.from_json({**desk.order.document, "account": {"outstanding": nok("0.00").as_json()}}))
    with pytest.raises(CannotBeDone, match="owes nothing"):
        desk.approvals.approve(STEN, asked.approval_id)
    assert desk.remedies() == []
