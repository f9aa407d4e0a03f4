"""Worked examples: cases in YAML that show a row deciding, and the nearest case that it leaves to another row.

`base.yml` holds an ordinary order, claim and instant; each example names only what differs:

    row: N07a
    examples:
      - name: A second payment of the same order, reported in time, is returned
        claim: {issue: duplicate_payment}
        order: {payments: [{id: pay_1}, {id: pay_2}]}
        expect: {row: N07a, outcome: approve, amount: 490.00 NOK}

Objects merge into the base; an item of a list merges into the base's `each` entry of that list's name. `order: null`
is no such order; `490.00 NOK` is money. `via` in `expect` lists the rows on the way, where more than one took part.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from amends import clock, yaml_file
from amends.claims.claim import Claim
from amends.errors import InvalidDocument, PolicyError
from amends.orders.order import Order
from amends.policy.decision import Decision
from amends.policy.document import too_deep
from amends.policy.engine import Trace, trace
from amends.policy.inputs import ask, claim_of
from amends.policy.policy import Merchant, MerchantPolicies

EXPECTED = (
    "row", "via", "outcome", "remedy", "amount", "detail", "cancels_order", "options", "missing", "due_at", "clauses",
    "shown_clauses", "rights", "recommended",
)  # fmt: skip


_MONEY = re.compile(r"([0-9]+[.][0-9]+) ([A-Z]{3})")


class _Loader(yaml.CSafeLoader):
    """YAML whose dates stay text."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for letter, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Example:
    """One worked example of `row`, with its documents in the contracts' shapes."""

    merchant: str
    row: str
    name: str
    order: dict[str, Any] | None
    claim: dict[str, Any]
    now: str
    expect: Mapping[str, Any]

    @property
    def decides(self) -> bool:
        """Whether the row has a part in the decision, or leaves the case to others."""
        return self.row in {self.expect["row"], *self.expect.get("via", ())}

    def trace(self, policies: MerchantPolicies) -> Trace:
        order = None if self.order is None else Order.from_json(self.order)
        asked = ask(policies, order, Claim.from_json(self.claim), clock.parse(self.now))
        return trace(asked.policy, asked.order, asked.claim, asked.now)

    def differences(self, policies: MerchantPolicies) -> list[str]:
        """Where the decision is not the expected one; empty where it is."""
        traced = self.trace(policies)
        found = {**flat(traced.decision), "via": list(traced.rows)}
        return [
            f"{key}: expected {wanted}, found {found[key]}"
            for key, wanted in self.expect.items()
            if found[key] != (wanted if isinstance(wanted, list) or wanted is None else _plain(wanted))
        ]


def flat(decision: Decision) -> dict[str, Any]:
    """A decision as examples write it: money as `490.00 NOK`, rights as their last moment."""
    json = decision.as_json()
    amount = json["amount"]
    recommended = decision.recommended
    return {
        **{key: json[key] for key in EXPECTED if key in json},
        "amount": None if amount is None else f"{amount['amount']} {amount['currency']}",
        "rights": [right["until"] for right in json["rights"]],
        "recommended": None if recommended is None else recommended.remedy,
    }


def load(folder: Path, merchant: str, known: Merchant | None = None) -> list[Example]:
    """Those of a merchant in a folder of several merchants' examples."""
    return read_folder(folder / merchant, merchant, known)


def read_folder(folder: Path, merchant: str, known: Merchant | None = None) -> list[Example]:
    """All examples of a merchant, by row file. PolicyError, with the file and the example, for what none can be read
    of; with what is `known` of the merchant, also for a claim about what it does not know."""
    file = folder / "base.yml"
    base = _read(file)
    if any(not isinstance(base.get(key), dict) for key in ("order", "claim")) or "now" not in base:
        raise PolicyError(str(file), 1, "is no base of examples", "Write an ordinary `order`, `claim` and `now`.")
    files = sorted(file for file in folder.glob("*.yml") if file.name != "base.yml")
    return [example for file in files for example in _examples(file, merchant, base, known)]


def _examples(file: Path, merchant: str, base: Mapping[str, Any], known: Merchant | None) -> list[Example]:
    document = _read(file)
    each = base.get("each", {})
    listed = document.get("examples")
    if not isinstance(document.get("row"), str) or not isinstance(listed, list):
        raise PolicyError(str(file), 1, "holds no examples of a row", "Write `row:` and a list under `examples:`.")
    found = []
    for place, entry in enumerate(listed, 1):
        _check_shape(file, place, entry)
        unknown_order = "order" in entry and entry["order"] is None
        order = None if unknown_order else _with_money(merge(base["order"], entry.get("order"), each))
        claim = merge(base["claim"], entry.get("claim"), each)
        now = entry.get("now", base["now"])
        _check_read(file, entry["name"], order, claim, now, known)
        found.append(Example(merchant, document["row"], entry["name"], order, claim, now, entry["expect"]))
    return found


def _check_shape(file: Path, place: int, entry: Any) -> None:
    expect = entry.get("expect") if isinstance(entry, dict) else None
    named = [*(entry if isinstance(entry, dict) else ()), *(expect if isinstance(expect, dict) else ())]
    unknown = sorted({str(name) for name in named} - {"name", "order", "claim", "now", "expect", *EXPECTED})
    if unknown or not isinstance(expect, dict) or "row" not in expect or not isinstance(entry.get("name"), str):
        said = f"example {place} is not understood" + (f": {', '.join(unknown)}" if unknown else "")
        raise PolicyError(str(file), 1, said, "Write name, order, claim, now and expect with at least a row.")


def _check_read(file: Path, name: str, order: Any, claim: Any, now: Any, known: Merchant | None) -> None:
    try:
        claim_of(claim, known)
        if order is not None:
            Order.from_json(order)
        clock.parse(now)
    except (InvalidDocument, TypeError, ValueError) as error:
        way_out = "Mend it as the contracts in amends/contracts have it."
        raise PolicyError(str(file), 1, f"example {name!r} is not understood: {error}", way_out) from error


def merge(base: Mapping[str, Any], changes: Mapping[str, Any] | None, each: Mapping[str, Any]) -> dict[str, Any]:
    """`base` with `changes`: objects merge, items of a list are completed from `each`, all else is replaced."""
    merged = dict(base)
    for key, value in (changes or {}).items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            merged[key] = merge(base[key], value, each)
        elif isinstance(value, list) and key in each:
            merged[key] = [merge(each[key], item, {}) for item in value]
        else:
            merged[key] = value
    return merged


def _with_money(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_money(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_money(item) for item in value]
    match = _MONEY.fullmatch(value) if isinstance(value, str) else None
    return value if match is None else {"amount": match[1], "currency": match[2]}


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int) else str(value)


def _read(file: Path) -> dict[str, Any]:
    try:
        document = yaml.load(yaml_file.text_of(file), Loader=_Loader)  # noqa: S506 (a safe loader with fewer types)
    except OSError as error:
        raise PolicyError(str(file), 1, f"cannot be read: {error.strerror}", "Put the file there.") from error
    except yaml_file.TooDeep as error:
        raise too_deep(file, error) from error
    except yaml.MarkedYAMLError as error:
        line = 1 if error.problem_mark is None else error.problem_mark.line + 1
        raise PolicyError(str(file), line, f"is not YAML: {error.problem}", "Mend indentation or quotes.") from error
    if not isinstance(document, dict):
        raise PolicyError(str(file), 1, "holds no examples", "Write `row:` and `examples:`.")
    return document
