"""The index of personal data: each column of each table, and each place beside them. Erasing and exporting follow it.

A test fails on a column that is not named here. Tables stand in the order in which rows can be deleted.
"""

from amends.db.tables import (
    AgentRow,
    AgentWorkRow,
    ApiCallRow,
    ApiTokenRow,
    ApprovalRow,
    AssessmentRow,
    AttachmentRow,
    AuditHeadRow,
    AuditRow,
    AutomationRuleRow,
    ButtonRow,
    CaseEntryRow,
    CaseMoveRow,
    CaseRow,
    ChannelDeliveryRow,
    ChannelMessageRow,
    ChannelRow,
    ChannelThreadRow,
    ConversationRow,
    CouponRow,
    DecisionRow,
    DeskCaseRow,
    DeskNoticeRow,
    DeskSessionRow,
    DeskViewRow,
    EventRow,
    EvidenceRow,
    HelpdeskLineRow,
    HelpdeskReceivedRow,
    HelpdeskThreadRow,
    IdentityTryRow,
    JobRow,
    LabelRow,
    MacroRow,
    MailRow,
    NotUnderstoodRow,
    PasskeyRow,
    PasskeyUseRow,
    PasswordLinkRow,
    PaymentBalanceRow,
    PreparedAnswerRow,
    PresenceRow,
    ProofRow,
    RemedyRow,
    ReplyTargetRow,
    ReportRow,
    RulingRow,
    SatisfactionRow,
    SignInTryRow,
    TeamMemberRow,
    TeamRow,
    TurnRow,
    VouchedRow,
    WebhookDeliveryRow,
    WebhookRow,
    WithdrawalRow,
)
from amends.privacy.fates import Elsewhere, Road, held

MONEY = "money moves once: limits, balances and books need it"
RECORD = "the record of what was decided, for the law and the books; without who it was"
ONCE = "known again when it comes a second time"
STAFF = "staff, not a customer"
FIGURES = "figures, without words"
PROOF = "the chain of the audit log: case numbers and digests, no words"
MERCHANT = "the merchant's, not a customer's"

TABLES = (
    held(
        TurnRow, Road.EVENT,
        deleted="event_id conversation_id text payload state attempts due_at locked_until tried_at delay_told_at "
        "last_error traceparent",
        inner="payload attempts due_at locked_until tried_at delay_told_at last_error traceparent",
    ),
    held(ButtonRow, Road.CONVERSATION, deleted="token conversation_id event_id title payload", inner="token payload"),
    held(
        NotUnderstoodRow, Road.EVENT,
        deleted="event_id merchant language text asked at taken taken_by taken_at", staff="taken_by",
    ),
    held(HelpdeskLineRow, Road.EVENT, deleted="event_id case_id settled_at"),
    held(ChannelMessageRow, Road.EVENT, deleted="event_id part channel_id message_id state code why at"),
    held(
        EvidenceRow, Road.CONVERSATION,
        deleted="id conversation_id event_id case_id name kind media_type size sha256 key pages read "
        "confirmed_by_customer contradictions created_at",
        inner="key",
    ),
    held(
        ChannelDeliveryRow, Road.CONVERSATION, kept="channel_id received_at outcome", words="key",
        emptied="message_id conversation_id event_id body", why=f"{ONCE}, by a digest of the provider's id",
    ),
    held(
        ChannelThreadRow, Road.CONVERSATION,
        deleted="conversation_id channel_id address thread name subject last_inbound_at sent_seq held_until not_before "
        "closed_at",
        inner="sent_seq held_until not_before",
    ),
    held(
        CaseMoveRow, Road.CONVERSATION,
        deleted="id conversation_id number case_id state asked_from asked_at requested_at sent_at code_hash tries",
        inner="asked_from code_hash",
    ),
    held(
        IdentityTryRow, Road.CONVERSATION, deleted="conversation_id number merchant order_hash email_hash at",
        inner="order_hash email_hash",
    ),
    held(VouchedRow, Road.CONVERSATION, deleted="conversation_id customer", inner="customer"),
    held(PresenceRow, Road.PLACE, deleted="place who name until", staff="who name"),
    held(
        AttachmentRow, Road.CASE,
        deleted="id case_id agent_id name kind media_type size sha256 key pages token until created_at sent_at",
        staff="agent_id", inner="key token",
    ),
    held(LabelRow, Road.CASE, deleted="case_id label"),
    held(
        DeskNoticeRow, Road.CASE, deleted="id agent_id case_id kind by_name at shown_at", staff="agent_id by_name",
    ),
    held(
        EventRow, Road.CONVERSATION, deleted="id conversation_id seq kind author client_id body at", inner="client_id",
    ),
    held(
        ConversationRow, Road.VERIFIED,
        deleted="id merchant language channel secret_hash owner draft case_id verified_order verified_email "
        "verified_at next_seq opened_from created_at last_event_at",
        inner="secret_hash opened_from next_seq",
    ),
    held(
        CaseRow, Road.EMAIL,
        kept="id number merchant language order_number issue status opened_at due_at created_at closed_at",
        pseudonym="email", words="claim", emptied="conversation_id confirmation", why=RECORD,
    ),
    held(CaseEntryRow, Road.CASE, kept="id case_id at actor kind", words="body", why=RECORD, staff="actor"),
    held(
        DecisionRow, Road.CASE, kept="id case_id at outcome row", words="order_snapshot claim decision", why=RECORD,
    ),
    held(
        RulingRow, Road.CASE,
        kept="decision_id case_id merchant kind decided_by second_by reason_code no_precedent set_aside_row clauses at",
        why=RECORD, staff="decided_by second_by",
    ),
    held(
        ApprovalRow, Road.CASE, words="ruling", emptied="case_state",
        kept="id case_id merchant state asked_by asked_name asked_at settled_by settled_at", why=RECORD,
        staff="asked_by asked_name settled_by", inner="case_state",
    ),
    held(
        RemedyRow, Road.CASE, emptied="confirmed_text", words="last_error",
        kept="id key case_id decision_id merchant order_number payment_id kind purpose amount_minor currency detail "
        "items state attempts reference confirmed_by confirmed_at created_at settled_at mailed_at",
        why=MONEY, staff="confirmed_by",
    ),
    held(
        PaymentBalanceRow, Road.ORDER, why=MONEY,
        kept="merchant order_number payment_id currency paid_minor committed_minor elsewhere_minor",
    ),
    held(
        CouponRow, Road.ORDER, why=MONEY,
        kept="id merchant code amount_minor currency valid_until key order_number taken_at",
    ),
    held(
        WithdrawalRow, Road.ADDRESS, kept="id token merchant case_id language declared_at", pseudonym="email",
        emptied="name contract confirmed sent_from", why="that a withdrawal was declared, and when",
        inner="token sent_from",
    ),
    held(
        MailRow, Road.ADDRESS, kept="id case_id message_id kind language created_at sent_at", pseudonym="recipient",
        emptied="subject text earlier files", words="undeliverable",
        why="that a letter went out; limits of letters count it",
    ),
    held(
        SatisfactionRow, Road.CASE, kept="case_id merchant score at", emptied="comment", why=FIGURES,
    ),
    held(
        AssessmentRow, Road.CASE, why=FIGURES, emptied="comment", staff="whose scored_by",
        kept="case_id merchant whose channel grades closed_at scored_by scored_at",
    ),
    held(
        DeskCaseRow, Road.CASE, why="who dealt with the case",
        kept="case_id assigned_to assigned_name assigned_at first_answer_at merged_into reopened asked_satisfaction_at "
        "snoozed_until snoozed_at priority suggested team_id",
        staff="assigned_to assigned_name",
    ),
    held(
        ReplyTargetRow, Road.CASE, why=FIGURES,
        kept="id case_id merchant waits begun_at minutes used since due_at missed ended_at end warned_at told_at",
    ),
    held(
        HelpdeskThreadRow, Road.CASE, kept="case_id merchant kind reference held_until created_at",
        why="an answer that still comes finds its case; and by it the ticket is found, to be erased there",
        inner="held_until",
    ),
    held(
        HelpdeskReceivedRow, Road.CASE, kept="id merchant kind event_id case_id what received_at filed_at",
        emptied="text author remarks", why=ONCE, staff="author",
    ),
    held(
        JobRow, Road.WORK, words="last_error",
        kept="id kind body dedupe state due_at attempts locked_until created_at traceparent",
        why="work on money (the rest of it is deleted); it names cases and remedies by number, and has no words",
        inner="dedupe attempts locked_until traceparent",
    ),
    held(
        AuditRow, Road.SUBJECT, kept="merchant seq at actor action subject previous hash", words="body", why=PROOF,
        staff="actor", inner="previous hash",
    ),
    held(AuditHeadRow, Road.NONE, kept="merchant count hash", why=PROOF),
    held(
        AgentRow, Road.NONE, why=STAFF,
        kept="id name email password_hash role merchants active totp_secret totp_step totp_pending passkeys "
        "created_at",
    ),
    held(
        PasskeyRow, Road.NONE, why=STAFF, kept="id agent_id name public_key sign_count created_at last_used_at",
    ),
    held(PasskeyUseRow, Road.NONE, why=STAFF, kept="challenge_hash at"),
    held(ReportRow, Road.NONE, why=STAFF, kept="id agent_id merchant every next_at created_at"),
    held(PasswordLinkRow, Road.NONE, kept="token_hash agent_id until", why=STAFF),
    held(AgentWorkRow, Road.NONE, kept="agent_id languages issues most away given_at", why=STAFF),
    held(TeamMemberRow, Road.NONE, kept="team_id agent_id", why=STAFF),
    held(TeamRow, Road.NONE, kept="id merchant name hands_out takes_new changed_by changed_at", why=MERCHANT),
    held(DeskSessionRow, Road.NONE, kept="token_hash agent_id created_at seen_at", why=STAFF),
    held(ProofRow, Road.NONE, kept="challenge expires_at", why="an answer that was taken; who gave it is not kept"),
    held(SignInTryRow, Road.NONE, kept="id email_hash address_hash at", why=STAFF),
    held(ApiCallRow, Road.NONE, why=ONCE, kept="token_id key call_hash done at"),
    held(
        ApiTokenRow, Road.NONE, why=MERCHANT,
        kept="id merchant name token_hash ending scopes made_by created_at expires_at last_used_at counted_from "
        "counted revoked_at revoked_by",
    ),
    held(
        WebhookDeliveryRow, Road.NONE, why="what another system was told: it names cases by number, and has no words",
        kept="id webhook_id event body state tries tried_at status error created_at",
    ),
    held(
        WebhookRow, Road.NONE, why=MERCHANT,
        kept="id merchant url events sealed former_until made_by created_at failing_since off_at off_why",
    ),
    held(DeskViewRow, Road.NONE, why=STAFF, kept="id agent_id merchant name query created_at"),
    held(
        AutomationRuleRow, Road.NONE, why=MERCHANT,
        kept="id merchant name event conditions actions place is_on changed_by changed_at",
    ),
    held(MacroRow, Road.NONE, why=MERCHANT, kept="id merchant name steps changed_by changed_at"),
    held(PreparedAnswerRow, Road.NONE, why=MERCHANT, kept="merchant name texts labels changed_by changed_at"),
    held(
        ChannelRow, Road.NONE, why=MERCHANT,
        kept="id merchant kind name sealed created_at disconnected_at listened_until place",
    ),
)  # fmt: skip

BY_NAME = {table.name: table for table in TABLES}

PLACES = (
    Elsewhere(
        "evidence store", "pictures and texts of files", "by the rows of evidence and attachments", "deleted",
        by_us=True,
    ),
    Elsewhere(
        "Rasa's memory", "what was said in conversations that go on", "by the conversation",
        "forgotten an hour after the last message, or when Rasa is restarted", by_us=False,
    ),
    Elsewhere(
        "indexes of words", "words of messages and notes (decision 0073)", "by the rows that they index",
        "gone with them", by_us=True,
    ),
    Elsewhere("logs", "ids of conversations, never words", "by none", "overwritten as they grow", by_us=False),
    Elsewhere(
        "backups", "everything, as it was then", "by none", "by the operator: erase again after a restore", by_us=False,
    ),
    Elsewhere(
        "mail server, messaging providers", "letters and messages as they went", "by the address",
        "by the operator, there", by_us=False,
    ),
    Elsewhere("helpdesk", "cases that were sent to it", "by its reference", "by the operator, there", by_us=False),
    Elsewhere("order backend", "orders and payments", "by the order", "by the merchant, there", by_us=False),
    Elsewhere(
        "data/messages", "sentences that were filed for training and taken into the repository", "by none",
        "names were taken out by a person (docs/desk.md)", by_us=False,
    ),
)  # fmt: skip
"""Where a person's data is, or may be, beside the tables."""
