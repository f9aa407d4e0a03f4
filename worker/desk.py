"""The worker's jobs for the desk: what a customer may not have seen, and has not answered."""

from collections.abc import Callable
from dataclasses import dataclass

from amends import clock
from amends.assistant.context import Context
from amends.assistant.service import Claims
from amends.db.outbox import Job
from amends.desk import silence, unread
from amends.desk.replying import Replying
from amends.desk.silence import Silence
from amends.remedies.executor import Progress


@dataclass(frozen=True)
class DeskJobs:
    """Each is done once, however often it is run."""

    replying: Replying
    silence: Silence

    @classmethod
    def of(cls, context: Context) -> "DeskJobs":
        return cls(Replying(context), Silence(Claims(context)))

    def by_kind(self) -> dict[str, Callable[[Job], Progress]]:
        return {unread.MAIL: self.mail_unread, silence.LOOK: self.look_at_silence}

    def mail_unread(self, job: Job) -> Progress:
        self.replying.mail_unread(job.body["case_id"], job.body["conversation_id"])
        return Progress.SETTLED

    def look_at_silence(self, job: Job) -> Progress:
        self.silence.look(job.body["case_id"], job.body["step"], clock.parse(job.body["since"]))
        return Progress.SETTLED
