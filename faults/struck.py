"""One claim with one fault in it: a process killed, a call broken, the database out of reach, the power gone."""

import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from sqlalchemy import select

from amends.db.remedy_tables import RemedyRow
from amends.errors import DatabaseUnavailable
from faults import on_postgresql, on_sqlite, power, strikes
from faults.breakages import ACTIONS, BACKEND, done_then_timeout, holding, not_found
from faults.calls import of_conversation
from faults.claims import Claim, claims
from faults.doubled import SECOND
from faults.matrix import Cell, Form
from faults.proxy import Rule
from faults.strikes import Strike
from faults.system import System

SPOKEN = frozenset({"opening", "identity", "yes"})
HELD = {"order_read": ("lookup", "before"), "before_remedy": ("remedy", "before"), "accepted": ("remedy", "done"),
        "told": ("remedy", "told")}  # fmt: skip
"""By point: which call is held, and when it is struck."""
STRUCK_WITHIN_S = 30.0
WATCHED_S = 1.0
"""How long a remedy that is confirmed may take to be seen."""
MOST_CALLS = 6
"""A call is tried four times within eight seconds, so a fault of more calls outlives the first tries."""


@dataclass
class Struck:
    """A claim that is prepared: `claim.hold()` runs into the fault. `is_struck` tells afterwards whether it did."""

    claim: Claim
    strike: Strike | None = None
    rules: list[tuple[str, Rule]] = field(default_factory=list)
    watch: threading.Thread | None = None
    is_over: threading.Event = field(default_factory=threading.Event)

    @property
    def is_struck(self) -> bool:
        if self.strike is not None:
            return self.strike.struck_at is not None
        return bool(self.rules) and self.rules[-1][1].hit.is_set()

    def wait(self) -> bool:
        """Until a strike that is on its way is over; whether there was one. Nothing is struck afterwards."""
        if self.watch is not None:
            self.watch.join(WATCHED_S)
            self.is_over.set()
            self.watch.join()
        if self.strike is None or self.strike.struck_at is None:
            return False
        self.strike.over.wait(STRUCK_WITHIN_S)
        return True

    def close(self) -> None:
        self.is_over.set()
        for name, rule in self.rules:
            self.claim.system.proxies[name].remove(rule)
        self.claim.close()


def prepared(system: System, cell: Cell, chance: Random) -> Struck:
    """The claim and its fault, both by `chance`."""
    scenario = chance.choice(claims(with_cancellation=cell.point == "cancellation"))
    struck = Struck(Claim(system, scenario, chance))
    match cell.axis:
        case "kill":
            one = cell.fault + (chance.choice(("", SECOND)) if cell.form == Form.DOUBLED else "")
            _strike(struck, cell, strikes.kill(system.stack, system.keeper, one, chance.uniform(0, 2)))
        case "database":
            way = on_sqlite.strike if system.server is None else on_postgresql.strike
            _strike(struck, cell, way(system, cell.fault, chance.uniform(1, 7)))
        case "power":
            _strike(struck, cell, power.cut(system, chance.uniform(0, 2)))
        case "clock":
            _strike(struck, cell, _stepped(system, cell.fault, chance.uniform(2, 8)))
        case "backend":
            _break_backend(struck, cell, chance.randint(1, MOST_CALLS))
        case "actions":
            _break_actions(struck, cell, chance.randint(1, 3))
    return struck


def _stepped(system: System, fault: str, seconds: float) -> strikes.Action:
    """Clocks are set, and put right so many seconds later, which is a step the other way."""
    assert system.clocks is not None, "the clocks of this system cannot be set"
    clocks = system.clocks

    def do() -> None:
        clocks.step(fault)
        system.keeper.later(seconds, clocks.put_right)

    return do


def _strike(struck: Struck, cell: Cell, do: strikes.Action) -> None:
    struck.strike = Strike(do)
    claim = struck.claim
    if cell.point in SPOKEN:
        claim.at[cell.point] = struck.strike
    elif cell.point == "settled":
        struck.watch = threading.Thread(target=_once_confirmed, args=(struck,), daemon=True)
        struck.watch.start()
    else:
        call, when = HELD[cell.point]
        _add(struck, "orders", Rule(claim.calls.is_call(call), holding(struck.strike, when)))


def _once_confirmed(struck: Struck) -> None:
    """The moment at which the ledger has a remedy of the order as confirmed."""
    assert struck.strike is not None
    claim = struck.claim
    confirmed = select(RemedyRow.id).where(RemedyRow.order_number == claim.order.number, RemedyRow.state == "confirmed")
    while not struck.is_over.is_set():
        with suppress(DatabaseUnavailable), claim.system.stack.database.read() as session:
            if session.scalar(confirmed.limit(1)) is not None:
                struck.strike()
                return
        time.sleep(0.01)


def _break_backend(struck: Struck, cell: Cell, times: int) -> None:
    fits = struck.claim.calls.is_call(cell.point)
    if cell.point == "receipt":  # it is asked for only where a remedy got no clear answer
        first = Rule(struck.claim.calls.is_call("refund"), done_then_timeout)
        _add(struck, "orders", first)
    broken = Rule(fits, not_found if cell.fault == "not_found" else BACKEND[cell.fault], times)
    _add(struck, "orders", broken)


def _break_actions(struck: Struck, cell: Cell, times: int) -> None:
    """From right before the message of that step is sent."""
    claim = struck.claim
    rule = Rule(of_conversation(lambda: claim.conversation), ACTIONS[cell.fault], times)
    claim.before[cell.point] = lambda: _add(struck, "actions", rule)


def _add(struck: Struck, name: str, rule: Rule) -> None:
    struck.claim.system.proxies[name].add(rule)
    struck.rules.append((name, rule))
