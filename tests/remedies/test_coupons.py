"""A coupon: told with its code, counted against what was paid, and taken once from a merchant's own list."""

import threading
from dataclasses import replace
from datetime import date

import pytest

from amends.cli import main
from amends.connectors import coupon_list
from amends.connectors.coupon_list import Codes, WithCouponList
from amends.errors import BackendUncertain, ExceedsPaid, NotAuthorised
from amends.orders.backend import RemedyCall
from amends.remedies.confirmation import Act
from tests.policy import own_merchants
from tests.policy_folder import change
from tests.remedies.scene import NOW, Scene, an_order, approval, money

COUPON = replace(approval("coupon", "100.00"), detail="P6M")


@pytest.fixture
def scene(database):
    return Scene(database, an_order("490.00"))


@pytest.fixture
def listed(scene):
    """The scene with two codes of 100 kroner, one of which ends too early, and one of 50."""
    for codes, amount, until in ((("GOOD",), "100.00", date(2027, 12, 31)), (("SOON",), "100.00", date(2026, 12, 1)),
                                 (("HALF",), "50.00", None)):  # fmt: skip
        with scene.database.begin() as session:
            coupon_list.add(session, "norrnet", Codes(codes, money(amount), until))
    scene.backend = WithCouponList(scene.backend, scene.database, "norrnet", scene.clock)
    return scene


def left(scene):
    with scene.database.read() as session:
        return [(value.amount, count) for value, count in coupon_list.left(session, "norrnet", NOW.date())]


def test_the_customer_reads_the_code_in_the_chat_and_by_mail(scene):
    case_id, [coupon] = scene.granted(COUPON)
    scene.carry_out(coupon)
    code = scene.remedies()[0].reference
    for text in (scene.said()[0], scene.mails()[0].text):
        assert code in text
        assert "It is valid for 6 months." in text
    assert scene.status(case_id) == "resolved"


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "De bon is 6 maanden geldig"), ("nb", "Den er gyldig i 6 måneder")]
)
def test_it_is_told_in_the_customers_language(scene, language, words):
    _, [coupon] = scene.granted(COUPON, language=language)
    scene.carry_out(coupon)
    assert words in scene.said()[0]


def test_it_counts_against_what_was_paid(scene):
    scene.granted(COUPON)
    case = scene.case(issue="outage")
    with pytest.raises(ExceedsPaid):
        scene.enter(case, scene.decide(case, approval("full_refund", "490.00", row="N10f")))


def test_a_yes_to_a_coupon_of_half_a_year_is_none_to_one_of_a_month(scene):
    case = scene.case()
    other = replace(COUPON, detail="P1M")
    agreed = scene.decide(case, other)
    with pytest.raises(NotAuthorised, match="something else"):
        scene.enter(case, agreed, act=Act.of(COUPON, "NN-10023"))


def test_a_code_of_the_list_is_taken_that_lasts_long_enough(listed):
    _, [coupon] = listed.granted(COUPON)
    listed.carry_out(coupon)
    assert listed.remedies()[0].reference == "GOOD"
    assert "GOOD" in listed.mails()[0].text
    assert left(listed) == [(money("50.00").amount, 1), (money("100.00").amount, 1)]
    assert listed.backend.backend.movements == []


def test_asked_again_with_the_same_key_the_same_code_comes(listed):
    call = RemedyCall("k-1", "coupon", "NN-10023", amount=money("100.00"))
    first = listed.backend.carry_out(call)
    assert listed.backend.carry_out(call) == first == listed.backend.receipt("k-1", call)
    assert listed.backend.receipt("k-2", replace(call, key="k-2")) is None


def test_many_at_once_get_a_code_each(scene):
    codes = tuple(f"CODE-{n}" for n in range(8))
    with scene.database.begin() as session:
        coupon_list.add(session, "norrnet", Codes(codes, money("10.00"), None))
    backend, taken = WithCouponList(scene.backend, scene.database, "norrnet", scene.clock), []

    def take(n):
        taken.append(backend.carry_out(RemedyCall(f"k-{n}", "coupon", "NN-10023", amount=money("10.00"))).reference)

    threads = [threading.Thread(target=take, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(codes)


def test_where_the_list_is_empty_a_person_takes_over_and_nothing_is_promised(listed):
    case_id, [coupon] = listed.granted(replace(COUPON, amount=money("70.00")))
    listed.carry_out(coupon)
    assert listed.states() == [("coupon", "failed")]
    assert listed.status(case_id) == "review"
    assert "no_coupon_left" in listed.remedies()[0].last_error
    assert listed.balances()[""][1] == 0


def test_what_is_no_coupon_goes_on_to_the_order_system(listed):
    _, [refund] = listed.granted(approval())
    listed.backend.backend.fail(BackendUncertain("timed out"), after=True)
    with pytest.raises(BackendUncertain):
        listed.carry_out(refund)
    listed.carry_out(refund)
    assert len(listed.backend.backend.movements) == 1


@pytest.fixture
def of_takt(tmp_path, monkeypatch, database_url):
    """The settings of an installation with a merchant that keeps a list."""
    folder = own_merchants.copied(tmp_path / "policies")
    monkeypatch.setenv("AMENDS_POLICIES_FOLDER", str(folder))
    monkeypatch.setenv("AMENDS_DATABASE_URL", database_url)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "codes.txt").write_text("AAA-1\n\nAAA-2\nAAA-1\n")
    return folder


def test_the_command_enters_each_code_once_and_says_what_is_left(of_takt, capsys):
    assert main(["coupons", "left", "takt"]) == 1
    assert main(["coupons", "add", "takt", "15.00", "EUR", "codes.txt"]) == 0
    assert main(["coupons", "add", "takt", "15.00", "EUR", "codes.txt", "--valid-until", "2099-12-31"]) == 0
    assert main(["coupons", "left", "takt"]) == 0
    told = capsys.readouterr().out
    assert told.splitlines() == [
        "None is left.", "2 of 3 codes are new.", "0 of 3 codes are new.", "2 of €15.00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["nobody", "15.00", "EUR", "codes.txt"], "there is no merchant nobody"),
        (["podium", "15.00", "EUR", "codes.txt"], "coupons: list"),
        (["takt", "15", "euro", "codes.txt"], "no value that a coupon can have"),
        (["takt", "0.00", "EUR", "codes.txt"], "no value"),
        (["takt", "much", "EUR", "codes.txt"], "write the amount as 10.00"),
        (["takt", "15.00", "EUR", "nowhere.txt"], "cannot be read"),
    ],
)
def test_what_cannot_be_entered_is_said(of_takt, capsys, given, told):
    assert main(["coupons", "add", *given]) == 2
    assert told in capsys.readouterr().err


def test_a_code_that_nobody_could_type_is_named_by_its_line(of_takt, tmp_path, capsys):
    (tmp_path / "codes.txt").write_text("GOOD-1\nmit Leerzeichen\n")
    assert main(["coupons", "add", "takt", "15.00", "EUR", "codes.txt"]) == 2
    assert "line 2" in capsys.readouterr().err


def test_coupons_come_from_the_order_system_or_from_a_list_and_from_nowhere_else(of_takt, capsys):
    change(of_takt / "takt/merchant.yml", "coupons: list", "coupons: somewhere")
    assert main(["policy", "check", "--policies", str(of_takt)]) == 2
    assert "`somewhere` is not a known source of coupons" in capsys.readouterr().err
