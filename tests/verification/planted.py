"""What each invariant has to see: a violation that is planted, and words of the sentence by which it is found."""

from sqlalchemy import delete

from amends.db.remedy_tables import PaymentBalanceRow
from tests.desk_core.scene import EMAIL, NOW
from tests.verification import plants

LOST = "was acknowledged, and neither answered"
GAP = "is missing: the next one is"
TWICE = "are one reply, said twice"
UNSENT = "was written and not sent"
PLANTED = {
    "I1": (
        (plants.a_reply_is_lost, LOST),
        (plants.a_reply_in_the_middle_is_lost, GAP),
        (plants.a_reply_is_said_twice, TWICE),
    ),
    "I2": (
        (plants.an_entry_is_there_twice, "live entries for one purpose"),
        (plants.the_money_is_failed, "order backend made it as"),
        (plants.more_was_entered_than_granted, "(minor units) of order"),
    ),
    "I3": (
        (plants.balances_are(committed_minor=0), "as ours, and the ledger's entries come to"),
        (plants.balances_are(committed_minor=0, paid_minor=1), "are returned or set aside (minor units)"),
        (lambda house: house.change(delete(PaymentBalanceRow)), "and no balance guards it"),
    ),
    "I4": (
        (plants.the_money_is_failed, "has no confirmed entry of that reference"),
        (plants.entry_is(reference="RF-1"), "has none of that key and reference"),
        (plants.a_line_of_what_was_never_done, "that was carried out, and the ledger has not"),
    ),
    "I5": (
        (plants.the_news_was_never_told, "neither in the chat nor by e-mail"),
        (plants.a_letter_is_forgotten, UNSENT),
    ),
    "I6": (
        (plants.a_stranger_hears("It goes to", EMAIL), "which is another customer's."),
        (plants.a_stranger_hears("Your case is {case}."), "which is another customer's."),
        (plants.a_stranger_hears("See {order}."), "which is another customer's."),
        (plants.a_letter_to_another, "which is another customer's than its recipient's"),
    ),
    "I7": (
        (plants.entry_is(confirmed_text=""), "it is not kept what the yes was said to"),
        (plants.entry_is(confirmed_by="999999"), "which is to have said yes, is not there"),
        (plants.entry_is(confirmed_by="ag_nobody"), "is not known to have decided on it"),
        (plants.entry_is(confirmed_by="withdrawal 7"), "is not of that case"),
        (plants.the_bot_said_yes_itself, "which is to have said yes, is not the customer's"),
        (plants.the_yes_came_afterwards, "the yes came afterwards"),
        (plants.the_yes_is_of_another_time, "the yes is noted for another time"),
        (plants.nobody_was_matched, "no customer was matched with that order"),
        (plants.a_denial_was_entered, "grants nothing"),
        (plants.more_was_entered_than_granted, "were entered (minor units)"),
        (plants.an_entry_of_another_case, "is another case's"),
        (plants.the_order_was_somebody_elses, "the order is another customer's"),
    ),
    "I8": (
        (plants.the_bot_speaks_beside_a_person, "is a reply of the bot's while a person"),
        (plants.the_owner_is_another, "and its log says that it is the"),
    ),
    "I9": (
        (plants.a_promise_is_put_off, "was promised an answer by"),
        (plants.a_case_jumped, "and its timeline says"),
        (plants.a_closed_case_is_open, "and was closed"),
        (plants.a_line_of_its_own_way, "which its table does not have"),
        (plants.case_is(due_at=NOW), "is due"),
        (plants.case_is(due_at=NOW), "and due"),
    ),
    "I10": (
        (plants.the_log_was_changed, "The audit log was tampered with"),
        (plants.a_decision_was_changed, "was changed after it was taken"),
        (plants.a_decision_came_from_nowhere, "does not know decision"),
        (plants.a_decision_that_the_timeline_forgot, "does not know decision"),
    ),
    "I11": (
        (plants.a_message_waits, "has waited for an answer since"),
        (plants.a_job_waits, "and no worker does it"),
        (plants.a_job_died_unseen, "was given up, and no person has it"),
        (plants.a_remedy_lost_its_job, "and no job carries it out"),
        (plants.a_case_is_carried_out_for_ever, "and nothing of it is under way"),
        (plants.a_wait_is_forgotten, "and nothing decides it again"),
    ),
}  # fmt: skip
"""By invariant: what is planted, and words of the sentence by which it is found."""
