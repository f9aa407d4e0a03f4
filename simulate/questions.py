"""What each of the bot's responses wants from the customer, and which of them tell an outcome."""

from enum import Enum, auto


class Need(Enum):
    """What the open question is about."""

    PROBLEM = auto()
    ISSUE = auto()
    NARROW = auto()
    ORDER = auto()
    EMAIL = auto()
    IDENTITY = auto()
    LOCKED = auto()
    SERVICE = auto()
    EXPLANATION = auto()
    WHEN = auto()
    DESTINATION = auto()
    ERROR = auto()
    EVIDENCE = auto()
    PROPOSAL = auto()
    REMEDY = auto()
    WITHDRAWAL = auto()
    CHOICE = auto()
    NEXT = auto()


_SLOTS = {
    "order_number": Need.ORDER,
    "email": Need.EMAIL,
    "service_name": Need.SERVICE,
    "explanation": Need.EXPLANATION,
    "occurred_at": Need.WHEN,
    "destination": Need.DESTINATION,
    "error_message": Need.ERROR,
    "payment_confirmation": Need.EVIDENCE,
    "error_screenshot": Need.EVIDENCE,
    "invoice": Need.EVIDENCE,
}
_ASKED = {
    **{f"utter_{way}_{slot}": need for slot, need in _SLOTS.items() for way in ("ask", "explain")},
    "utter_ask_order_number_again": Need.ORDER,
    "utter_ask_email_again": Need.EMAIL,
    "utter_case_needs_order_number": Need.ORDER,
    "utter_case_needs_email": Need.EMAIL,
    "utter_ask_which_order": Need.ORDER,
    "utter_identity_not_matched": Need.IDENTITY,
    "utter_identity_still_not_matched": Need.IDENTITY,
    "utter_identity_ask_a_person": Need.IDENTITY,
    "utter_identity_locked": Need.LOCKED,
    "utter_ask_issue": Need.ISSUE,
    "utter_what_about": Need.ISSUE,
    "utter_misunderstood": Need.ISSUE,
    "utter_not_understood_at_all": Need.PROBLEM,
    "utter_help_article": Need.PROBLEM,
    "utter_out_of_scope": Need.PROBLEM,
    "utter_ask_duplicate_payment_or_duplicate_order": Need.NARROW,
    "utter_ask_expired_credit_or_cash_out_credit": Need.NARROW,
    "utter_ask_where_credit_went": Need.NARROW,
    "utter_ask_outage_or_not_activated": Need.NARROW,
    "utter_ask_external_problem_or_outage": Need.NARROW,
    "utter_confirm": Need.PROPOSAL,
    "utter_confirm_later": Need.PROPOSAL,
    "utter_confirm_remedy": Need.REMEDY,
    "utter_offer": Need.CHOICE,
    "utter_ask_withdrawal": Need.WITHDRAWAL,
    "utter_next_problem": Need.NEXT,
}
ENDS = frozenset({
    "utter_approved_refund", "utter_approved_refund_and_cancel", "utter_approved_cancellation",
    "utter_approved_service_credit", "utter_approved_replacement_credit", "utter_approved_credit_note",
    "utter_approved_reactivation", "utter_approved_replacement_service", "utter_approved_technical_correction",
    "utter_approved_account_correction", "utter_denied", "utter_wait", "utter_review", "utter_review_neutral",
    "utter_on_hold", "utter_granted_before", "utter_covered_already", "utter_covered_already_on",
    "utter_decided_before", "utter_settled_before", "utter_ask_payment_beyond_settled",
    "utter_handed_over", "utter_handed_over_unverified",
    "utter_handed_over_locked", "utter_handed_over_live", "utter_appeal_handed_over", "utter_person_has_it",
    "utter_nothing_done", "utter_withdrawal_not_sent", "utter_withdrawal_taken_back", "utter_asked_when_due",
    "utter_status_waiting", "utter_status_review", "utter_status_resolved", "utter_status_denied",
    "utter_status_carrying_out", "utter_bank_has_returned",
    "utter_added_to_case", "utter_goodwill_refused", "utter_no_part_of_it",
})  # fmt: skip
"""What a customer takes for the answer."""
STILL_ASKED = frozenset({"utter_is_that_a_yes", "utter_take_your_time"})
"""What stands in the place of an open question for a yes, with its buttons."""
LEFT_OPEN = frozenset({
    "utter_goodbye_kept", "utter_goodbye_unanswered", "utter_denied_can_be_reviewed", "utter_in_this_language_what",
    "utter_nothing_cancelled", "utter_for_somebody_else", "utter_nothing_noted", "utter_stopped",
    "utter_nothing_to_stop", "utter_nothing_else", "utter_answer_if_cancelled", "utter_refund_depends",
    "utter_starting_over", "utter_withdraw_on_page", "utter_no_case_yet", "utter_no_case_to_appeal", "utter_welcome",
    "utter_what_else",
})  # fmt: skip
"""What is said where nothing further is asked."""


def needed(response: str) -> Need | None:
    """What the response asks for, if it is a question."""
    return _ASKED.get(response)
