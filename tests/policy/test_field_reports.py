"""Orders of which Amends once paid what nobody was owed, through the command: what they come to now."""

import copy
import json

import pytest

from amends.cli import main

NOW = "2026-11-22T10:00:00+01:00"
PLACED = "2026-11-20T10:00:00+01:00"


def an_order(number, merchant, product, total, paid, **more):
    return {
        "number": number,
        "merchant": merchant,
        "placed_at": PLACED,
        "customer": {"email": "a@example.com", "country": "NL", "consumer": True},
        "product": product,
        "total": total,
        "payments": [{"id": "p1", "amount": paid, "status": "captured", "captured_at": PLACED}],
        "activation": {"status": "none"},
        **more,
    }


def claim(issue, number, **more):
    said = {"explanation": "It is as I say.", "service_name": "The service", "error_message": "none"}
    return {"issue": issue, "opened_at": NOW, "order_number": number, "email": "a@example.com", **said, **more}


def euro(amount):
    return {"amount": amount, "currency": "EUR"}


def krone(amount):
    return {"amount": amount, "currency": "NOK"}


VPN = an_order("IT-20500", "itnet", {"name": "VPN access, 12 months", "kind": "vpn"}, euro("59.88"), euro("59.88"))
TAKEN_BACK = copy.deepcopy(VPN)
TAKEN_BACK["payments"][0]["dispute"] = {"opened_at": PLACED, "status": "lost"}
CENT_TOO_MUCH = an_order(
    "NN-10500", "norrnet", {"name": "Uptime tracking", "kind": "digital_service"}, krone("489.99"), krone("490.00"),
    activation={"status": "done", "at": PLACED},
)  # fmt: skip
CREDIT = an_order(
    "IT-20020", "itnet", {"name": "Calling credit", "kind": "calling_credit"}, euro("25.00"), euro("25.00"),
    activation={"status": "done", "at": PLACED}, billing={"overcharged_amount": euro("4.20")},
)  # fmt: skip
RETURNED_BY_HAND = copy.deepcopy(CREDIT)
RETURNED_BY_HAND["payments"][0]["refunded"] = euro("4.20")


@pytest.fixture
def decide(tmp_path, capsys):
    def ask(order, said):
        for name, document in (("order", order), ("claim", said)):
            (tmp_path / f"{name}.json").write_text(json.dumps(document))
        files = ["--order", str(tmp_path / "order.json"), "--claim", str(tmp_path / "claim.json")]
        assert main(["decide", "--merchant", order["merchant"], *files, "--now", NOW]) == 0
        return json.loads(capsys.readouterr().out)

    return ask


@pytest.mark.parametrize("issue", ["cancel", "wrong_purchase", "dissatisfaction", "not_activated", "withdraw"])
def test_what_a_bank_took_back_is_not_paid_again_whatever_is_asked(decide, issue):
    decision = decide(TAKEN_BACK, claim(issue, "IT-20500"))
    assert (decision["row"], decision["outcome"], decision["amount"]) == ("I05", "deny", None)
    assert decision["clauses"] == ["15"]


def test_the_same_order_without_the_dispute_is(decide):
    decision = decide(VPN, claim("cancel", "IT-20500"))
    assert (decision["row"], decision["outcome"], decision["amount"]) == ("I15a", "approve", euro("59.88"))


def test_a_cent_too_much_is_no_second_payment(decide):
    decision = decide(CENT_TOO_MUCH, claim("duplicate_payment", "NN-10500"))
    assert (decision["row"], decision["outcome"]) == ("N07d", "need_information")
    assert decision["missing"] == ["payment_confirmation"]


def test_with_a_picture_of_two_payments_a_person_looks(decide):
    evidence = [{"id": "ev_1", "kind": "payment_confirmation"}]
    decision = decide(CENT_TOO_MUCH, claim("duplicate_payment", "NN-10500", evidence=evidence))
    assert (decision["row"], decision["outcome"], decision["amount"]) == ("N07c", "review", None)


def test_an_overcharge_that_a_colleague_returned_is_not_returned_again(decide):
    decision = decide(RETURNED_BY_HAND, claim("billing_error", "IT-20020", occurred_at=PLACED))
    assert (decision["row"], decision["outcome"]) == ("I13e", "review")
    assert (decision["amount"], decision["recommended"]) == (None, None)


def test_one_that_nobody_returned_is(decide):
    decision = decide(CREDIT, claim("billing_error", "IT-20020", occurred_at=PLACED))
    assert (decision["row"], decision["outcome"], decision["amount"]) == ("I13a", "approve", euro("4.20"))
