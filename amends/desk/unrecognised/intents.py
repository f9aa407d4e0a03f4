"""What a sentence can be filed under: the intents of domain.yml that are learnt from sentences, with titles for staff.

domain.yml says which there are. One that has no title here is shown by its name, under the last heading.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from amends import yaml_file
from amends.errors import CannotBeDone, SentenceError

FILE = "domain.yml"
NOT_LEARNT = frozenset({"choose", "own_problem"})
"""What comes with a button and never out of a sentence, and what a merchant's issues.yml tells."""

OTHERS = "Others"
TITLES = {
    "A problem with an order": {
        "request_refund": "Wants money back, gives no reason",
        "cancel_order": "Wants an order stopped or cancelled",
        "duplicate_payment": "Charged or ordered twice",
        "not_activated": "Paid, and nothing came or works yet",
        "outage": "The service is or was down",
        "wrong_purchase": "Ordered the wrong thing by mistake",
        "dissatisfaction": "It works, but is not what was expected",
        "billing_error": "Charged a wrong amount",
        "destination_problem": "Calls to a country or number fail",
        "external_problem": "The customer's own network or device gets in the way",
        "expired_credit": "Credit or minutes have expired",
        "account_restricted": "The account is blocked",
        "chargeback": "Has gone, or will go, to the bank",
        "withdraw": "Uses the right of withdrawal",
        "loss_claim": "Wants compensation for a loss",
    },
    "A question": {
        "ask_policy": "What the rules are",
        "ask_case_status": "What became of the case",
        "ask_refund_timing": "When the money arrives",
        "ask_order_status": "How an order or activation stands",
        "ask_evidence": "Which proof is needed",
        "ask_contact": "How to reach the merchant",
    },
    "The conversation": {
        "talk_to_human": "Wants a person",
        "appeal": "Disagrees with a decision",
        "frustrated": "Anger, and nothing else asked",
        "correct": "Corrects what was said before",
        "give_order_number": "Gives an order number",
        "give_email": "Gives an e-mail address",
        "inform": "Only hands over a detail that was asked for",
        "no_evidence": "Has no proof to send",
        "stop": "Wants to stop this",
        "start_over": "Wants to start again",
        "greet": "Says hello",
        "goodbye": "Says goodbye",
        "thank": "Says thanks",
        "affirm": "Says yes",
        "deny": "Says no",
        "bot_challenge": "Asks whether this is a bot",
        "out_of_scope": "Anything else",
    },
}


@dataclass(frozen=True)
class Intent:
    """`name` as the training data has it, `title` and `heading` as staff read them."""

    name: str
    title: str
    heading: str


@dataclass(frozen=True)
class Intents:
    """All that can be filed under, in the order in which they are offered."""

    every: tuple[Intent, ...]

    def __contains__(self, name: object) -> bool:
        return any(each.name == name for each in self.every)

    def named(self, name: str) -> Intent:
        """CannotBeDone where there is no such intent."""
        found = next((each for each in self.every if each.name == name), None)
        if found is None:
            raise CannotBeDone("Choose what the sentence means first.")
        return found

    def by_heading(self) -> dict[str, list[Intent]]:
        groups: dict[str, list[Intent]] = {}
        for each in self.every:
            groups.setdefault(each.heading, []).append(each)
        return groups


def read(domain_folder: Path) -> Intents:
    """The intents of the domain file beside `domain_folder`. SentenceError where it cannot be read."""
    file = domain_folder.parent / FILE
    try:
        listed = (yaml_file.read(file) or {}).get("intents") or []
    except (OSError, yaml.YAMLError) as fault:
        raise SentenceError(f"{file} cannot be read: {fault}. It lists the intents.") from fault
    # With options an intent is a mapping of one key: its name.
    names = [each if isinstance(each, str) else next(iter(each)) for each in listed]
    return Intents(tuple(_in_order([name for name in names if name not in NOT_LEARNT])))


def _in_order(names: list[str]) -> Iterator[Intent]:
    titled = {name for group in TITLES.values() for name in group}
    for heading, group in TITLES.items():
        yield from (Intent(name, title, heading) for name, title in group.items() if name in names)
    yield from (Intent(name, name.replace("_", " "), OTHERS) for name in names if name not in titled)
