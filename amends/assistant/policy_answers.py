"""What a merchant's policy says, for whoever asks: the clauses that matter most in their words, the others by name."""

from collections import Counter

from amends.assistant import wording
from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.messages.say import Say
from amends.policy.decision import Outcome
from amends.policy.policy import Policy
from amends.reading.issues import issue_of
from amends.reading.message import Message

MOST_CLAUSES = 2
"""More of them are not read in a chat by somebody who asked about one thing."""
_RULES = {Outcome.APPROVE, Outcome.OFFER, Outcome.DENY}
MOST_HEADINGS = 6
"""So many are named to who asks about the policy as a whole; every other can be asked for by its number."""


def told(context: Context, situation: Situation, message: Message) -> Say:
    """The clause asked for; or those that decide about the problem known or named; or the most important by name."""
    policy, language = context.policy_of(situation, None), situation.language
    named = _named(policy, message)
    shown = (named,) if named is not None else _deciding(policy, _issue(situation, message))
    args = {"merchant": policy.merchant.name}
    if shown:
        return Say("utter_answer_policy_on", {**args, "clauses": wording.clauses(policy, shown, language)})
    known = _most_deciding(policy)
    lines = wording.headings(policy, known, language)
    return Say("utter_answer_policy", {**args, "clauses": lines, "example": known[0]})


def _issue(situation: Situation, message: Message) -> str | None:
    acts = (situation.draft.issue, *(issue_of(act) for act in (*message.besides, *message.likely)))
    return next((issue for issue in acts if issue is not None), None)


def _deciding(policy: Policy, issue: str | None) -> tuple[str, ...]:
    """The first clauses on which rows about just this problem turn."""
    rows = (row for row in policy.rows if row.issues is not None and issue in row.issues)
    turned_on = (clause for row in rows if (clause := wording.turns_on(row)) is not None)
    return tuple(dict.fromkeys(turned_on))[:MOST_CLAUSES]


def clauses_of(policy: Policy) -> frozenset[str]:
    """The numbers of all clauses that a message may name."""
    return frozenset({*policy.clauses, *policy.statute.clauses})


def _most_deciding(policy: Policy) -> tuple[str, ...]:
    """The clauses on which most rows turn that decide about one problem, in the policy's own order."""
    about_one = (row for row in policy.rows if len(row.issues or ()) == 1 and row.outcome in _RULES)
    turned_on = Counter(clause for row in about_one if (clause := wording.turns_on(row)) in policy.clauses)
    most = {clause for clause, _ in turned_on.most_common(MOST_HEADINGS)}
    return tuple(clause for clause in policy.clauses if clause in most)


def _named(policy: Policy, message: Message) -> str | None:
    return message.said.clause if message.said.clause in clauses_of(policy) else None
