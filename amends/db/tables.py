"""Every table in one place, for migrations and for whoever looks for one."""

from amends.db.account_tables import (
    AgentRow,
    DeskSessionRow,
    PasskeyRow,
    PasskeyUseRow,
    PasswordLinkRow,
    PresenceRow,
    SignInTryRow,
)
from amends.db.api_tables import ApiCallRow, ApiTokenRow
from amends.db.attachment_tables import AttachmentRow
from amends.db.audit_tables import AuditHeadRow, AuditRow
from amends.db.automation_tables import AutomationRuleRow
from amends.db.case_tables import CaseEntryRow, CaseRow, DecisionRow
from amends.db.channel_tables import ChannelDeliveryRow, ChannelMessageRow, ChannelRow, ChannelThreadRow
from amends.db.conversation_tables import ButtonRow, ConversationRow, EventRow, TurnRow, VouchedRow
from amends.db.desk_tables import (
    ApprovalRow,
    DeskCaseRow,
    DeskNoticeRow,
    LabelRow,
    NotUnderstoodRow,
    RulingRow,
    SatisfactionRow,
)
from amends.db.evidence_tables import EvidenceRow
from amends.db.helpdesk_tables import HelpdeskLineRow, HelpdeskReceivedRow, HelpdeskThreadRow
from amends.db.identity_tables import IdentityTryRow
from amends.db.move_tables import CaseMoveRow
from amends.db.prepared_tables import DeskViewRow, MacroRow, PreparedAnswerRow
from amends.db.proof_tables import ProofRow
from amends.db.quality_tables import AssessmentRow
from amends.db.remedy_tables import CouponRow, JobRow, MailRow, PaymentBalanceRow, RemedyRow
from amends.db.report_tables import ReportRow
from amends.db.target_tables import ReplyTargetRow
from amends.db.team_tables import AgentWorkRow, TeamMemberRow, TeamRow
from amends.db.types import Base
from amends.db.webhook_tables import WebhookDeliveryRow, WebhookRow
from amends.db.withdrawal_tables import WithdrawalRow

__all__ = [
    "AgentRow",
    "AgentWorkRow",
    "ApiCallRow",
    "ApiTokenRow",
    "ApprovalRow",
    "AssessmentRow",
    "AttachmentRow",
    "AuditHeadRow",
    "AuditRow",
    "AutomationRuleRow",
    "Base",
    "ButtonRow",
    "CaseEntryRow",
    "CaseMoveRow",
    "CaseRow",
    "ChannelDeliveryRow",
    "ChannelMessageRow",
    "ChannelRow",
    "ChannelThreadRow",
    "ConversationRow",
    "CouponRow",
    "DecisionRow",
    "DeskCaseRow",
    "DeskNoticeRow",
    "DeskSessionRow",
    "DeskViewRow",
    "EventRow",
    "EvidenceRow",
    "HelpdeskLineRow",
    "HelpdeskReceivedRow",
    "HelpdeskThreadRow",
    "IdentityTryRow",
    "JobRow",
    "LabelRow",
    "MacroRow",
    "MailRow",
    "NotUnderstoodRow",
    "PasskeyRow",
    "PasskeyUseRow",
    "PasswordLinkRow",
    "PaymentBalanceRow",
    "PreparedAnswerRow",
    "PresenceRow",
    "ProofRow",
    "RemedyRow",
    "ReplyTargetRow",
    "ReportRow",
    "RulingRow",
    "SatisfactionRow",
    "SignInTryRow",
    "TeamMemberRow",
    "TeamRow",
    "TurnRow",
    "VouchedRow",
    "WebhookDeliveryRow",
    "WebhookRow",
    "WithdrawalRow",
]
