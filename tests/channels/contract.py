"""The scene of the contract: a real web process, a worker, SQLite, a scripted bot, and one channel of a merchant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx
from sqlalchemy import select

from amends.cases import store
from amends.channels.book import Book
from amends.channels.fetching import Fetching
from amends.channels.inbound import Inbound
from amends.channels.outbound import Outbound
from amends.channels.received import Received
from amends.channels.sealing import Seal
from amends.channels.standing_in import StandIn
from amends.channels.threads import Threads
from amends.claims.claim import Claim
from amends.conversations import log, ownership
from amends.conversations.delivery import Reply
from amends.conversations.due_turns import Due
from amends.db.attachment_tables import AttachmentRow
from amends.db.channel_tables import ChannelDeliveryRow, ChannelMessageRow, ChannelRow, ChannelThreadRow
from amends.db.conversation_tables import ConversationRow, EventRow, TurnRow
from amends.db.outbox import RetryRule
from amends.db.remedy_tables import JobRow
from amends.db.session import Database
from amends.desk import attachments
from amends.evidence.enclosed import HOLDS, Enclosures
from amends.evidence.fakes import MemoryStore, SignatureScanner
from amends.evidence.intake import Intake, place
from amends.evidence.sandbox.pool import Sandbox
from amends.messages.mail import SmtpSettings
from amends.random_ids import random_id
from amends.remedies.announcing import Announcer
from tests import shipped
from tests.channels.harness import AT, Harness, Post
from tests.serving import Serving
from tests.web.server import until
from web.app import create_app
from web.deps import Channels, Limits, Pace, WebDeps
from worker.channels import ChannelJobs
from worker.handlers import Handlers
from worker.loop import Worker

CHANNEL = "ch_" + "a" * 26
PUBLIC = "https://chat.example.com"
SEALED_WITH = "a secret of the tests, long enough for channels"
VIRUS = b"a signature of the tests"


@dataclass
class ScriptedBot:
    """Answers by a function of the words; `heard` are (text, payload) of each turn."""

    says: Callable[[Due], Sequence[Reply]] = lambda due: [Reply(f"You said: {due.text}")]
    heard: list[tuple[str, str | None]] = field(default_factory=list)

    async def answer(self, due: Due, at: datetime) -> list[Reply]:
        self.heard.append((due.text, due.payload))
        return list(self.says(due))

    async def close(self) -> None:
        """It has no connections."""


class Watch:
    """Time as the test has it."""

    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now


class Scene:
    """`do` lets everything happen that is due: the bot's turns, and the worker's jobs."""

    def __init__(self, database: Database, harness: Harness, sandbox: Sandbox | None = None) -> None:
        self.database, self.harness, self.watch, self.bot = database, harness, Watch(), ScriptedBot()
        if hasattr(harness, "clock"):
            harness.clock = self.watch
        seal = Seal(SEALED_WITH)
        providers = {harness.kind: harness.provider()}
        with database.begin() as session:
            sealed = seal.close(CHANNEL, harness.credentials())
            session.add(
                ChannelRow(id=CHANNEL, merchant="norrnet", kind=harness.kind, name="Shop", sealed=sealed, created_at=AT)
            )
        policies = {name: each.merchant for name, each in shipped.policies().items()}
        sentences = shipped.sentences()
        self.stand_in = StandIn(policies, sentences)
        self.inbound = Inbound(database, Threads(policies, sentences, b"key"), self.stand_in, self.watch)
        self.book = Book(database, seal, providers, PUBLIC)
        self.store = MemoryStore()
        intake: Any = None if sandbox is None else Intake(sandbox, SignatureScanner(VIRUS), self.store)
        enclosures = Enclosures(self.store, PUBLIC)
        self.outbound = Outbound(database, self.book, self.stand_in, sentences, self.watch, enclosures)
        jobs = ChannelJobs(self.outbound, Fetching(self.inbound, self.book, intake, read=False))
        handlers = Handlers(
            database=database,
            backends={},
            announcer=Announcer(shipped.policies(), sentences),
            smtp=SmtpSettings("127.0.0.1", 1, "a@example.com"),
            resume=lambda _case: None,
            clock=self.watch,
            channels=jobs,
        )
        self.worker = Worker(handlers, RetryRule(attempts=3), jitter=lambda: 0.0)
        self.deps = WebDeps(
            database=database,
            merchants=policies,
            sentences=sentences,
            dialogue=self.bot,
            clock=self.watch,
            address_key=b"key",
            limits=Limits(),
            pace=Pace(poll_s=0.02, lease_s=3600.0, renew_s=0.1),
            channels=Channels(self.book, self.inbound, PUBLIC),
        )
        self._serving: Serving | None = Serving(create_app(self.deps))
        self.path = f"/v1/channels/{CHANNEL}"
        self.http = httpx.Client(base_url=self._serving.url, timeout=60, trust_env=False, verify=False)
        if hasattr(harness, "answers_at"):
            harness.answers_at = self._serving.url + self.path
        harness.connected(PUBLIC + self.path)

    def stop(self) -> None:
        self.http.close()
        if self._serving is not None:
            self._serving.stop()
        self.harness.close()

    def post(self, call: Post, path: str | None = None) -> httpx.Response:
        query = f"?{call.query}" if call.query else ""
        return self.http.request(call.method, (path or self.path) + query, content=call.body, headers=call.headers)

    def do(self) -> None:
        """Until nothing is left to do at this instant."""
        until(lambda: not self._turns_waiting())
        while self.worker.turn():
            until(lambda: not self._turns_waiting())

    def hear(self, *calls: Post) -> None:
        """Calls that are taken, and all that follows."""
        for call in calls:
            if self.is_asked:
                self.harness.deliver(call)
                self.ask()
            else:
                assert self.post(call).status_code == 200
        self.http.get("/health")  # on the same connection: it is answered after what follows the acknowledgement
        self.do()

    @property
    def is_asked(self) -> bool:
        """Whether the provider is asked for what came, instead of calling us."""
        return getattr(self.harness, "is_asked", False)

    def ask(self) -> None:
        """Take all that lies with the provider."""
        opened = self.book.open(CHANNEL)

        def take(received: Sequence[Received]) -> None:
            for each in received:
                self.inbound.keep(opened, each)

        opened.listen(take, lambda: not self.harness.is_anything_there())

    def later(self, **amount: float) -> None:
        self.watch.now += timedelta(**amount)

    def conversations(self) -> list[ConversationRow]:
        with self.database.read() as session:
            return list(session.scalars(select(ConversationRow)))

    @property
    def conversation(self) -> ConversationRow:
        [row] = self.conversations()
        return row

    def thread(self) -> ChannelThreadRow:
        with self.database.read() as session:
            return session.get_one(ChannelThreadRow, self.conversation.id)

    def events(self, *kinds: str) -> list[EventRow]:
        with self.database.read() as session:
            rows = session.scalars(select(EventRow).order_by(EventRow.id)).all()
        return [row for row in rows if not kinds or row.kind in kinds]

    def words(self) -> list[str]:
        """What the customer said, as it stands in the log."""
        return [row.body["text"] for row in self.events("message")]

    def told(self) -> list[str]:
        """Text of everything that was sent, without the welcome."""
        return [each.text for each in self.harness.sent()][1:]

    def rows(self, table: Any) -> list[Any]:
        with self.database.read() as session:
            return list(session.scalars(select(table)))

    def deliveries(self) -> list[ChannelDeliveryRow]:
        return self.rows(ChannelDeliveryRow)

    def messages(self) -> list[ChannelMessageRow]:
        return self.rows(ChannelMessageRow)

    def jobs(self, kind: str) -> list[JobRow]:
        return [job for job in self.rows(JobRow) if job.kind == kind]

    def person_writes(self, text: str) -> None:
        """Somebody at the desk answers."""
        with self.database.begin() as session:
            talk = session.get_one(ConversationRow, self.conversation.id)
            log.reply(session, talk, text, (), self.watch(), author="agent", data={"agent": "Ada"})
        self.do()

    def person_sends(self, text: str, *files: tuple[str, str, bytes]) -> None:
        """The same with files, each with its name, kind and content, as they are kept."""
        with self.database.begin() as session:
            talk = session.get_one(ConversationRow, self.conversation.id)
            case = store.open_case(
                session, merchant="norrnet", conversation_id=talk.id, language="en", order_number=None, email=None,
                claim=Claim("other", self.watch()), now=self.watch(),
            )  # fmt: skip
            rows = [self._file(case.id, *file) for file in files]
            session.add_all(rows)
            shown = [attachments.shown(row) for row in rows]
            log.reply(session, talk, text, (), self.watch(), author="agent", data={"agent": "Ada"}, files=shown)
        self.do()

    def _file(self, case_id: int, name: str, kind: str, content: bytes) -> AttachmentRow:
        key, now = random_id(), self.watch()
        page = {"width": 40, "height": 30, "size": len(content), "sha256": "0"}
        self.store.put(place(key, "text" if kind == "text" else "1"), content)
        return AttachmentRow(
            id=f"at_{key}", case_id=case_id, agent_id="ag_1", name=name, kind=kind, media_type="text/plain",
            size=len(content), sha256="0", key=key, pages=[] if kind == "text" else [page], token=random_id(),
            until=now + HOLDS, created_at=now, sent_at=now,
        )  # fmt: skip

    def bot_adds(self, text: str) -> None:
        """The machine says something of itself, without having been asked."""
        with self.database.begin() as session:
            talk = session.get_one(ConversationRow, self.conversation.id)
            log.reply(session, talk, text, (), self.watch(), author="bot")
        self.do()

    def person_takes(self) -> None:
        with self.database.begin() as session:
            talk = session.get_one(ConversationRow, self.conversation.id)
            ownership.hand_to_person(session, talk, by="agent", now=self.watch())

    def _turns_waiting(self) -> bool:
        with self.database.read() as session:
            waiting = select(TurnRow.event_id).join(ConversationRow).where(TurnRow.state == "waiting")
            return session.scalar(waiting.where(ConversationRow.owner == "bot").limit(1)) is not None
