"""The decision table once more, as plain branches over the JSON documents: a second reading to compare the engine with.

Transcribed from docs/decision-table.md, and shares no code with amends.policy: own dates, own sums, rows written as
conditions in a line each. Answers which row decides, by which first clause, with which amount, and until when a denial
leaves the right to withdraw. test_decision_table.py compares outcomes, remedies and clauses with the page itself.
"""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

import holidays

EEA = set(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO".split()  # noqa: SIM905
)
PLACES = {"norrnet": (ZoneInfo("Europe/Oslo"), "NO"), "itnet": (ZoneInfo("Europe/Amsterdam"), "NL")}
OFF = {country: holidays.country_holidays(country, years=range(2025, 2030)) for country in ("NO", "NL")}
CENT = Decimal("0.01")


class Reading:
    """One line of a batch, read."""

    def __init__(self, line: dict[str, Any]) -> None:
        self.merchant, self.order, self.claim = line["merchant"], line["order"], line["claim"]
        self.zone, self.country = PLACES[self.merchant]
        self.now, self.opened = when(line["now"]), when(self.claim["opened_at"])
        self.occurred = when(self.claim["occurred_at"])
        if self.order is None:
            return
        captured = [p for p in self.order["payments"] if p["status"] == "captured"]
        self.paid = sum((money(p["amount"]) for p in captured), Decimal(0))
        self.refunded = sum((gone(p) for p in captured), Decimal(0))
        self.refundable = self.paid - self.refunded
        self.duplicate = max(Decimal(0), self.refundable - money(self.order["total"])) if len(captured) >= 2 else 0
        times = [when(p["captured_at"]) for p in captured if p["captured_at"]]
        self.original = min(times) if times else when(self.order["placed_at"])
        self.status = self.order["activation"]["status"]
        self.active = self.status == "done"
        self.used = Decimal(str(self.order["usage"]["used_fraction"]))
        self.consent = self.order["consent"]

    def day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def off(self, day: date) -> bool:
        return day.weekday() > 4 or day in OFF[self.country]

    def end(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=self.zone)

    def known(self) -> bool:
        given = self.claim["email"]
        return self.order is not None and given is not None and given.lower() == self.order["customer"]["email"].lower()

    def disputed(self) -> bool:
        return any(p["dispute"] and p["dispute"]["status"] == "open" for p in self.order["payments"])

    def pending_until(self) -> datetime:
        if self.order["activation"]["due_at"]:
            return when(self.order["activation"]["due_at"])
        day, left = self.day(self.original), 3
        while left:
            day += timedelta(days=1)
            left -= not self.off(day)
        return self.end(day)

    def incident(self, kind: str) -> dict[str, Any] | None:
        begun = [i for i in self.order["incidents"] if i["kind"] == kind and when(i["started_at"]) <= self.now]
        if self.occurred:
            begun = [i for i in begun if when(i["started_at"]) <= self.occurred <= (when(i["resolved_at"]) or self.now)]
        return max(begun, key=lambda i: when(i["started_at"]), default=None)

    def last_day(self) -> datetime:
        day = self.day(when(self.order["placed_at"])) + timedelta(days=14)
        if self.consent["withdrawal_info_provided"] is False:
            day = day.replace(year=day.year + 1)  # the generator draws no day that would be 29 February
        while self.off(day):
            day += timedelta(days=1)
        return self.end(day)

    def withdrawal(self, stated: datetime, *, doubt: str = "W01b") -> str:
        """The row of the law for a statement made then. `doubt` decides where nobody knows who the customer is; with an
        empty one the rest of the rows does."""
        consumer, country = self.order["customer"]["consumer"], self.order["customer"]["country"]
        kind = self.order["product"]["kind"]
        at_once = self.consent["immediate_performance_at"]
        unconfirmed = "confirmed_at" in self.consent and self.consent["confirmed_at"] is None
        both = at_once and self.consent["loss_of_withdrawal_acknowledged_at"] and not unconfirmed
        if consumer is False or (country is not None and country not in EEA):
            return "W01"
        if stated > self.last_day():
            return "W02"
        if kind == "digital_content" and self.active and both:
            return "W03"
        if self.used >= 1 and both:
            return "W04"
        if doubt and (consumer is None or country is None):
            return doubt
        informed = self.consent["withdrawal_info_provided"] is not False
        return "W05" if kind != "digital_content" and informed and at_once and self.used > 0 else "W06"

    def withdrawn(self, statutory: str) -> Decimal:
        """What rows W05 and W06 give back."""
        if statutory == "W06":
            return self.refundable
        return (self.refundable * (1 - self.used)).quantize(CENT, ROUND_HALF_UP)


def row(line: dict[str, Any]) -> tuple[str, str | None, Decimal | None]:
    """The deciding row, the clause of the law told first where a withdrawal was redirected, and the amount granted."""
    reading = Reading(line)
    rows = norrnet if line["merchant"] == "norrnet" else itnet
    issue = line["claim"]["issue"]
    found, amount = rows(reading, issue)
    if found not in {"N05", "I06"}:
        return (incomplete(reading, found, issue) or found), None, amount
    statutory = reading.withdrawal(reading.opened)
    if statutory in {"W05", "W06"}:
        return statutory, "eu.9", reading.withdrawn(statutory)
    if statutory == "W01b":
        return statutory, "eu.2", None
    found, amount = rows(reading, "cancel")
    return found, {"W01": "eu.2", "W02": "eu.9", "W03": "eu.16m", "W04": "eu.16a"}[statutory], amount


def right(line: dict[str, Any]) -> list[datetime]:
    """Beside a denial that is no answer to a withdrawal: until when withdrawing now would still return money."""
    reading = Reading(line)
    if line["claim"]["issue"] == "withdraw":
        return []
    statutory = reading.withdrawal(reading.now, doubt="")
    money_back = statutory in {"W05", "W06"} and reading.withdrawn(statutory) > 0
    return [reading.last_day()] if money_back else []


DENIED_OR_ASKED = {
    "norrnet": "N07d N08b N09b N09c N09d N10b N10c N10d N11a N12 N13",
    "itnet": "I07a I09 I11c I12d I13d I14b I14c I15b I16b I17 I18b I19b I19c I19f I20",
}
BEFORE_COMPLETENESS = ["N01", "N02", "N03a", "N03b", "N04", "I01", "I02", "I03", "I04a", "I04b", "I05"]


def incomplete(reading: Reading, found: str, issue: str) -> str | None:
    if found in BEFORE_COMPLETENESS or found in DENIED_OR_ASKED[reading.merchant].split():
        return None
    claim = reading.claim
    if reading.merchant == "norrnet":
        return None if claim["service_name"] and claim["explanation"] else "N06"
    whole = bool(claim["explanation"])
    if issue == "destination_problem":
        whole = whole and bool(claim["destination"])
    if issue == "outage":
        whole = whole and bool(claim["error_message"] or claim["evidence"])
    return None if whole else "I07b"


def norrnet(r: Reading, issue: str) -> tuple[str, Decimal | None]:  # noqa: PLR0912 (a table, one branch a row)
    if not r.known():
        return "N01", None
    if r.disputed():
        return "N02", None
    if r.paid == 0:
        free = issue in {"cancel", "wrong_purchase", "withdraw"} and not r.active
        return ("N03a" if free else "N03b"), None
    if r.refundable <= 0:
        return "N04", None
    if issue == "withdraw":
        return "N05", None
    in_time = (r.day(r.opened) - r.day(r.original)).days <= 7
    if issue == "duplicate_payment":
        if r.duplicate > 0:
            return ("N07a", r.duplicate) if in_time else ("N07b", None)
        return ("N07c" if r.claim["evidence"] else "N07d"), None
    if not in_time:
        return ("N08a" if issue == "not_activated" and not r.active else "N08b"), None
    if issue == "not_activated":
        if r.active:
            return ("N09a" if any(e["contradicts_records"] for e in r.claim["evidence"]) else "N09b"), None
        blocked = r.order["activation"]["blocked_by"]
        if blocked in {"customer", "external"}:
            return {"customer": "N09c", "external": "N09d"}[blocked], None
        return ("N09e", None) if r.now <= r.pending_until() else ("N09f", r.refundable)
    if issue == "outage":
        incident = r.incident("outage")
        if incident is None:
            return ("N10a" if r.claim["evidence"] else "N10b"), None
        if incident["cause"] != "provider":
            return "N10c", None
        end = when(incident["resolved_at"])
        if (end or r.now) - when(incident["started_at"]) <= timedelta(hours=24):
            return ("N10d" if end else "N10e"), None
        return "N10f", r.refundable
    if issue in {"wrong_purchase", "cancel"}:
        return ("N11a", None) if r.active else ("N11b", r.refundable)
    return {"dissatisfaction": "N12", "external_problem": "N13"}.get(issue, "N14"), None


def itnet(r: Reading, issue: str) -> tuple[str, Decimal | None]:  # noqa: PLR0912
    if not r.known():
        return "I01", None
    hold = r.order["hold_reason"]
    if r.order["account"]["reviews"] or hold in {"account_review", "legal_check"}:
        return "I02", None
    if r.disputed():
        return "I03", None
    leaving = issue in {"cancel", "wrong_purchase", "dissatisfaction"}
    if r.paid == 0:
        return ("I04a" if (leaving or issue == "withdraw") and not r.active else "I04b"), None
    if r.refundable <= 0:
        return "I05", None
    if issue == "withdraw":
        return "I06", None
    if issue in {"outage", "destination_problem", "billing_error"} and not r.occurred:
        return "I07a", None
    if r.occurred and (r.day(r.opened) - r.day(r.occurred)).days > 30:
        return "I08", None
    if issue == "loss_claim":
        return "I09", None
    if r.active and not r.order["activation"]["matches_order"] and (leaving or issue == "not_activated"):
        return "I10", None
    if leaving:
        return ("I15b", None) if r.active else ("I15a", r.refundable)
    if issue == "duplicate_payment":
        return ("I11a", r.duplicate) if r.duplicate > 0 else ("I11b" if r.claim["evidence"] else "I11c", None)
    if issue == "duplicate_order":
        if not r.order["duplicate_of"]:
            return "I12a", None
        if not r.active:
            return "I12b", r.refundable
        return ("I12c", r.refundable) if r.used == 0 else ("I12d", None)
    if issue == "billing_error":
        over = money(r.order["billing"]["overcharged_amount"])
        if over > 0:
            return ("I13a", min(over, r.refundable)) if r.refunded == 0 else ("I13e", None)
        if r.order["billing"]["overcharged_units"] > 0:
            return "I13b", None
        return ("I13c" if r.claim["evidence"] else "I13d"), None
    if issue == "not_activated":
        return _not_activated(r, hold)
    if issue == "destination_problem":
        incident = r.incident("routing")
        taken = money(incident["affected_amount"]) if incident and incident["cause"] == "provider" else Decimal(0)
        return ("I18a", min(taken, r.refundable)) if taken > 0 else ("I18b", None)
    if issue == "outage":
        incident = r.incident("outage")
        if incident is None:
            return ("I19a" if r.claim["evidence"] else "I19b"), None
        if incident["cause"] != "provider" or not incident["resolved_at"]:
            return ("I19c" if incident["cause"] != "provider" else "I19d"), None
        taken = money(incident["affected_amount"])
        return ("I19e", min(taken, r.refundable)) if taken > 0 else ("I19f", None)
    if issue == "expired_credit":
        return ("I16b" if r.order["usage"]["valid_until"] else "I16a"), None
    return {"cash_out_credit": "I17", "external_problem": "I20"}.get(issue, "I21"), None


def _not_activated(r: Reading, hold: str | None) -> tuple[str, Decimal | None]:
    activation = r.order["activation"]
    if r.active:
        return ("I14a" if any(e["contradicts_records"] for e in r.claim["evidence"]) else "I14b"), None
    if hold in {"payment_confirmation", "verification"}:
        return "I14c", None
    if hold:
        return {"full_refund": ("I14d", r.refundable), "wait": ("I14e", None)}.get(
            r.claim["accepts"], ("I14f", r.refundable)
        )
    if activation["status"] == "failed":
        again = activation["attempts"] < 2 and r.order["product"]["available"]
        return ("I14g", None) if again else ("I14h", r.refundable)
    return ("I14i" if r.now <= r.pending_until() else "I14j"), None


def when(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def gone(payment: dict[str, Any]) -> Decimal:
    """What of a captured payment counts as refunded."""
    if payment["dispute"] and payment["dispute"]["status"] == "lost":
        return money(payment["amount"])
    if payment["refunds"] is not None:
        return sum((money(r["amount"]) for r in payment["refunds"] if r["status"] != "failed"), Decimal(0))
    return money(payment["refunded"])


def money(raw: dict[str, str] | None) -> Decimal:
    return Decimal(0) if raw is None else Decimal(raw["amount"])
