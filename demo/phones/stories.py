"""What a visitor may try: a customer who was charged twice, in each language, with an order that nobody has touched."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import httpx

from demo.orders.scenarios import scenarios_beside

SAYS = {
    "en": "Hello, I was charged twice for order {number}. My e-mail address is {email}",
    "nl": "Hallo, ik heb twee keer betaald voor bestelling {number}. Mijn e-mailadres is {email}",
    "nb": "Hei, jeg ble trukket to ganger for ordre {number}. E-postadressen min er {email}",
    "sv": "Hej, ni har dragit betalningen två gånger för beställning {number}. Min e-postadress är {email}",
    "de": "Guten Tag, für Bestellung {number} wurde zweimal abgebucht. Meine E-Mail-Adresse ist {email}",
}
SUBJECTS = {
    "en": "Charged twice",
    "nl": "Dubbel betaald",
    "nb": "Belastet to ganger",
    "sv": "Dubbel dragning",
    "de": "Doppelt abgebucht",
}
WAIT_S = 10.0


class NoOrder(Exception):
    """The demo's order backend made none. The message says why."""


def paid_twice(policies: Path, merchant: str) -> str | None:
    """The number of the merchant's first demo order of which the second payment goes back; None where there is none."""
    theirs = (each for each in scenarios_beside(policies) if each.merchant == merchant)
    paid = ((each.claim.get("issue"), each.outcome, each.number) for each in theirs)
    return next(
        (number for issue, outcome, number in paid if (issue, outcome) == ("duplicate_payment", "approve")), None
    )


@dataclass(frozen=True)
class Stories:
    """`orders_url` is the demo order backend's address, `like` a demo order that was paid twice, `spoken` are the
    merchant's languages."""

    orders_url: str
    like: str | None
    spoken: Collection[str]

    @property
    def languages(self) -> tuple[str, ...]:
        """In which there is a story; none for a merchant without one."""
        return tuple(each for each in SAYS if each in self.spoken) if self.like else ()

    def begin(self, language: str) -> dict[str, str]:
        """The first message of a customer with a new order: its `text`, and a `subject` for a mail. NoOrder where the
        backend does not make one; KeyError for a language in which there is no story."""
        if language not in self.languages:
            raise KeyError(language)
        words, like = SAYS[language], self.like
        try:
            with httpx.Client(timeout=WAIT_S, trust_env=False) as client:
                answer = client.post(f"{self.orders_url}/demo/orders", json={"like": like}).raise_for_status()
            made = answer.json()
            return {"text": words.format(number=made["number"], email=made["email"]), "subject": SUBJECTS[language]}
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as fault:
            raise NoOrder(f"the demo's orders at {self.orders_url} made none ({type(fault).__name__})") from fault
