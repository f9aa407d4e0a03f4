"""Who takes part in the proof of Vendure beside Amends."""

from dataclasses import dataclass

from faults.proxy import Asked
from prove.taking_part import Bank, TakingPart
from prove.vendure.shop import Customer, Owner

NUMBERS = "{pattern: '[A-Z0-9]{16}', written: '{}', example: 'PK2Q5HD7XN3M8RTA'}"


@dataclass
class Proof(TakingPart):
    """Everything that takes part."""

    owner: Owner
    url: str
    variants: dict[str, str]
    bank: Bank

    def customer(self) -> Customer:
        return Customer(self.url)


def asks_for_money(asked: Asked) -> bool:
    return b"refundOrder" in asked.body


def orders(url: str) -> str:
    return f"{{from: vendure, url: '{url}/admin-api', fields: {{immediate_performance_at: startNowAt}}}}"
