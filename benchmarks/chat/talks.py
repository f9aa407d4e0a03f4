"""The three conversations that are measured, and whether each ended as the policy says.

A fast wrong answer would be a good figure, so every conversation is looked up in the database afterwards.
"""

import copy
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from amends import clock
from amends.db.case_tables import CaseRow, DecisionRow
from benchmarks.chat.client import Taken, TimedCustomer
from demo.orders.scenarios import orders_at
from tests.stack import Stack


class WentWrong(Exception):
    """Some conversation did not end as it must."""


@dataclass(frozen=True)
class Script:
    """`order` is the demo order that each customer's own order is a copy of; `last` the button at the end, if any."""

    name: str
    order: str
    complaint: str
    decided: str
    last: str | None = None

    @property
    def messages(self) -> int:
        return 3 + (self.last is not None)


SCRIPTS = (
    Script("duplicate", "NN-10006", "My card shows the amount twice.", "approve N07a", "Yes, please"),
    Script(
        "wait",
        "NN-10017",
        "I paid for the traffic analytics yesterday and it is still not activated",
        "wait N09e",
        "Yes, do that then",
    ),
    Script("denial", "NN-10011", "I do not like it and want my money back", "deny N08b"),
)


@dataclass(frozen=True)
class Talk:
    """One customer's conversation: script, order number, e-mail address and product of its own."""

    script: Script
    number: str
    email: str
    product: str


def prepare(stack: Stack, script: Script, index: int) -> Talk:
    """Give a new customer an order; `index` (0 to 49999) makes it their own."""
    document: dict[str, Any] = copy.deepcopy(
        next(found for _row, found in orders_at(clock.now()) if found["number"] == script.order)
    )
    talk = Talk(script, f"NN-{50000 + index}", f"customer.{index}@example.com", document["product"]["name"])
    document["number"], document["customer"]["email"] = talk.number, talk.email
    stack.orders.put(document)
    return talk


def play(url: str, talk: Talk) -> list[Taken]:
    """The conversation from complaint to decision, without time to think: one entry per message."""
    customer = TimedCustomer(url, "norrnet")
    try:
        taken = [customer.say(line) for line in (talk.script.complaint, talk.number, talk.email)]
        if talk.script.last is not None:
            taken.append(customer.press(talk.script.last))
        return taken
    finally:
        customer.close()


def check(stack: Stack, talks: list[Talk]) -> None:
    """WentWrong unless every one of them was decided once, as its script says."""
    with stack.database.read() as session:
        rows = session.execute(
            select(CaseRow.order_number, DecisionRow.outcome, DecisionRow.row).join(
                DecisionRow, DecisionRow.case_id == CaseRow.id
            )
        ).all()
    found: dict[str | None, list[str]] = {}
    for number, outcome, row in rows:
        found.setdefault(number, []).append(f"{outcome} {row}")
    wrong = [
        f"{talk.number}: {found.get(talk.number)}" for talk in talks if found.get(talk.number) != [talk.script.decided]
    ]
    if wrong:
        raise WentWrong("; ".join(wrong[:5]) + f" ({len(wrong)} of {len(talks)})")
