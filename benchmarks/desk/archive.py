"""Some years of a desk, for what looks through all of it: copies of real cases, with chats and notes drawn anew.

Drawn from a fixed seed, so that every run measures the same desk. What customers write are the sentences that the
dialogue is trained with, two at a time; every text of a case names its number. The newest 1,000 cases are
open unless told otherwise.
"""

import random
from datetime import timedelta
from itertools import batched, cycle
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

from amends.cases.status import CaseStatus
from amends.db.tables import Base, CaseEntryRow, CaseRow, ConversationRow, EventRow
from benchmarks.desk.year import let_the_database_count, values
from tests.web_desk.house import House, review_scenarios

SEED = 7
OPEN = 1_000
CHUNK = 1_000
SPEAKERS = ("customer", "bot", "customer", "bot", "customer", "agent", "customer", "agent")

Rows = dict[type[Base], list[dict[str, Any]]]


def fill(house: House, cases: int, still_open: int = OPEN) -> list[str]:
    """Put `cases` cases into the house's database, the newest of them `still_open`; their numbers, the newest first."""
    draw = random.Random(SEED)  # noqa: S311 - a benchmark's draw
    patterns = [_pattern(house, *house.review(each)) for each in review_scenarios()]
    with house.database.read() as session:
        first_case, first_event = (session.scalar(select(func.max(row.id))) + 1 for row in (CaseRow, EventRow))
    sentences = _sentences()
    made = []
    for chunk in batched(zip(range(cases), cycle(patterns), strict=False), CHUNK):
        rows: Rows = {CaseRow: [], ConversationRow: [], EventRow: [], CaseEntryRow: []}
        for n, (case, chat) in chunk:
            number = f"AM-{n:07}"
            opened = house.now - timedelta(minutes=20 * n + 30)
            ends = {"status": CaseStatus.RESOLVED, "due_at": None, "closed_at": opened + timedelta(days=2)}
            rows[ConversationRow].append({**chat, "id": f"c{n}", "case_id": first_case + n, "created_at": opened})
            rows[CaseRow].append(
                {
                    **case, "id": first_case + n, "number": number, "conversation_id": f"c{n}", "opened_at": opened,
                    "order_number": f"NN-{700_000 + n}", "email": f"customer{n}@example.com", "created_at": opened,
                    "due_at": opened + timedelta(days=3), **(ends if n >= still_open else {}),
                }
            )  # fmt: skip
            for seq, author in enumerate(SPEAKERS):
                text = f"{' '.join(draw.sample(sentences, 2))} {number}"
                rows[EventRow].append(
                    {
                        "id": first_event + n * len(SPEAKERS) + seq, "conversation_id": f"c{n}", "seq": seq + 1,
                        "kind": "message" if author == "customer" else "reply", "author": author,
                        "body": {"text": text, "buttons": []}, "at": opened + timedelta(minutes=seq),
                    }
                )  # fmt: skip
            body = {"name": "Siri Dahl", "text": f"{draw.choice(sentences)}, a note about {number}"}
            note = {"case_id": first_case + n, "at": opened, "actor": "ag_siri"}
            rows[CaseEntryRow] += ({**note, "kind": "status", "body": {}}, {**note, "kind": "note", "body": body})
            made.append(number)
        with house.database.begin() as session:
            for table, given in rows.items():
                session.execute(insert(table), given)
    let_the_database_count(house.database)
    return made


def _pattern(house: House, number: str, chat: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return values(house.case(number)), values(house.chat(chat))


def _sentences() -> list[str]:
    files = sorted(Path("data/messages/en").glob("*.tsv"))
    return [line.split("\t")[-1] for file in files for line in file.read_text(encoding="utf-8").splitlines()[1:]]
