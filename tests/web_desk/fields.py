"""Which stored texts each page of the desk shows, by the names that rows.py, documents.py and poison.py give them.

A text that a page begins or ceases to show fails test_fields.py until it is written here.
"""

from tests.web_desk.poison import LISTS, WORDS

HEAD = {
    "desk_cases.priority", "teams.name",
    "case_labels.label", "cases.number", "desk_cases.assigned_name", "desk_presence.name", "merchant.name",
}  # fmt: skip
NOTES = {("note", WORDS["note"])}
"""They stand among what was said."""
TALK = {
    "case_entries.body.note name", "case_entries.body.note text",
    "buttons.title", "cases.language", "evidence.id",
    "events.body.buttons.title", "events.body.data.agent", "events.body.files.name", "events.body.name",
    "events.body.text", "events.body.text of a notice", "events.body.text of the bot", "events.body.text of the desk",
    "withdrawals.confirmed", "withdrawals.language", "withdrawals.name",
}  # fmt: skip
_DECISION = {
    "missing", "options", "policy.version", "reasons.clause", "reasons.facts.deep", "reasons.facts.listed",
    "reasons.facts.name", "reasons.facts.value", "row",
}  # fmt: skip
STATE = {
    *(f"decisions.decision.{each}" for each in _DECISION),
    *(f"decisions.decision.recommended.{each}" for each in _DECISION),
    "approvals.asked_name", "approvals.ruling.kind", "approvals.ruling.reason_code", "approvals.ruling.remedy",
    "case_entries.actor", "case_entries.body.approval_settled state", "case_entries.body.approval_settled why",
    "evidence.contradictions", "evidence.id", "evidence.kind", "evidence.name", "evidence.read.name",
    "evidence.read.value", "policy.clause.heading", "policy.clause.text", "remedies.kind", "remedies.reference",
    "rulings.decided_by", "rulings.reason_code", "rulings.second_by",
}  # fmt: skip
PAST = {
    "case_entries.actor", "case_entries.kind", "case_entries.body.listed", "case_entries.body.name",
    "case_entries.body.value",
    *(f"case_entries.body.{kind} {name}" for kind, names in WORDS.items() - NOTES for name in names if name != "on"),
    *(f"case_entries.body.{kind} {name}" for kind, name in LISTS.items()),
}  # fmt: skip
CARE = {"agents.name", "case_labels.label", "teams.name"}
FILES = {"attachments.id", "attachments.name"}
ACTIONS = {
    "cases.language", "desk.goodwill_clause", "desk.reasons.code",
    "desk.reasons.meaning", "desk.set_off_clause", "policy.clause.heading", "policy.clause.id",
}  # fmt: skip
ORDER = {
    *ACTIONS, "cases.email", "conversations.channel", "decisions.order.customer.name",
    "decisions.order.payments.method", "decisions.order.product.name",
}  # fmt: skip
NOTICES = {"desk_notices.by_name"}
ROAD = {"channels.kind"}
TYPING = {"desk_presence.name"}
PREPARED = {"prepared_answers.labels", "prepared_answers.name", "prepared_answers.texts"}
CASE = {
    *HEAD, *TALK, *STATE, *PAST, *ORDER, *ROAD, *CARE, *NOTICES, *FILES,
    "canned.name", "canned.text", *PREPARED, "macros.name",
    "cases.claim.accepts",
    "cases.claim.destination", "cases.claim.error_message", "cases.claim.explanation", "cases.claim.occurred_at",
    "cases.claim.service_name", "cases.issue", "cases.order_number", "cases.status",
}  # fmt: skip
EXPORT = {
    "case_labels.label", "cases.email", "cases.issue", "cases.language", "cases.number", "cases.order_number",
    "cases.status", "conversations.channel", "decisions.outcome", "desk_cases.assigned_name",
}  # fmt: skip
QUEUE = {
    "agents.name",
    "desk_cases.priority",
    "teams.name",
    "desk_views.name",
    *EXPORT - {"decisions.outcome"},
    "cases.claim.explanation",
    "desk_presence.name",
    "events.body.text",
    "merchant.name",
}
SUPERVISION = {
    "decisions.decision.clauses", "decisions.outcome", "decisions.row", "merchant.name", "not_understood.asked",
    "not_understood.language", "not_understood.taken", "not_understood.text", "rulings.clauses",
    "satisfactions.comment",
}  # fmt: skip
AUDIT = {
    "agents.name", "audit_entries.action", "audit_entries.actor", "audit_entries.body.listed",
    "audit_entries.body.name", "audit_entries.body.value", "audit_entries.hash", "audit_entries.subject",
    "audit_entries.subject of a case", "audit_heads.hash", "merchant.name",
}  # fmt: skip

MACROS = {"macros.name", "macros.steps", "canned.name", "prepared_answers.name"}
RULES = {
    "case_labels.label", "desk.goodwill_clause", "desk.reasons.code", "desk.reasons.meaning", "desk.set_off_clause",
}  # fmt: skip
CUSTOMER = {
    "cases.email", "cases.issue", "cases.number", "cases.order_number", "cases.status", "conversations.channel",
    "decisions.order.customer.name", "decisions.order.product.name", "decisions.outcome", "merchant.name",
}  # fmt: skip
TEAMS = {"agent_work.issues", "agent_work.languages", "agents.name", "teams.name"}
AUTOMATION = {
    "agents.name", "automation_rules.actions", "automation_rules.conditions", "automation_rules.name", "canned.name",
    "prepared_answers.name", "teams.name",
}  # fmt: skip
ACCOUNT = {"merchant.name", "passkeys.id", "passkeys.name"}
API = {"api_tokens.ending", "api_tokens.id", "api_tokens.made_by", "api_tokens.name", "merchant.name"}
WEBHOOKS = {
    "merchant.name", "webhook_deliveries.body.case", "webhook_deliveries.error", "webhook_deliveries.event",
    "webhook_deliveries.id", "webhooks.id", "webhooks.made_by", "webhooks.url",
}  # fmt: skip
POLICY = {"decisions.decision.reasons.clause", "policy.clause.heading", "policy.clause.text"}
PEOPLE = {"agents.email", "agents.name", "merchant.name"}
ANSWERS = {
    *PREPARED, "canned.name", "canned.text", "cases.language", "prepared_answers.changed_by",
}  # fmt: skip

QUALITY = {"merchant.name"}
ASSESSMENT = {"assessments.comment", "cases.issue"}
TEST = {"cases.issue", "conversations.language"}
REPORTS = {"merchant.name"}

SHOWN = {
    "quality": QUALITY, "assessment": ASSESSMENT, "test": TEST, "test file": TEST, "reports": REPORTS,
    "customer": CUSTOMER,
    "rules": RULES, "teams": TEAMS, "automation": AUTOMATION, "files": FILES, "suggested": set(),
    "account": ACCOUNT, "api": API, "webhooks": WEBHOOKS, "policy": POLICY,
    "answers": ANSWERS, "people": PEOPLE, "new": set(), "macros": MACROS, "macro": set(),
    "case": CASE, "head": HEAD,
    "head of a merged case": HEAD - {"case_labels.label", "desk_presence.name", "teams.name"},
    "talk": TALK, "state": STATE, "past": PAST, "actions": ACTIONS, "care": CARE, "notices": set(),
    "order": ORDER, "road": ROAD, "typing": TYPING,
    "queue": QUEUE | NOTICES,
    "rows": (QUEUE | NOTICES) - {"agents.name", "desk_views.name"}, "supervision": SUPERVISION, "audit": AUDIT,
    "audit export": AUDIT - {"agents.name", "audit_heads.hash", "merchant.name"}, "export": EXPORT,
}  # fmt: skip
"""By page, as `addresses` names them."""

ROUTES = {
    "/desk/cases/{number}/customer": "customer",
    "/desk/rules": "rules", "/desk/teams": "teams", "/desk/automation": "automation",
    "/desk/cases/{number}/files": "files", "/desk/cases/{number}/suggested": "suggested",
    "/desk/api": "api", "/desk/webhooks": "webhooks", "/desk/policy": "policy",
    "/desk/account": "account", "/desk/new": "new", "/desk/macros": "macros",
    "/desk/cases/{number}/macro": "macro", "/desk/people": "people",
    "/desk/answers": "answers", "/desk/quality": "quality", "/desk/quality/{number}": "assessment",
    "/desk/quality/{number}/test": "test", "/desk/quality/{number}/test.yml": "test file", "/desk/reports": "reports",
    "/desk": "queue", "/desk/rows": "rows", "/desk/export.csv": "export", "/desk/supervision": "supervision",
    "/desk/audit": "audit", "/desk/audit.csv": "audit export", "/desk/cases/{number}": "case",
    "/desk/cases/{number}/head": "head",
    "/desk/cases/{number}/talk": "talk", "/desk/cases/{number}/state": "state", "/desk/cases/{number}/past": "past",
    "/desk/cases/{number}/typing": "typing", "/desk/cases/{number}/actions": "actions",
    "/desk/cases/{number}/order": "order", "/desk/cases/{number}/road": "road", "/desk/cases/{number}/care": "care",
    "/desk/cases/{number}/notices": "notices",
}  # fmt: skip
"""The page behind each address of the desk that is asked for."""
OF_WHAT_IS_OVER = ("assessment", "test", "test file")
WORDLESS = {
    "/desk/live", "/desk/waiting", "/desk/cases/{number}/live", "/desk/cases/{number}/evidence/{evidence}/{page}",
    "/desk/cases/{number}/files/{file}/{part}",
}  # fmt: skip
"""These send names of events and JSON, whose texts go into the browser's own messages, and pictures."""
