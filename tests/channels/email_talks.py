"""A customer who writes and answers mails, in the scene of the contract."""

from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from tests.channels.email_harness import KIM, mail
from tests.channels.harness import Post


def write(scene, number, text, **headers):
    scene.hear(Post(bytes(mail(number, text, **headers))))


def answered(scene, text, quoted=True, sender=KIM, number=9, **headers):
    """A reply to our newest mail, as a program makes it."""
    last = scene.harness.smtp.messages[-1]
    quote = "\n".join(f"> {line}" for line in last.get_content().splitlines())
    below = f"\n\nOn Tue, 1 Dec 2026 at 10:00, The Shop <support@shop.example> wrote:\n{quote}" if quoted else ""
    headers = {
        "Subject": str(last["Subject"]),
        "In_Reply_To": str(last["Message-ID"]),
        "References": f"{last['References'] or ''} {last['Message-ID']}".strip(),
        **headers,
    }
    write(scene, number, text + below, sender=sender, **headers)


def body(message):
    return message.get_content().replace("\r\n", "\n").strip()


def case_of(scene, number="AM-7K2Q9X1", email=KIM):
    """A case of the one conversation."""
    now = scene.watch()
    with scene.database.begin() as session:
        talk = session.get_one(ConversationRow, scene.conversations()[0].id)
        case = CaseRow(
            number=number,
            merchant="norrnet",
            conversation_id=talk.id,
            language="en",
            order_number="NN-10015",
            email=email,
            issue="duplicate_payment",
            status="review",
            claim={},
            opened_at=now,
            created_at=now,
        )
        session.add(case)
        session.flush()
        talk.case_id = case.id
        return case.id
