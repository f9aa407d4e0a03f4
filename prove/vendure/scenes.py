"""What is tried on the real shop, one scene after another."""

import tempfile
from pathlib import Path

from amends.errors import BackendError
from amends.orders.backend import RemedyCall
from faults.breakages import reset, reset_after
from faults.proxy import Rule
from prove.installation import Installation
from prove.taking_part import kr, nok
from prove.vendure.proof import NUMBERS, Proof, asks_for_money, orders
from prove.vendure.shop import EMAIL

BOTH_PAYMENTS = [{"method": "card", "metadata": {"redirected": True, "taken": 49500}}] * 2
BY_CARD = [{"method": "card", "metadata": {}}]
BY_INVOICE = [{"method": "invoice", "metadata": {}}]


def paid_twice(proof: Proof) -> None:
    told, owner = proof.told, proof.owner
    told.heading("An order is paid twice, and the answer to its refund is lost")
    number = proof.customer().order([(proof.variants["VPN-1"], 1)], BOTH_PAYMENTS)
    told.holds("An order whose payment is not known yet is read as unpaid", len(proof.order(number).captured), 0)
    for paid in owner.order(number)["payments"]:
        owner.settle_payment(paid["id"])
    order = proof.order(number)
    told.holds("Vendure keeps the order as", owner.order(number)["state"], "PaymentSettled")
    told.holds("Paid", [kr(each.amount) for each in order.captured], ["NOK 495.00"] * 2)
    told.holds("Of that too much", kr(order.duplicate_amount), "NOK 495.00")
    told.holds("The customer is found by the address", len(proof.amends.backend.orders_of(EMAIL.upper())), 1)
    chat, said = proof.amends.chat(), f"I paid twice for order {number}. {EMAIL}"
    told.saw(f"«{said}»")
    told.holds("Amends asks for a yes", chat.say(said, "duplicate_payment"), ["confirm"])
    chat.agree()
    lost = proof.proxy.add(Rule(asks_for_money, reset_after))
    proof.amends.work()
    told.holds("The refund was asked for, and its answer lost", lost.broken, 1)
    told.holds("Amends has it as", proof.amends.remedies(), [("refund", "NOK 495.00", "confirmed")])
    told.holds("Vendure lists", [each["total"] for each in owner.refunds(number)], [49500])
    told.holds("The bank paid back", proof.bank.paid(), [49500])
    chat.say(said, "duplicate_payment")
    chat.agree()
    proof.amends.work()
    told.holds("Asked for again in the chat, the bank paid back", proof.bank.paid(), [49500])
    told.holds("What is left of the payments", [kr(each.remaining) for each in proof.order(number).captured],
               ["NOK 495.00", "NOK 0.00"])  # fmt: skip


def without_care(proof: Proof) -> None:
    told, owner = proof.told, proof.owner
    told.heading("What Vendure does by itself")
    number = one_order(proof)
    payment = owner.order(number)["payments"][0]["id"]
    for _ in range(2):
        owner.refund(payment, 100, "amends:the-same-key")
    told.holds("The same refund with the same reason twice is made", [each["total"] for each in owner.refunds(number)],
               [100, 100])  # fmt: skip
    told.holds("More than is left is answered by", owner.refund(payment, 49500, "x")["__typename"], "RefundAmountError")
    told.holds("A key that stands at two refunds is told, and mended by nobody",
               proof.outcome(proof.refund("the-same-key", proof.order(number), "1.00")), "BackendInvalid")  # fmt: skip


def doubts(proof: Proof) -> None:
    told, owner, bank = proof.told, proof.owner, proof.bank
    told.heading("Doubts")
    order = proof.order(one_order(proof))
    payment = order.captured[0].id
    call = proof.refund("never-there", order, "10.00")
    proof.proxy.add(Rule(asks_for_money, reset))
    told.holds("A refund that never reached the shop is in doubt", proof.outcome(call), "BackendUncertain")
    told.holds("It is not sent again from here", proof.outcome(call), "BackendUncertain")
    told.holds("The bank paid back", bank.paid(payment), [])
    for note in owner.notes(order.number):
        told.saw(f"A person looks, and deletes the note «{note['data']['note'][:24]}…»")
        owner.forget(note["id"])
    told.holds("Then it is sent", proof.outcome(call), "a receipt")
    told.holds("The bank paid back", bank.paid(payment), [1000])
    bank.behave("dies", so=True)
    dead = proof.refund("paid-and-forgotten", proof.order(order.number), "20.00")
    told.holds(
        "The bank pays, its answer is lost, and Vendure forgets: Amends says", proof.outcome(dead), "BackendUncertain"
    )
    bank.behave("dies", so=False)
    told.holds("Vendure lists", [each["total"] for each in owner.refunds(order.number)], [1000])
    told.holds("Asked for again, Amends says", proof.outcome(dead), "BackendUncertain")
    told.holds("The bank paid back", bank.paid(payment), [1000, 2000])
    bank.behave("fails", so=True)
    failing = proof.refund("refused-by-the-bank", proof.order(order.number), "30.00")
    told.holds("A refund that the bank refuses at once is listed, and told", proof.outcome(failing), "a receipt")
    bank.behave("fails", so=False)
    states = [each.status for each in proof.order(order.number).captured[0].refunds]
    told.holds("Amends reads its refunds as", sorted(states), ["failed", "succeeded"])


def by_line(proof: Proof) -> None:
    told, owner = proof.told, proof.owner
    told.heading("Lines")
    variants = proof.variants
    number = proof.customer().order([(variants["VPN-1"], 1), (variants["GIFT-3"], 3)], BY_CARD)
    order = proof.order(number)
    vpn, gift = order.items or ()
    told.holds("The lines", [(each.name, kr(each.amount)) for each in (vpn, gift)],
               [("VPN for a year", "NOK 490.00"), ("Gift box", "NOK 300.00")])  # fmt: skip
    shares = ((gift.id, nok("200.00")), (vpn.id, nok("49.00")))
    call = proof.refund("lines", order, "249.00", items=shares)
    told.holds("Two of three boxes and a tenth of the other", proof.outcome(call), "a receipt")
    lines = [(each["orderLineId"], each["quantity"]) for each in owner.refunds(number)[0]["lines"]]
    told.holds("Vendure keeps the boxes with the refund, and no part of a piece", lines, [(gift.id, 2)])
    again = proof.order(number)
    went_back = [kr(each.refunded) for each in again.items or ()]
    told.holds("Amends reads what went back of each line", went_back, ["NOK 0.00", "NOK 200.00"])
    more = proof.refund("more", again, "100.01", items=((gift.id, nok("100.01")),))
    told.holds("More than is left of a line", proof.outcome(more), "BackendRefused exceeds_item")


def by_hand(proof: Proof) -> None:
    told, owner = proof.told, proof.owner
    told.heading("A method of payment that a person pays back by hand")
    number = proof.customer().order([(proof.variants["VPN-1"], 1)], BY_INVOICE)
    told.holds("Amends says", proof.outcome(proof.refund("by-hand", proof.order(number), "495.00")), "a receipt")
    (made,) = owner.refunds(number)
    told.holds("Vendure has it as", made["state"], "Pending")
    told.holds("It counts as away", kr(proof.order(number).captured[0].remaining), "NOK 0.00")
    owner.settle_refund(made["id"])
    told.holds("Settled by hand, it reads", proof.order(number).captured[0].refunds[0].status, "succeeded")


def cancelled(proof: Proof) -> None:
    told, owner = proof.told, proof.owner
    told.heading("Cancelling")
    number = one_order(proof)
    call = RemedyCall("end", "cancellation", number)
    told.holds("Amends says", proof.outcome(call), "a receipt")
    told.holds("The same again", proof.outcome(call), "a receipt")
    told.holds(
        "Another", proof.outcome(RemedyCall("end-2", "cancellation", number)), "BackendRefused already_cancelled"
    )
    theirs, order = owner.order(number), proof.order(number)
    told.holds("Vendure has it as", (theirs["state"], theirs["totalWithTax"]), ("Cancelled", 500))
    told.holds("It paid nothing back by itself", owner.refunds(number), [])
    told.holds("Amends reads what it cost when it was bought", kr(order.total), "NOK 495.00")
    told.holds("A refund of it", proof.outcome(proof.refund("after", order, "495.00")), "a receipt")
    owner.give_discount("HALF", 24500)
    number = proof.customer().order([(proof.variants["VPN-1"], 1)], BY_CARD, "HALF")
    before = proof.order(number)
    told.holds("With a coupon it cost", (kr(before.total), kr((before.items or ())[0].amount)),
               ("NOK 250.00", "NOK 245.00"))  # fmt: skip
    proof.outcome(RemedyCall("end-3", "cancellation", number))
    told.holds("Cancelled, Vendure says of a piece", owner.order(number)["lines"][0]["proratedUnitPriceWithTax"], 49000)
    after = proof.order(number)
    told.holds("Amends takes no more than was paid for the total, and its lines for unknown",
               (kr(after.total), after.items), ("NOK 250.00", None))  # fmt: skip


def checked(proof: Proof) -> None:
    told = proof.told
    told.heading("amends orders check")
    order = proof.order(one_order(proof))
    proof.check(order.number, "1.00")
    told.holds("Of one krone went back", proof.bank.paid(order.captured[0].id), [49])
    with tempfile.TemporaryDirectory(prefix="amends-prove-") as folder:
        other = Installation(Path(folder), "vendure", orders(proof.proxy.url), NUMBERS, {"key": "not-a-key"})
        try:
            said = str(other.backend.order(order.number))
        except BackendError as fault:
            said = type(fault).__name__
    told.holds("With another key", said, "BackendUnavailable")


def one_order(proof: Proof) -> str:
    return proof.customer().order([(proof.variants["VPN-1"], 1)], BY_CARD)
