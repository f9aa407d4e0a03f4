"""Plays one conversation against the running system and returns what it left behind."""

import copy
import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from amends import clock
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.db.remedy_tables import JobRow
from demo.orders.scenarios import orders_at
from tests.conversations.customer import Customer, Line
from tests.conversations.records import final_state
from tests.conversations.scenario import Scenario
from tests.stack import ROOT, Stack

SETTLED_WITHIN_S = 90.0
TRANSCRIPTS = ROOT / "test-results" / "transcripts"


class Play:
    """`names` are what the placeholders of the lines stand for."""

    def __init__(self, stack: Stack, scenario: Scenario) -> None:
        self.stack = stack
        self.scenario = scenario
        self.names: dict[str, str] = {}
        self.orders = [self._copied(scenario.order, "order", scenario.changes, scenario.records)]
        if scenario.second_order:
            self.orders.append(self._copied(scenario.second_order, "order2", {}))
        self.customers = [self._customer()]

    def run(self) -> dict[str, Any]:
        """The final state, as soon as it is the expected one, or after a while as it is."""
        try:
            for step in self.scenario.steps:
                self._step({"say": step} if isinstance(step, str) else step)
            return self._settled()
        finally:
            self._write()

    @property
    def customer(self) -> Customer:
        return self.customers[-1]

    def _step(self, step: dict[str, Any]) -> None:
        match step:
            case {"say": text}:
                _once(self.customer.say(self._filled(text), times=step.get("times", 1)))
            case {"press": title}:
                _once(self.customer.press(self._filled(title)))
            case {"both": text}:
                self._at_once(self._filled(text))
            case {"newcomer": language}:
                self.customers.append(self._customer(None if language is True else language))
            case {"backend": mode}:
                self.stack.backend(None if mode == "up" else mode)
            case {"kill": process}:
                self.stack.kill(process)
            case {"start": process}:
                self.stack.begin(process)
            case {"due": changes}:
                self._due(changes)
            case {"idle_minutes": minutes}:
                self._idle(minutes)
            case {"wait_for": words}:
                self._wait_for(self._filled(words))

    def _at_once(self, text: str) -> None:
        """All customers send before any of them is answered."""
        with ThreadPoolExecutor(len(self.customers)) as pool:
            list(pool.map(lambda customer: customer.say(text), self.customers))

    def _due(self, changes: dict[str, Any]) -> None:
        """Time passes: the records are as they will be then, and what is to be done then is due now."""
        document = self.stack.orders.order(self.orders[0])
        assert document is not None
        _apply(document, changes)
        self.stack.orders.put(document)
        now = clock.now()
        with self.stack.database.begin() as session:
            cases = session.scalars(select(CaseRow).where(CaseRow.order_number.in_(self.orders))).all()
            ids = {case.id for case in cases}
            for case in cases:
                case.due_at = now if case.due_at else None
            for job in session.scalars(select(JobRow).where(JobRow.state == "waiting")):
                if job.body.get("case_id") in ids:
                    job.due_at = now

    def _idle(self, minutes: float) -> None:
        then = clock.now() - timedelta(minutes=minutes)
        with self.stack.database.begin() as session:
            mine = ConversationRow.id == self.customer.id
            session.execute(update(ConversationRow).where(mine).values(verified_at=then))

    def _wait_for(self, words: str) -> None:
        until = time.monotonic() + SETTLED_WITHIN_S
        while not any(words in line.text for line in self.customer.lines):
            assert time.monotonic() < until, f"{words!r} was never said"
            self.customer.read()
            time.sleep(0.1)

    def _settled(self) -> dict[str, Any]:
        ids = [customer.id for customer in self.customers]
        until = time.monotonic() + SETTLED_WITHIN_S
        while True:
            found = final_state(self.stack, ids, self.orders, self.names["email"])
            done = found.pop("settled")
            expected = {"orders": found["orders"], **self.scenario.expect}
            if (done and found == expected) or time.monotonic() > until:
                return found
            time.sleep(0.2)

    def _customer(self, language: str | None = None) -> Customer:
        return Customer(self.stack.settings.public_url, self.scenario.merchant, language or self.scenario.language)

    def _copied(self, like: str, name: str, changes: dict[str, Any], records: dict[str, Any] | None = None) -> str:
        """A demo order's copy, or one of these records, under a number and an e-mail address that nobody else uses."""
        document = copy.deepcopy(_seeds()[like]) if records is None else _at_now(records)
        prefix = like.split("-", maxsplit=1)[0]
        number = f"{prefix}-{(50000 if name == 'order' else 70000) + self.scenario.number}"
        first, domain = document["customer"]["email"].split("@")
        email = self.names.get("email") or f"{first}.{self.scenario.number}@{domain}"
        document["number"] = number
        document["customer"]["email"] = email
        _apply(document, changes)
        self.stack.orders.put(document)
        product = document["product"]["name"]
        self.names |= {name: number, f"{name}_digits": number.split("-")[1], "email": email}
        self.names |= {name.replace("order", "product"): product}
        return number

    def _filled(self, text: str) -> str:
        if "{case}" in text:
            with self.stack.database.read() as session:
                of_mine = (
                    select(CaseRow.number).where(CaseRow.order_number.in_(self.orders)).order_by(CaseRow.id.desc())
                )
                self.names["case"] = session.scalars(of_mine).first() or "there is none"
        return re.sub(r"\{(\w+)\}", lambda found: self.names[found[1]], text)

    def _write(self) -> None:
        file = TRANSCRIPTS / f"{self.scenario.name}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        parts = [f"{self.scenario.title}\n"]
        for customer in self.customers:
            customer.reply()
            customer.close()
            parts += [f"--- {customer.id}", *map(_told, customer.lines)]
        file.write_text("\n".join(parts) + "\n", "utf-8")


def _once(replies: list[Line]) -> None:
    """Nothing is said twice to one message."""
    texts = [line.text for line in replies if line.author == "bot"]
    assert len(texts) == len(set(texts)), texts


def _told(line: Line) -> str:
    who = {"customer": "ME ", "bot": "BOT"}.get(line.author, line.author.upper())
    text = line.text.replace("\n", "\n     ")
    return f"{who}: {text}" + (f"\n     {' '.join(f'[{title}]' for title in line.titles)}" if line.buttons else "")


def _apply(document: dict[str, Any], changes: dict[str, Any]) -> None:
    """Set fields by dotted path; an instant may be written in minutes from now with a sign, `+5 minutes`."""
    for path, value in changes.items():
        *parents, last = path.split(".")
        place: Any = document
        for parent in parents:
            place = place[int(parent)] if parent.isdecimal() else place.setdefault(parent, {})
        place[last] = _at_now(value)


def _at_now(value: Any) -> Any:
    """The value with the instants in it that are so many minutes from now."""
    match value:
        case dict():
            return {key: _at_now(each) for key, each in value.items()}
        case list():
            return [_at_now(each) for each in value]
        case str() if minutes := re.fullmatch(r"([+-]\d+) minutes", value):
            return (clock.now() + timedelta(minutes=int(minutes[1]))).isoformat()
        case _:
            return value


def _seeds() -> dict[str, Any]:
    return {document["number"]: document for _row, document in orders_at(clock.now())}
