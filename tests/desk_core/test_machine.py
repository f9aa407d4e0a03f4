"""Whatever order people, the customer and the bot act in: the bot is silent while a person has the chat, nobody
approves their own decision, and never more is promised than was paid."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from amends.assistant.draft import Draft
from amends.audit.verify import verify
from amends.db.desk_tables import ApprovalRow, RulingRow
from amends.db.session import Database
from amends.errors import AmendsError
from tests.desk_core.scene import ANNA, BO, STEN, SUSAN, Desk, nok
from tests.desk_core.test_takeover import silent
from tests.postgres import sqlite_url
from tests.remedies.scene import an_order

PEOPLE = st.sampled_from([ANNA, BO, SUSAN, STEN])
PAID = 2_000_000


class AtTheDesk(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.desk = Desk(Database(sqlite_url(self.folder)), an_order("20000.00", total="20000.00"))
        self.number = self.desk.reviewed("20000.00")
        self.talk = self.desk.row(self.number).conversation_id
        self.sent = []
        self.due = None
        self.pages = [self.desk.seen(self.number)]
        self.decided_on = set()

    def rulings(self):
        with self.desk.database.read() as session:
            return session.query(RulingRow).all()

    def teardown(self):
        self.desk.database.close()
        shutil.rmtree(self.folder)

    def attempt(self, act, *given, **named):
        """Any refusal of the desk's own is fine; anything else is a fault."""
        try:
            return act(*given, **named)
        except AmendsError:
            return None

    @rule(who=PEOPLE)
    def take_over(self, who):
        had = self.desk.holder(self.number)
        self.desk.takeover.take_over(who, self.number, taken_from=had)
        assert self.desk.talk(self.number).owner == "person"

    @rule(who=PEOPLE)
    def hand_back(self, who):
        self.desk.takeover.hand_back(who, self.number)
        assert self.desk.talk(self.number).owner == "bot"

    @rule()
    def customer_writes(self):
        self.sent.append(f"m{len(self.sent)}")
        self.desk.customer(self.talk, self.sent[-1], self.sent[-1])

    @rule()
    def bot_begins(self):
        if self.due is None:
            self.customer_writes()
            self.due = self.desk.bot_takes()

    @rule()
    def bot_ends(self):
        if self.due is not None:
            self.desk.bot_says(self.due, f"re {self.due.text}")
            self.due = None

    @rule(who=PEOPLE)
    def approve_recommended(self, who):
        self.attempt(self.desk.decides.approve_recommended, who, self.number)

    @rule(who=PEOPLE, amount=st.sampled_from(["400.00", "9000.00", "15000.00"]))
    def goodwill(self, who, amount):
        self.attempt(self.desk.decides.goodwill, who, self.number, amount=nok(amount), reason_code="other")

    @rule(accepts=st.booleans())
    def customer_answers_what_is_offered(self, accepts):
        if self.desk.talk(self.number).owner == "bot" and Draft.from_json(self.desk.talk(self.number).draft).offered:
            self.sent.append(f"{'Yes' if accepts else 'No'} {len(self.sent)}")
            self.desk.hear(self.talk, self.sent[-1])

    @rule(who=PEOPLE, back=st.integers(0, 3))
    def click_on_an_old_page(self, who, back):
        """Whatever was decided on a state of the case is not decided on it again."""
        seen = self.pages[-1 - back] if len(self.pages) > back else "a page of another case"
        before = len(self.rulings())
        given = {"seen": seen, "amount": nok("400.00"), "reason_code": "other"}
        self.attempt(self.desk.rulings.goodwill, who, self.number, **given)
        if len(self.rulings()) > before:
            assert seen not in self.decided_on
            self.decided_on.add(seen)

    @rule()
    def look(self):
        self.pages.append(self.desk.seen(self.number))

    @rule(who=PEOPLE, approval=st.integers(1, 4), yes=st.booleans())
    def settle(self, who, approval, yes):
        self.attempt(self.desk.approvals.approve if yes else self.desk.approvals.refuse, who, approval)

    @rule(who=PEOPLE)
    def deny(self, who):
        self.attempt(self.desk.decides.deny, who, self.number, clauses=["1"], reason_code="other")

    @rule(who=PEOPLE)
    def reopen(self, who):
        self.attempt(self.desk.case_actions.reopen, who, self.number, "again")

    @rule()
    def worker(self):
        self.desk.work()

    @invariant()
    def the_bot_is_silent_while_a_person_has_the_chat(self):
        events = self.desk.events(self.number)
        assert silent(events)
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert [event.body["text"] for event in events if event.author == "customer"] == self.sent
        replies = [event.body["text"] for event in events if event.author == "bot" and event.kind == "reply"]
        answers = [text for text in replies if text.startswith("re ")]
        assert len(answers) == len(set(answers))

    @invariant()
    def nobody_approves_their_own_and_large_sums_have_two_people(self):
        with self.desk.database.read() as session:
            for approval in session.query(ApprovalRow).filter_by(state="approved"):
                assert approval.settled_by not in {None, approval.asked_by}
            seconds = {ruling.decision_id: ruling.second_by for ruling in session.query(RulingRow)}
            limits = {"ag_anna": 1_000_000, "ag_bo": 1_000_000, "ag_susan": 5_000_000, "ag_sten": 5_000_000}
            by = {ruling.decision_id: ruling.decided_by for ruling in session.query(RulingRow)}
            alone = [r for r in self.desk.remedies() if seconds[r.decision_id] is None and r.state != "failed"]
            assert all(seconds[r.decision_id] != by[r.decision_id] for r in self.desk.remedies())
            assert sum(r.amount_minor or 0 for r in alone) <= max((limits[by[r.decision_id]] for r in alone), default=0)

    @invariant()
    def no_more_is_promised_than_was_paid(self):
        assert sum(r.amount_minor or 0 for r in self.desk.remedies() if r.state != "failed") <= PAID

    @invariant()
    def the_log_is_whole(self):
        with self.desk.database.read() as session:
            assert verify(session) == []


TestAtTheDesk = AtTheDesk.TestCase
TestAtTheDesk.settings = settings(
    max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
