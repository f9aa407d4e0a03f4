"""The outbox under the name by which remedies and the dialogue know it; amends/db/outbox.py is the thing itself."""

from amends.db.outbox import Job, RetryRule, claim_due, done, enqueue, postpone, retry, revive, wake

__all__ = ["Job", "RetryRule", "claim_due", "done", "enqueue", "postpone", "retry", "revive", "wake"]
