"""The worker's jobs for the desk: what a customer may not have seen, and has not answered."""

from collections.abc import Callable
from dataclasses import dataclass

from amends import clock
from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.context import Context
from amends.db.job_kinds import JobKind
from amends.db.outbox import Job
from amends.desk.automation.facts import Event
from amends.desk.automation.running import Automation
from amends.desk.reminders import Reminders
from amends.desk.replying import Replying
from amends.desk.reports.sending import Sending
from amends.desk.targets.warnings import Warnings
from amends.desk.teams.assigning import Assigning
from amends.remedies.executor import Progress


@dataclass(frozen=True)
class DeskJobs:
    """Each is done once, however often it is run."""

    replying: Replying
    reminders: Reminders
    warnings: Warnings
    assigning: Assigning
    automation: Automation
    reports: Sending

    @classmethod
    def of(cls, context: Context) -> "DeskJobs":
        return cls(
            Replying(context),
            Reminders(ClaimDialogue(context)),
            Warnings(context),
            Assigning(context),
            Automation(context),
            Sending(context),
        )

    def by_kind(self) -> dict[str, Callable[[Job], Progress]]:
        return {
            JobKind.MAIL_UNREAD: self.mail_unread,
            JobKind.LOOK_AT_SILENCE: self.look_at_silence,
            JobKind.TRY_RULES: self.try_rules,
        }

    def mail_unread(self, job: Job) -> Progress:
        self.replying.mail_unread(job.body["case_id"], job.body["conversation_id"])
        return Progress.SETTLED

    def look_at_silence(self, job: Job) -> Progress:
        self.reminders.look(job.body["case_id"], job.body["step"], clock.parse(job.body["since"]))
        return Progress.SETTLED

    def try_rules(self, job: Job) -> Progress:
        body = job.body
        at = clock.parse(body["at"])
        self.automation.run(body["case_id"], Event(body["event"]), body["key"], at, body.get("message"))
        return Progress.SETTLED
