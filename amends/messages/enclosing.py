"""Files in a mail: enclosed while it stays of a size that mail servers take, behind links from there on."""

from collections.abc import Sequence
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from amends.evidence.enclosed import Enclosed
from amends.messages import moments
from amends.messages.say import Say
from amends.messages.sentences import Sentences

MOST_BYTES = 7 * 1024 * 1024
"""Of all files of one mail. In base64 that is 10 MB, which hardly a server refuses."""


def parted(files: Sequence[Enclosed]) -> tuple[list[Enclosed], list[Enclosed]]:
    """Those that go into the mail, and those that are linked there: the first ones go in, as long as there is room."""
    into: list[Enclosed] = []
    linked: list[Enclosed] = []
    for each in files:
        fits = sum(file.size for file in into) + each.size <= MOST_BYTES
        (into if fits else linked).append(each)
    return into, linked


def linked_lines(files: Sequence[Enclosed], sentences: Sentences, language: str, zone: ZoneInfo) -> str:
    """A line for each, for whoever gets a link in its stead; empty for none."""
    return "\n".join(linked_line(each, sentences, language, zone) for each in files)


def linked_line(file: Enclosed, sentences: Sentences, language: str, zone: ZoneInfo) -> str:
    """Its name and link, and until which day that holds."""
    args = {"name": file.name, "url": file.link, "until": moments.day(file.until, zone, language)}
    return sentences.text(Say("utter_file_link", args), language)


def enclose(message: EmailMessage, files: Sequence[Enclosed]) -> None:
    """Into the mail, after its text. EvidenceUnavailable where the store does not give one."""
    for each in files:
        main, _, sub = each.media_type.partition("/")
        charset = {"charset": "utf-8"} if main == "text" else {}
        message.add_attachment(each.read(), maintype=main, subtype=sub, filename=each.name, params=charset)
