"""What is tried on the real shop, one scene after another."""

import tempfile
from dataclasses import replace
from pathlib import Path

from amends.errors import BackendError
from amends.orders.backend import RemedyCall
from faults.breakages import reset, reset_after
from faults.proxy import Rule
from prove.installation import Installation
from prove.medusa.proof import NUMBERS, VPN, Proof, asks_for_money, number_of, orders
from prove.medusa.shop import BY_HAND, EMAIL
from prove.taking_part import kr

BOXES = (*VPN, ("GIFT-3", 3))


def paid_twice(proof: Proof) -> None:
    told, owner = proof.told, proof.owner
    told.heading("An order is paid twice, and the answer to its refund is lost")
    order = proof.customers.order(VPN)
    number, at = number_of(order), order["id"]
    (first,) = owner.payments(at)
    told.holds("An order whose payment is only authorised is read as unpaid", len(proof.order(number).captured), 0)
    owner.pay_again(at, 490)
    owner.capture(first["id"])
    read = proof.order(number)
    told.holds("Paid", [kr(each.amount) for each in read.captured], ["NOK 490.00"] * 2)
    told.holds("Of that too much", kr(read.duplicate_amount), "NOK 490.00")
    told.holds("The customer is found by the address", len(proof.amends.backend.orders_of(EMAIL.upper())), 1)
    chat, said = proof.amends.chat(), f"I paid twice for order {number}. {EMAIL}"
    told.saw(f"«{said}»")
    told.holds("Amends asks for a yes", chat.say(said, "duplicate_payment"), ["confirm"])
    chat.agree()
    lost = proof.proxy.add(Rule(asks_for_money, reset_after))
    proof.amends.work()
    told.holds("The refund was asked for, and its answer lost", lost.broken, 1)
    told.holds("Amends has it as", proof.amends.remedies(), [("refund", "NOK 490.00", "confirmed")])
    told.holds("Medusa lists", owner.refunds(at), [490])
    told.holds("The bank paid back", proof.went_back(at), [490])
    chat.say(said, "duplicate_payment")
    chat.agree()
    proof.amends.work()
    told.holds("Asked for again in the chat, the bank paid back", proof.went_back(at), [490])
    left = sorted(kr(each.remaining) for each in proof.order(number).captured)
    told.holds("What is left of the payments", left, ["NOK 0.00", "NOK 490.00"])
    told.holds("Case", proof.amends.cases(), [("duplicate_payment", "resolved")])


def without_care(proof: Proof) -> None:
    told, owner = proof.told, proof.owner
    told.heading("What Medusa does by itself")
    number, at, payment = proof.paid_order()
    for _ in range(2):
        owner.refund(payment, 10, "amends:the-same-key")
    told.holds("The same refund with the same note and Idempotency-Key twice is made", owner.refunds(at), [10, 10])
    told.holds("More than is left is answered by", owner.refund(payment, 490, "x"),
               (400, "You are not allowed to refund more than the captured amount"))  # fmt: skip
    told.holds("A key that stands at two refunds is told, and mended by nobody",
               proof.outcome(proof.refund("the-same-key", proof.order(number), "10.00")), "BackendInvalid")  # fmt: skip
    told.holds("A cent more than is left is made", owner.refund(payment, 470.01, "x"), (200, ""))
    left = proof.order(number).captured[0].remaining.amount
    told.holds("Amends reads that less than nothing is left", str(left), "-0.01")
    number, at, _ = proof.paid_order()
    call = proof.refund("too-much", proof.order(number), "490.01")
    told.holds("A cent more, asked for by Amends", proof.outcome(call), "BackendRefused exceeds_remaining")
    told.holds("The bank paid back", proof.went_back(at), [])
    call = proof.refund("part", proof.order(number), "100.55")
    told.holds("A part of it", proof.outcome(call), "a receipt")
    told.holds("Medusa says that the order now costs", owner.order(at)["total"], 389.45)
    told.holds("Amends reads what it cost when it was bought", kr(proof.order(number).total), "NOK 490.00")
    ids = [each["display_id"] for each in owner.ask("GET", "/admin/orders", q="10", order="display_id")["orders"]]
    told.holds("Searched for, orders come in the order of their numbers", ids, sorted(ids))


def doubts(proof: Proof) -> None:
    told, owner, bank = proof.told, proof.owner, proof.bank
    told.heading("Doubts")
    number, at, _ = proof.paid_order()
    order = proof.order(number)
    call = proof.refund("never-there", order, "10.00")
    proof.proxy.add(Rule(asks_for_money, reset))
    told.holds("A refund that never reached the shop is in doubt", proof.outcome(call), "BackendUncertain")
    told.holds("It is not sent again from here", proof.outcome(call), "BackendUncertain")
    told.holds("The bank paid back", proof.went_back(at), [])
    for field, text in owner.order(at)["metadata"].items():
        told.saw(f"A person looks, and removes the field «{field}: {text[:41]}…»")
        owner.forget(at, field)
    told.holds("Then it is sent", proof.outcome(call), "a receipt")
    told.holds("The bank paid back", proof.went_back(at), [10])
    bank.behave("dies", so=True)
    dead = proof.refund("paid-and-forgotten", order, "20.00")
    told.holds(
        "The bank pays, its answer is lost, and Medusa forgets: Amends says", proof.outcome(dead), "BackendUncertain"
    )
    bank.behave("dies", so=False)
    told.holds("Medusa lists", owner.refunds(at), [10])
    told.holds("Asked for again, Amends says", proof.outcome(dead), "BackendUncertain")
    told.holds("The bank paid back", proof.went_back(at), [10, 20])
    thinks(proof, number, at)


def thinks(proof: Proof, number: str, at: str) -> None:
    told, bank = proof.told, proof.bank
    order, amends = proof.order(number), proof.impatient()
    bank.behave("thinks", so=True)
    slow = proof.refund("slow", order, "30.00")
    told.holds("The bank thinks for longer than Amends waits", proof.outcome(slow, amends), "BackendUncertain")
    proof.until("the refund is listed", lambda: proof.owner.refunds(at) == [10, 30])
    told.saw("Medusa lists it already")
    told.holds("Nothing was paid yet", proof.went_back(at), [10, 20])
    told.holds("Amends reads its refunds as", states(proof, number), ["pending", "succeeded"])
    bank.behave("thinks", so=False)
    proof.until("the refund is made", lambda: "pending" not in states(proof, number))
    told.holds("The bank has paid, and Amends says", proof.outcome(slow), "a receipt")
    told.holds("The bank paid back", proof.went_back(at), [10, 20, 30])
    bank.behave("thinks", so=True)
    bank.behave("fails", so=True)
    failing = proof.refund("thinks-and-fails", order, "40.00")
    told.holds("It thinks again", proof.outcome(failing, amends), "BackendUncertain")
    proof.until("the refund is listed", lambda: proof.owner.refunds(at) == [10, 30, 40])
    bank.behave("thinks", so=False)
    proof.until("the refund is gone", lambda: proof.owner.refunds(at) == [10, 30])
    told.saw("The bank refuses, and Medusa takes the refund from its list")
    told.holds("To Amends that is no proof that nothing was paid", proof.outcome(failing), "BackendUncertain")
    bank.behave("fails", so=False)
    told.holds("The bank paid back", proof.went_back(at), [10, 20, 30])


def stumbles(proof: Proof) -> None:
    told, owner = proof.told, proof.owner
    told.heading("A refusal that has paid")
    number, at, payment = proof.paid_order()
    owner.edit(at)
    told.saw("Somebody is editing the order in Medusa")
    status, said = owner.refund(payment, 10, "by hand")
    told.holds("A refund by hand is refused", (status, said.partition(") ")[2]),
               (400, "already has an existing active order change"))  # fmt: skip
    told.holds("And the bank paid back", proof.went_back(at), [10])
    call = proof.refund("edited", proof.order(number), "100.00")
    told.holds("A refund by Amends", proof.outcome(call), "a receipt")
    told.holds("The same again", proof.outcome(call), "a receipt")
    told.holds("The bank paid back", proof.went_back(at), [10, 100])
    told.holds("Amends reads its refunds as", states(proof, number), ["succeeded", "succeeded"])
    status, said = owner.cancel(at)
    told.holds("Cancelling it is refused", (status, said.partition(") ")[2]),
               (400, "already has an existing active order change"))  # fmt: skip
    told.holds("And the bank paid back the rest", proof.went_back(at), [10, 100, 380])
    told.holds("The order is", owner.order(at)["status"], "pending")


def cancelled(proof: Proof) -> None:
    told, owner, bank = proof.told, proof.owner, proof.bank
    told.heading("Cancelling")
    number, at, _ = proof.paid_order(BOXES)
    proof.outcome(proof.refund("some", proof.order(number), "100.00"))
    end = RemedyCall("end", "cancellation", number)
    told.holds("Amends, with money left at the order", proof.outcome(end), "BackendRefused not_supported")
    told.holds("Medusa has it as", (owner.order(at)["status"], owner.refunds(at)), ("pending", [100]))
    owner.cancel(at)
    told.holds("Cancelled by hand, Medusa pays back the rest by itself", owner.refunds(at), [100, 690])
    told.holds("The bank paid back", proof.went_back(at), [100, 690])
    number, at, _ = proof.paid_order()
    proof.outcome(proof.refund("all", proof.order(number), "490.00"))
    end = RemedyCall("end", "cancellation", number)
    told.holds("Amends, when everything went back", proof.outcome(end), "a receipt")
    told.holds("The same again", proof.outcome(end), "a receipt")
    other = RemedyCall("end-2", "cancellation", number)
    told.holds("Another", proof.outcome(other), "BackendRefused already_cancelled")
    told.holds("Medusa has it as", (owner.order(at)["status"], owner.order(at)["total"]), ("canceled", 0))
    told.holds("The bank paid back", proof.went_back(at), [490])
    told.holds("Amends reads what it cost when it was bought", kr(proof.order(number).total), "NOK 490.00")
    number, at, payment = proof.paid_order()
    bank.behave("fails", so=True)
    told.holds("Cancelled by hand while the bank refuses", owner.cancel(at), (200, ""))
    bank.behave("fails", so=False)
    told.holds("Nothing went back, and the order is", (owner.refunds(at), owner.order(at)["status"]), ([], "canceled"))
    call = proof.refund("after", proof.order(number), "490.00")
    told.holds("A refund of it by Amends", proof.outcome(call), "BackendRefused not_supported")
    status, said = owner.refund(payment, 10, "by hand")
    told.holds("One by hand is refused", (status, said), (400, f"Order with id {at} has been canceled."))
    told.holds("And the bank paid back", proof.went_back(at), [10])
    number, at, _ = proof.paid_order()
    proof.outcome(proof.refund("all-2", proof.order(number), "490.00"))
    owner.ask("POST", f"/admin/orders/{at}/complete", {})
    end = RemedyCall("end-3", "cancellation", number)
    told.holds("A completed order, cancelled by Amends", proof.outcome(end), "BackendRefused refused_by_provider")


def by_hand(proof: Proof) -> None:
    told = proof.told
    told.heading("Payments outside of Medusa")
    number, at, payment = proof.paid_order(VPN, BY_HAND)
    call = proof.refund("by-hand", proof.order(number), "490.00")
    told.holds("Amends says", proof.outcome(call), "BackendRefused not_supported")
    told.holds("Asked by hand, Medusa writes the refund down", proof.owner.refund(payment, 10, "x"), (200, ""))
    told.holds("And nobody paid", (proof.owner.refunds(at), proof.went_back(at)), ([10], []))


def checked(proof: Proof) -> None:
    told = proof.told
    told.heading("amends orders check")
    number, at, _ = proof.paid_order()
    proof.check(number, "1.00")
    told.holds("Of one krone went back", proof.went_back(at), [0.49])
    with tempfile.TemporaryDirectory(prefix="amends-prove-") as folder:
        other = Installation(Path(folder), "medusa", orders(proof.proxy.url), NUMBERS, {"key": "sk_another"})
        told.holds("With another key", reading(replace(proof, amends=other), number), "BackendUnavailable")


def reading(proof: Proof, number: str) -> str:
    """How an order is read that cannot be."""
    try:
        return str(proof.amends.backend.order(number))
    except BackendError as fault:
        return type(fault).__name__


def states(proof: Proof, number: str) -> list[str]:
    return sorted(each.status for each in proof.order(number).captured[0].refunds)
