"""`python -m worker --health-port N`: one worker. SIGTERM and Ctrl-C let it finish the job at hand."""

import argparse
import signal
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from functools import partial
from types import FrameType

from amends import bootstrap, tracing
from amends.accounts.sessions import Lifetimes
from amends.assistant import evidence, new_facts
from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.redecision import Redecision
from amends.bootstrap import Core
from amends.channels.assembly import put_together
from amends.channels.fetching import Fetching
from amends.channels.listening import Listening
from amends.channels.outbound import Outbound
from amends.channels.sealing import seal_of
from amends.conversations.reading import Reading
from amends.db.outbox import RetryRule
from amends.desk.orphaned_chats import OrphanedChats
from amends.desk.webhooks.delivering import Delivering
from amends.errors import AmendsError
from amends.evidence.enclosed import Enclosures
from amends.evidence.intake import Intake
from amends.evidence.ocr.process import ReadingProcess
from amends.evidence.sandbox.pool import Sandbox
from amends.evidence.scanner import open_scanner
from amends.evidence.sealed_store import ready_store_of, store_of
from amends.privacy.leftovers import Leftovers
from amends.remedies.announcing import Announcer
from amends.withdrawals.deciding import Deciding
from rasa_addons import heap, log_lines
from rasa_addons.loops import Loop
from worker import channels as channel_jobs
from worker import metrics
from worker import webhooks as webhook_jobs
from worker.channels import ChannelJobs, IntakeOnDemand
from worker.desk import DeskJobs
from worker.handlers import Handlers
from worker.health import Health
from worker.helpdesks import HelpdeskJobs
from worker.lanes import LaneLoop, loops_of
from worker.loop import STALE_S, Worker
from worker.move_codes import MoveCodeJobs
from worker.privacy import PrivacyJobs
from worker.retention import Retention
from worker.webhooks import WebhookJobs


def main() -> int:
    """Work until told to stop. Exit code 2 where a setting or file stands in the way."""
    parser = argparse.ArgumentParser(prog="python -m worker", description=__doc__)
    parser.add_argument("--health-port", type=int, help="port of GET /health; default: the setting")
    arguments = parser.parse_args()
    try:
        core = bootstrap.start()
        tracing.configure("worker", core.settings.tracing_endpoint)
        core.settings.secret()  # codes that are mailed are hashed under what is derived from it
        ready_store_of(core.settings)  # a key that went missing is said at once
    except AmendsError as fault:
        sys.stderr.write(f"worker: {fault}\n")
        return 2
    settings, context = core.settings, core.context
    log_lines.configure("worker", settings.log_level)
    channels, listening = channels_of(core)
    handlers = Handlers(
        database=context.database,
        backends=context.backends,
        announcer=Announcer(context.merchants, context.sentences),
        smtp=bootstrap.smtp_of(settings),
        resume=Redecision(ClaimDialogue(context)).resume,
        clock=context.clock,
        reading=reading_of(core),
        adopt=OrphanedChats(context).adopt,
        desk=DeskJobs.of(context),
        helpdesks=HelpdeskJobs.of(context, core.helpdesks),
        retention=retention_of(core),
        mailboxes=settings.customer_mailboxes,
        decide_withdrawal=Deciding(context).decide,
        channels=channels,
        enclosures=enclosures_of(core),
        move_codes=MoveCodeJobs(context, bootstrap.smtp_of(settings)),
        privacy=PrivacyJobs(Leftovers(context.database, store_of(settings))),
        webhooks=WebhookJobs(Delivering(context, seal_of(settings), settings.webhooks_to_private_addresses)),
    )
    rule = RetryRule(settings.outbox_attempts, settings.outbox_retry_first_s, settings.outbox_retry_max_s)
    apart = (*channel_jobs.KINDS, *webhook_jobs.KINDS)
    worker = Worker(handlers, rule, poll_s=settings.worker_poll_s, but=apart, lease_s=settings.worker_lease_s)
    calls = replace(worker, only=webhook_jobs.KINDS, but=(), sweeps=False, loop=Loop("webhooks", STALE_S))
    besides: list[Worker | LaneLoop] = [
        *loops_of(replace(worker, only=channel_jobs.KINDS, but=(), sweeps=False)),
        calls,
    ]
    stop_on_signals(worker)
    loops = (worker.loop, *(each.loop for each in besides), listening.loop)
    port = settings.worker_port if arguments.health_port is None else arguments.health_port
    health = Health(loops, port, partial(measured, core), settings.internal_host)
    health.start()
    listening.start()
    heap.settle()
    threads = [threading.Thread(target=each.run, name=each.loop.name) for each in besides]
    for thread in threads:
        thread.start()
    worker.run()
    for thread in threads:
        thread.join()
    listening.stop()
    health.stop()
    if handlers.reading is not None:
        handlers.reading.reader.close()
    return 0


def measured(core: Core) -> bytes:
    return metrics.render(core.context.database, core.context.clock())


def stop_on_signals(worker: Worker) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        worker.stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)


def reading_of(core: Core) -> Reading | None:
    """What reads customers' files, in a process of its own; None where the settings want none."""
    settings, context = core.settings, core.context
    if settings.evidence_reader == "off":
        return None
    reader = ReadingProcess(settings.evidence_reader)
    told = (context.numbers, context.sentences, context.clock, new_facts.nothing_read, evidence.may_be_asked_about)
    return Reading(context.database, store_of(settings), reader, *told)


def channels_of(core: Core) -> tuple[ChannelJobs, Listening]:
    """What sends on messaging channels and takes files from them, and what asks those that do not call us."""
    settings, context = core.settings, core.context
    parts = put_together(context, settings)

    def intake() -> Intake:
        return Intake(Sandbox(), open_scanner(settings.evidence_scanner), store_of(settings))

    reads = settings.evidence_reader != "off"
    fetching = Fetching(parts.inbound, parts.book, IntakeOnDemand(intake), settings.files_per_hour, reads)
    said = (parts.stand_in, context.sentences, context.clock)
    sending = ChannelJobs(Outbound(context.database, parts.book, *said, enclosures_of(core)), fetching)
    return sending, Listening(parts.book, parts.inbound)


def enclosures_of(core: Core) -> Enclosures:
    """Files that people at the desk send, as they go to customers."""
    return Enclosures(store_of(core.settings), core.settings.public_url)


def retention_of(core: Core) -> Retention:
    """What removes rows, sessions and pictures that are over."""
    settings, context = core.settings, core.context
    lifetimes = Lifetimes(timedelta(minutes=settings.desk_idle_minutes), timedelta(hours=settings.desk_session_hours))
    finished = timedelta(days=settings.finished_days)
    kept = {name: policies.merchant.kept_for for name, policies in context.merchants.items()}
    return Retention.of(context.database, context.clock, store_of(settings), lifetimes, finished, kept)


if __name__ == "__main__":
    sys.exit(main())
