"""What the loader refuses, with file, line and the way out; and which version it finds in force."""

from datetime import datetime

import pytest

from amends.errors import NotFound, PolicyError
from amends.languages import CODES
from amends.policy.loader import DEFAULT_FOLDER, load_all, load_merchant
from amends.policy.policy import KeptFor
from tests.policy_folder import folder

__all__ = ["folder"]

REFUND = "norrnet/refund/2025-01-01.yml"
MERCHANT = "norrnet/merchant.yml"
NUMBERS = "{prefix: NN, digits: 5}"
STATUTE = "eu/withdrawal/2026-06-19.yml"


FAULTS = [
    (REFUND, "when: {disputed: true}", "when: {disputd: true}", "`disputd` is not a condition", "disputed"),
    (REFUND, "when: {disputed: true}", "when: {disputed: yes}", "`yes` is not a known answer", "true, false"),
    (REFUND, "when: {issue: withdraw}", "when: {issue: retreat}",
     "`retreat` is not a known answer to `issue`", "withdraw"),
    (REFUND, "blocked_by: external", "reported_late: true", "`reported_late` needs the setting `late_report`", "Add"),
    (REFUND, "outcome: review, cites: \"6\"", "outcome: shrug, cites: \"6\"",
     "`shrug` is not a known outcome", "approve"),
    (REFUND, "outcome: review, cites: \"6\"", "outcome: review", "row N02 cites no clause", "Add `cites:`"),
    (REFUND, "cites: \"6\"", "cites: \"66\"", "there is no clause 66", "Cite one of"),
    (REFUND, "- {id: N02,", "- {id: N01,", "row N01 is there twice", "an id of its own"),
    (REFUND, "missing: payment_confirmation", "missing: horoscope", "`horoscope` is not a known item", "Use one of"),
    (REFUND, ", missing: payment_confirmation", "", "need_information needs `missing`", "Name the missing items"),
    (REFUND, "    remedy: cancellation\n", "", "approve needs `remedy`", "Name the remedy"),
    (REFUND, "    due: activation_due\n", "", "wait needs `due`", "Name the rule"),
    (REFUND, "    amount: duplicate_amount\n", "", "full_refund needs `amount`", "refundable"),
    (REFUND, "paid_twice: true, in_time: true", "in_time: true", "without being sure of it", "`paid_twice: true`"),
    (REFUND, "remedy: cancellation", "remedy: a hug", "`a hug` is not a known remedy", "cancellation"),
    (REFUND, "cancels: true", "cancls: true", "`cancls` is not known here", "cancels"),
    (REFUND, "cancels: true", "cancels: true\n    cancels: true", "`cancels` is given twice", "Keep one"),
    (REFUND, "when: {identified: false}", "when: {identified: true}", "without its order", "identified: false"),
    (REFUND, "{id: N14, outcome", "{id: N14, when: {issue: other}, outcome", "everything else", "without `when`"),
    (REFUND, "  - {id: N04, when: {anything_refundable: false}, outcome: deny, cites: \"5\"}\n", "",
     "a refund of nothing", "anything_refundable: false"),
    (REFUND, "from: N07a", "from: N99", "there is no row N99", "first row"),
    (REFUND, "- item: service_name", "- item: passport", "`passport` is not a known text of the claim", "explanation"),
    (REFUND, "report_within: 7 days", "report_within: a week", "`a week` is not a length of time", "7 days"),
    (REFUND, "review_days: 3 ", "review_days: few ", "`few` is not a whole number", "digits"),
    (REFUND, "EUR: 500.00", "EUR: lots", "`lots` is not an amount", "500.00"),
    (REFUND, "  - id: \"2b\"", "  - id: \"2a\"", "clause 2a is there twice", "an id of its own"),
    (REFUND, "nb: Betalt to ganger", "no: Betalt to ganger", "`no` is not known here", "de, en, nb, nl, sv"),
    (REFUND, ", nb: Betalt to ganger", "", "`nb` is missing", "Add a line `nb: ...`"),
    (REFUND, "nb: Betalt to ganger", "nb: ''", "a text is expected", "Write the text"),
    (REFUND, "  needs:\n    - item: service_name\n    - item: explanation", "  needs: none",
     "a list is expected", "Write `[a, b]`"),
    (REFUND, "payout_days: {from: 5, to: 10}", "payout_days: 5", "`key: value` is expected", "Write `key: value`"),
    (REFUND, "settings:\n", "settings: [\n", "is not YAML", "Mend"),
    (STATUTE, "{id: W01, when: {consumer_in_eea: false}, outcome: as_cancel",
     "{id: W01, when: {consumer_in_eea: false}, outcome: statute", "`statute` is not a known outcome", "as_cancel"),
    (STATUTE, "AT, BE", "Austria, BE", "`Austria` is not a country code", "two capital letters"),
    (MERCHANT, "zone: Europe/Oslo", "zone: Europe/Bergen", "`Europe/Bergen` is not a time zone", "Europe/Oslo"),
    (MERCHANT, "country: \"NO\"", "country: ZZ", "public holidays of ZZ are not known", "library"),
    (MERCHANT, "id: norrnet", "id: nornet", "not the folder's name", "the same"),
    (MERCHANT, "[en, nb, nl, sv, de]", "[en, fi]", "`fi` is not a known language", "en, nl, nb, de, sv"),
    (MERCHANT, 'opens: "09:00"', "opens: early", "`early` is not a time of day", "09:00"),
    (MERCHANT, 'opens: "09:00"', 'opens: "09:00+01:00"', "is not a time of day", "09:00"),
    (MERCHANT, 'closes: "16:00"', 'closes: "24:00"', "is not a time of day", "23:59"),
    (MERCHANT, 'closes: "16:00"', 'closes: "06:00"', "closes at 06:00, which is not after it opens at 09:00", "later"),
    (MERCHANT, 'closes: "16:00"', 'closes: "09:00"', "closes at 09:00, which is not after it opens at 09:00", "later"),
    (MERCHANT, "days: [monday, tuesday, wednesday, thursday, friday]", "days: []", "there is no weekday", "Name one"),
    (MERCHANT, "languages: [en, nb, nl, sv, de]", "languages: []", "there is no language", "Name one"),
    (MERCHANT, "currencies: [NOK, EUR]", "currencies: []", "there is no currency", "Name one"),
    (MERCHANT, "currencies: [NOK, EUR]", "currencies: [NOK, euro]", "`euro` is not a currency", "EUR"),
    (MERCHANT, "info@norrnet-sps.online", "info at norrnet", "is not an e-mail address", "help@example.com"),
    (REFUND, "EUR: 500.00", "SEK: 500.00", "`SEK` is not known here", "EUR, NOK"),
    (REFUND, "payout_days: {from: 5, to: 10}", "payout_days: {from: 10, to: 5}", "`to` is less", "larger"),
    (MERCHANT, "monday,", "mon,", "`mon` is not a known weekday", "monday"),
    (MERCHANT, "prefix: NN", "prefix: nn", "`nn` is not a prefix", "two to four capital letters"),
    (MERCHANT, "prefix: NN", "prefix: 'N.'", "`N.` is not a prefix", "two to four capital letters"),
    (MERCHANT, "prefix: NN", "prefix: NORRN", "`NORRN` is not a prefix", "two to four capital letters"),
    (MERCHANT, "conversations: 12 months", "conversations: 1 year", "`1 year` is not a number of months", "12 months"),
    (MERCHANT, "cases: never", "cases: 0 months", "`0 months` is not a number of months", "never"),
    (MERCHANT, "cases: never", "files: never", "`files` is not known here", "cases"),
    (MERCHANT, "prefix: NN", "prefix: AM", "prefix of our case numbers", "need another one"),
    (MERCHANT, "digits: 5", "digits: 3", "with 3 digits is not allowed", "4 to 10"),
    (MERCHANT, "digits: 5", "digits: 11", "with 11 digits is not allowed", "4 to 10"),
    (MERCHANT, NUMBERS, "{pattern: '[0-9]+', example: '1234'}", "`[0-9]+` is not a pattern", "say how many"),
    (MERCHANT, NUMBERS, "{pattern: '[0-9]{4}', example: '123'}", "`123` is not found", "as your order system has it"),
    (MERCHANT, NUMBERS, "{pattern: '[0-9]{4}', example: '1234', written: '/{}'}", "`1234` is not found", "letters"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "right", "wrong", "message", "way_out"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_a_fault_is_named_with_file_line_and_way_out(folder, file, right, wrong, message, way_out):
    path = folder / file
    text = path.read_text("utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), "utf-8")
    with pytest.raises(PolicyError) as caught:
        load_all(folder)
    error = caught.value
    assert error.file == str(path)
    assert message in error.message
    assert way_out in error.way_out
    before = text[: text.index(right)].count("\n") + 1
    if message in {"without its order", "everything else", "a refund of nothing", "there is no row N99"}:
        assert error.line <= before  # a fault of the whole list is told at the list's head
    else:
        assert abs(error.line - before) <= 4  # at the row that lacks something, or at the very word


def test_an_offer_of_one_option_is_no_choice(folder):
    path = folder / "itnet/refund/2025-01-01.yml"
    path.write_text(path.read_text("utf-8").replace("options: [full_refund, wait]", "options: [wait]"), "utf-8")
    with pytest.raises(PolicyError, match="offers no choice"):
        load_all(folder)


@pytest.mark.parametrize(
    ("content", "message"), [(b"", "is empty"), (b"\xff\xfe\x00", "is not UTF-8"), (b"a: \x07", "character")]
)
def test_a_file_that_is_no_text_is_refused(folder, content, message):
    (folder / MERCHANT).write_bytes(content)
    with pytest.raises(PolicyError, match=message):
        load_merchant(folder, "norrnet")


@pytest.mark.parametrize(
    "condition",
    ["&a {not: *a}", "{any_of: &a [{any_of: *a}]}", "{not: " * 400 + "{disputed: true}" + "}" * 400],
    ids=["a circle", "a circle of lists", "four hundred deep"],
)
def test_conditions_without_end_are_refused_in_a_sentence(folder, condition):
    path = folder / REFUND
    path.write_text(path.read_text("utf-8").replace("when: {disputed: true}", f"when: {condition}"), "utf-8")
    with pytest.raises(PolicyError, match="is nested too deeply"):
        load_merchant(folder, "norrnet")


def test_what_is_said_once_and_named_again_is_read(folder):
    path = folder / REFUND
    text = path.read_text("utf-8").replace("when: {disputed: true}", "when: {any_of: [&a {disputed: true}, *a]}")
    path.write_text(text, "utf-8")
    assert load_merchant(folder, "norrnet").newest.rows[1].is_joined


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        pytest.param("", KeptFor(12, None), id="as it comes"),
        pytest.param("retention: {cases: 84 months}", KeptFor(12, 84), id="cases for years"),
        pytest.param("retention: {conversations: never, cases: 1 month}", KeptFor(None, 1), id="never and a month"),
    ],
)
def test_for_how_long_records_are_kept(folder, written, kept):
    path = folder / "itnet/merchant.yml"
    path.write_text(f"{path.read_text('utf-8')}{written}\n", "utf-8")
    assert load_merchant(folder, "itnet").merchant.kept_for == kept


def test_a_folder_without_policies_says_what_to_add(folder, tmp_path):
    with pytest.raises(PolicyError, match="holds no merchant"):
        load_all(tmp_path / "nowhere")
    (folder / REFUND).unlink()
    with pytest.raises(PolicyError, match="holds no policy"):
        load_merchant(folder, "norrnet")


def test_a_policy_must_bear_the_day_from_which_it_is_in_force(folder):
    (folder / REFUND).rename(folder / "norrnet/refund/newest.yml")
    with pytest.raises(PolicyError, match="not named after a day"):
        load_merchant(folder, "norrnet")


def test_an_unknown_merchant_is_not_found_and_the_known_ones_are_named():
    with pytest.raises(NotFound, match="itnet, norrnet"):
        load_merchant(DEFAULT_FOLDER, "nobody")


def test_the_version_in_force_when_the_order_was_placed_applies(folder):
    text = (folder / REFUND).read_text("utf-8")
    (folder / "norrnet/refund/2026-09-01.yml").write_text(text.replace("EUR: 500.00", "EUR: 50.00"), "utf-8")
    policies = load_merchant(folder, "norrnet")

    def version(text):
        return policies.in_force(datetime.fromisoformat(text)).version.version

    assert version("2026-08-31T23:59:59+02:00") == "2025-01-01"
    assert version("2026-08-31T22:00:00+00:00") == "2026-09-01"  # midnight in Oslo
    assert version("2019-01-01T00:00:00+01:00") == "2025-01-01"  # the first text also holds for what is older
    assert policies.newest.version.version == "2026-09-01"
    assert policies.newest.clause("eu.9").id == "eu.9"
    with pytest.raises(NotFound):
        policies.newest.clause("99")


def test_every_clause_is_there_in_the_merchants_languages_and_the_statutes_in_all(policies):
    for merchant in policies.values():
        policy, spoken = merchant.newest, set(merchant.merchant.languages)
        for clause in policy.clauses.values():
            assert set(clause.text) == set(clause.heading) == spoken
        for clause in policy.statute.clauses.values():
            assert set(clause.text) == set(clause.heading) == set(CODES)
            assert len(set(clause.text.values())) == len(clause.text)
