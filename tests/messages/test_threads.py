"""One case is one conversation in the customer's mail program, and says only what is true about answering."""

from pathlib import Path

import pytest

from amends import yaml_file
from amends.db.case_tables import CaseRow
from amends.db.remedy_tables import MailRow
from amends.messages.mail import answering, compose, queue_mail, queue_news
from amends.messages.threads import MOST_NAMED
from tests.remedies.scene import ANNOUNCER, NOW, Scene, an_order

SENTENCES = ANNOUNCER.sentences
DOMAIN = Path(__file__).parents[2] / "domain"


@pytest.fixture
def scene(database):
    return Scene(database, an_order("490.00"))


def write(scene, case_id, **changed):
    """One more mail about the case, as it goes out."""
    given = {"to": "kari@example.com", "say_name": "handed_over", "language": "en", "now": NOW}
    with scene.database.begin() as session:
        case = session.get_one(CaseRow, case_id)
        args = {"case": case.number, "due": "1 December", "support": "info@example.com", "merchant": "NorrNet"}
        return compose(
            queue_mail(session, SENTENCES, case=case, args=args, **(given | changed)), "no-reply@example.com"
        )


def news(scene, case_id, text="It is paid back."):
    with scene.database.begin() as session:
        case = session.get_one(CaseRow, case_id)
        queue_news(session, SENTENCES, case=case, merchant="NorrNet", news=text, now=NOW)
    return compose(scene.mails()[-1], "no-reply@example.com")


def test_all_mails_of_a_case_are_one_thread(scene):
    case_id = scene.case()
    first, second, third = write(scene, case_id), news(scene, case_id), write(scene, case_id, language="nb")
    ids = [message["Message-ID"] for message in (first, second, third)]
    assert len(set(ids)) == 3
    assert (first["In-Reply-To"], first["References"]) == (None, None)
    assert (second["In-Reply-To"], second["References"]) == (ids[0], ids[0])
    assert (third["In-Reply-To"], third["References"]) == (ids[1], f"{ids[0]} {ids[1]}")
    assert first["Subject"] == second["Subject"] == third["Subject"]


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "Order NN-10023: your case {}"),
        ("nl", "Bestelling NN-10023: uw zaak {}"),
        ("nb", "Bestilling NN-10023: saken din {}"),
    ],
)
def test_the_subject_says_what_it_is_about_in_the_customers_language(scene, language, subject):
    case_id = scene.case(language=language)
    message = write(scene, case_id, language=language)
    with scene.database.read() as session:
        assert message["Subject"] == subject.format(session.get_one(CaseRow, case_id).number)


def test_another_case_and_another_address_are_threads_of_their_own(scene):
    one, other = scene.case(), scene.case(issue="outage")
    write(scene, one)
    assert write(scene, other)["References"] is None
    assert write(scene, one, to="ola@example.com")["References"] is None
    assert write(scene, one, to="KARI@example.com")["References"] is not None


def test_a_long_thread_names_its_first_mail_and_the_newest_whole(scene):
    case_id = scene.case()
    ids = [write(scene, case_id)["Message-ID"] for _ in range(MOST_NAMED + 5)]
    last = write(scene, case_id)
    assert last["References"].split() == [ids[0], *ids[-(MOST_NAMED - 1) :]]
    raw = bytes(last).decode()
    assert all(identity in raw for identity in last["References"].split())
    assert max(map(len, raw.splitlines())) < 998


def test_what_goes_out_names_its_kind(scene):
    assert write(scene, scene.case())["X-Amends-Kind"] == "handed_over"


def mail(kind, language="en", text="Hello.", case_id=1):
    return MailRow(kind=kind, language=language, text=text, case_id=case_id)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "You can answer this e-mail; a person reads it."),
        ("nl", "U kunt op deze e-mail antwoorden; een medewerker leest het."),
        ("nb", "Du kan svare på denne e-posten; en medarbeider leser svaret."),
    ],
)
def test_with_a_mailbox_the_mail_says_that_it_can_be_answered_and_the_answer_goes_there(language, sentence):
    found = answering(mail("case_news", language), SENTENCES, "post@example.com", "info@example.com")
    assert (found.to, found.sentence) == ("post@example.com", sentence)


def test_without_a_mailbox_it_names_the_support_address_once_and_invites_no_answer():
    found = answering(mail("case_news"), SENTENCES, None, "info@example.com")
    assert found.to == "info@example.com"
    assert found.sentence == "Do you have a question? Write to info@example.com and name the case number."
    named = mail("case_review", text="Write to info@example.com.")
    assert answering(named, SENTENCES, None, "info@example.com").sentence == ""
    assert answering(mail("transcript", case_id=None), SENTENCES, None, "info@example.com").sentence == ""


def test_no_other_sentence_invites_an_answer_to_an_e_mail():
    inviting = []
    for file in DOMAIN.glob("*.yml"):
        for name, variations in (yaml_file.read(file).get("responses") or {}).items():
            said = " ".join(" ".join(each.get("text", "").split()).casefold() for each in variations)
            if any(words in said for words in ("answer this e-mail", "op deze e-mail", "svare på denne e-post")):
                inviting.append(name)
    assert inviting == ["utter_mail_can_be_answered"]
