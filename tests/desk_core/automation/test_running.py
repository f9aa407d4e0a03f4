"""Rules are tried when something happens to a case, in their order; each says in the case's log what it did."""

import pytest
from sqlalchemy import select

from amends.accounts import account
from amends.conversations import log
from amends.db import outbox
from amends.db.conversation_tables import ConversationRow
from amends.db.job_kinds import JobKind
from amends.db.remedy_tables import JobRow, RemedyRow
from amends.db.tables import AuditRow, CaseEntryRow, DeskCaseRow, EventRow, LabelRow
from amends.desk.actor import Actor
from amends.desk.automation import trigger
from amends.desk.automation.actions import Action, ActionKind
from amends.desk.automation.dry_run import dry_run
from amends.desk.automation.facts import Event
from amends.desk.automation.rules import Rule, Rules, of_merchant
from amends.desk.automation.running import Automation
from amends.desk.automation.terms import Condition
from amends.desk.teams.administration import Teams
from amends.errors import CannotBeDone, NotFound, NotPermitted
from tests.desk_core.scene import ANNA, SUSAN
from tests.desk_core.working import work, worker_of


@pytest.fixture
def desk(desk):
    trigger.watch(desk.database)
    return desk


@pytest.fixture
def rules(desk):
    return Rules(desk.context)


def rule(name, *actions, event=Event.CAME, conditions=()):
    return Rule(name, event, tuple(conditions), tuple(Action(ActionKind(kind), value) for kind, value in actions))


def labels(desk, number):
    with desk.database.read() as session:
        mine = LabelRow.case_id == desk.row(number, session).id
        return sorted(session.scalars(select(LabelRow.label).where(mine)))


def of_case(desk, number):
    with desk.database.read() as session:
        return session.get(DeskCaseRow, desk.row(number, session).id)


def lines(desk, number, kind):
    with desk.database.read() as session:
        mine = (CaseEntryRow.case_id == desk.row(number, session).id, CaseEntryRow.kind == kind)
        return [entry.body for entry in session.scalars(select(CaseEntryRow).where(*mine).order_by(CaseEntryRow.id))]


def says(desk, number, text):
    with desk.database.begin() as session:
        talk = session.get_one(ConversationRow, desk.row(number).conversation_id)
        log.append(session, talk, kind="message", author="customer", body={"text": text}, now=desk.now)


def claimed(desk):
    """Everything that is due, taken as a worker takes it."""
    while (job := outbox.claim_due(desk.database, desk.now, 60.0)) is not None:
        yield job


def jobs(desk):
    with desk.database.read() as session:
        return list(session.scalars(select(JobRow.body).where(JobRow.kind == JobKind.TRY_RULES)))


def test_a_rule_that_fits_does_what_it_says_and_the_log_has_its_name(desk, rules):
    is_outage = Condition("issue", ("outage",))
    rules.save(SUSAN, "norrnet", rule("Outages", ("label", "net"), ("priority", "high"), conditions=[is_outage]))
    fits, does_not = desk.case(issue="outage"), desk.case(issue="cancel", verified=False)
    work(desk)
    assert (labels(desk, fits), of_case(desk, fits).priority) == (["net"], "high")
    assert labels(desk, does_not) == []
    (line,) = lines(desk, fits, "rule")
    assert (line["name"], line["did"]) == ("Rule “Outages”", ["put on the label net", "set the priority to high"])
    assert desk.told(fits)[-3:] == ["rule", "label", "priority"]
    with desk.database.read() as session:
        entries = session.scalars(select(AuditRow).where(AuditRow.subject == fits, AuditRow.action == "rule")).all()
        assert [entry.actor for entry in entries] == ["rule:1"]


def test_rules_are_tried_in_their_order_and_each_sees_what_the_ones_before_did(desk, rules):
    is_net = Condition("label", ("net",))
    second = rules.save(SUSAN, "norrnet", rule("Urgent", ("priority", "urgent"), conditions=[is_net]))
    first = rules.save(SUSAN, "norrnet", rule("Net", ("label", "net")))
    number = desk.case()
    work(desk)
    assert of_case(desk, number) is None or of_case(desk, number).priority == "normal"
    rules.move(SUSAN, first, up=True)
    with desk.database.read() as session:
        assert [each.id for each in of_merchant(session, "norrnet")] == [first, second]
    number = desk.case(issue="outage")
    work(desk)
    assert of_case(desk, number).priority == "urgent"


def test_what_a_rule_does_makes_no_other_one_be_tried(desk, rules):
    everything = [("label", "a"), ("priority", "low"), ("snooze", "1"), ("draft", "one_moment")]
    with desk.database.begin() as session:
        made = account.add(
            session, name="Anna", email="anna@example.com", role="supervisor", merchants=("norrnet",),
            password="correct horse battery", now=desk.now,
        )  # fmt: skip
    team = Teams(desk.context).add(SUSAN, "norrnet", "First line")
    everything += [("team", str(team)), ("assign", made.id), ("notify", "leading")]
    for event in Event:
        rules.save(SUSAN, "norrnet", rule(f"On {event}", *everything[:5], event=event))
        rules.save(SUSAN, "norrnet", rule(f"And {event}", *everything[5:], event=event))
    number = desk.case()
    before = jobs(desk)
    assert [body["event"] for body in before] == ["came"]
    work(desk)
    assert jobs(desk) == before
    assert [line["name"] for line in lines(desk, number, "rule")] == ["Rule “On came”", "Rule “And came”"]
    assert lines(desk, number, "rule_failed") == []
    assert desk.notices(Actor(made.id, "Anna", "supervisor", frozenset({"norrnet"})), number) == ["given", "rule"]


def test_no_rule_says_anything_to_the_customer_or_moves_money(desk, rules):
    for event in Event:
        rules.save(SUSAN, "norrnet", rule(f"On {event}", ("draft", "one_moment"), ("label", "x"), event=event))
    number = desk.reviewed()
    said = len(desk.events(number))
    work(desk)
    says(desk, number, "Hello?")
    work(desk)
    assert len(lines(desk, number, "rule")) == 2
    with desk.database.read() as session:
        assert session.scalars(select(RemedyRow)).all() == []
        assert session.scalars(select(EventRow).where(EventRow.author == "agent")).all() == []
    assert len(desk.events(number)) == said + 1
    assert desk.mails() == []


def test_a_draft_waits_for_whoever_answers_and_goes_with_the_answer(desk, rules):
    rules.save(SUSAN, "norrnet", rule("Draft", ("draft", "one_moment")))
    number = desk.case()
    work(desk)
    laid_out = desk.replying.suggested(ANNA, number)
    assert laid_out is not None
    assert laid_out.name == "one_moment"
    desk.replying.reply(ANNA, number, "In my own words.")
    assert desk.replying.suggested(ANNA, number) is None


def test_the_customers_new_words_alone_are_looked_at_when_they_write(desk, rules):
    angry = Condition("words", ("lawyer",))
    rules.save(SUSAN, "norrnet", rule("Lawyers", ("label", "legal"), event=Event.WROTE, conditions=[angry]))
    number = desk.case(explanation="My lawyer says so.")
    says(desk, number, "Hello?")
    work(desk)
    assert labels(desk, number) == []
    says(desk, number, "My LAWYER will write to you.")
    work(desk)
    assert labels(desk, number) == ["legal"]


def test_a_rule_that_is_off_or_gone_is_not_tried(desk, rules):
    off = rules.save(SUSAN, "norrnet", rule("Off", ("label", "off")))
    gone = rules.save(SUSAN, "norrnet", rule("Gone", ("label", "gone")))
    rules.turn(SUSAN, off, on=False)
    rules.remove(SUSAN, gone)
    number = desk.case()
    work(desk)
    assert (labels(desk, number), jobs(desk)) == ([], [])


def test_a_rule_that_cannot_be_carried_out_does_nothing_says_why_and_the_next_one_is_tried(desk, rules):
    rules.save(SUSAN, "norrnet", rule("Broken", ("label", "half"), ("assign", "ag_gone")))
    rules.save(SUSAN, "norrnet", rule("Whole", ("label", "whole")))
    number = desk.case()
    work(desk)
    assert labels(desk, number) == ["whole"]
    assert [body["why"] for body in lines(desk, number, "rule_failed")] == ["There is no such colleague."]


def test_a_job_that_is_run_twice_does_its_part_once(desk, rules):
    rules.save(SUSAN, "norrnet", rule("Once", ("label", "net")))
    number = desk.case()
    case = desk.row(number)
    body = jobs(desk)[0]
    automation = Automation(desk.context)
    assert [automation.run(case.id, Event.CAME, body["key"], desk.now) for _ in range(2)] == [1, 0]
    assert len(lines(desk, number, "rule")) == 1


def test_a_dry_run_tells_which_cases_it_would_have_touched_and_changes_nothing(desk, rules):
    old = desk.case(issue="outage")
    desk.later(days=8)
    fits, does_not = desk.case(issue="duplicate_payment"), desk.case(issue="cancel")
    wanted = Condition("issue", ("outage", "duplicate_payment"))
    tried_rule = rule("Try", ("label", "x"), conditions=[wanted])
    with desk.database.read() as session:
        tried = dry_run(session, desk.context, "norrnet", tried_rule, desk.now)
    assert [each.number for each in tried.touched] == [fits]
    assert (tried.looked_at, tried.is_all) == (2, True)
    assert [labels(desk, each) for each in (old, fits, does_not)] == [[], [], []]


def test_a_dry_run_counts_messages_only_while_a_person_was_awaited(desk, rules):
    number = desk.case()
    says(desk, number, "where is my lawyer")
    desk.later(minutes=1)
    desk.case_actions.close(SUSAN, number, "Done.")
    desk.later(minutes=1)
    says(desk, number, "the lawyer again")
    tried_rule = rule("Try", ("label", "x"), event=Event.WROTE, conditions=[Condition("words", ("lawyer",))])
    with desk.database.read() as session:
        assert len(dry_run(session, desk.context, "norrnet", tried_rule, desk.now).touched) == 1


def test_who_may_not_and_what_cannot_be_is_refused(desk, rules):
    with pytest.raises(NotPermitted):
        rules.save(ANNA, "norrnet", rule("Mine", ("label", "x")))
    kept = rules.save(SUSAN, "norrnet", rule("Ours", ("label", "x")))
    with pytest.raises(CannotBeDone, match="There is a rule ours already"):
        rules.save(SUSAN, "norrnet", rule("ours", ("label", "y")))
    with pytest.raises(CannotBeDone, match="one thing at least"):
        rules.save(SUSAN, "norrnet", rule("Nothing"))
    with pytest.raises(NotPermitted):
        rules.remove(ANNA, kept)
    with pytest.raises(NotFound):
        rules.remove(Actor("ag_b", "Bram", "supervisor", frozenset({"itnet"})), kept)


def test_each_change_of_a_rule_is_in_the_audit_log(desk, rules):
    kept = rules.save(SUSAN, "norrnet", rule("Ours", ("label", "x")))
    rules.turn(SUSAN, kept, on=False)
    rules.remove(SUSAN, kept)
    with desk.database.read() as session:
        mine = select(AuditRow.action).where(AuditRow.subject == f"rule {kept}").order_by(AuditRow.seq)
        assert list(session.scalars(mine)) == ["rule_saved", "rule_off", "rule_removed"]


def test_a_job_of_rules_that_fails_for_good_leaves_the_case_as_it_is(desk, rules):
    rules.save(SUSAN, "norrnet", rule("Closed", ("label", "x"), event=Event.CLOSED))
    number = desk.case()
    desk.case_actions.close(SUSAN, number, "Done.")
    said = len(desk.events(number))
    worker = worker_of(desk)
    job = next(job for job in claimed(desk) if job.kind == JobKind.TRY_RULES)
    worker.handlers.give_up(job, "the database was away")
    assert (desk.status(number), len(desk.events(number))) == ("resolved", said)
    assert desk.told(number)[-1] == "given_up"


def test_what_a_customer_writes_in_the_chat_of_a_merged_case_is_about_the_case_it_goes_on_in(desk, rules):
    one, into = desk.case(), desk.case(issue="outage")
    says_so = rule("Lawyers", ("label", "lawyer"), event=Event.WROTE, conditions=[Condition("words", ("lawyer",))])
    rules.save(SUSAN, "norrnet", says_so)
    desk.merging.merge(ANNA, one, into)
    with desk.database.read() as session:
        talk = desk.row(one, session).conversation_id
    desk.customer(talk, "My lawyer will call you")
    work(desk)
    assert (labels(desk, one), labels(desk, into)) == ([], ["lawyer"])
    with desk.database.read() as session:
        tried = dry_run(session, desk.context, "norrnet", says_so, desk.now)
    assert [each.number for each in tried.touched] == [into]
