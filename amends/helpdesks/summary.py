"""A case in words, for the people of a helpdesk: in the merchant's first language, from domain/helpdesks.yml."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from amends.conversations.event_kinds import EventKind
from amends.helpdesks.helpdesk import CaseView, Line
from amends.messages.moments import moment
from amends.messages.say import Say
from amends.messages.sentences import Sentences


@dataclass(frozen=True)
class Summary:
    """`language` and `zone` are those of the people who read it."""

    sentences: Sentences
    language: str
    zone: ZoneInfo

    def say(self, response: str, /, **args: str) -> str:
        return self.sentences.text(Say(f"utter_helpdesk_{response}", args), self.language)

    def summary(self, case: CaseView) -> str:
        """Everything in the view, the talk included."""
        unknown = self.say("unknown")
        found = case.recommended
        advice = " ".join(str(found[name]) for name in ("outcome", "remedy", "row") if name in found)
        return self.say(
            "summary",
            case=case.number,
            merchant=case.merchant_name,
            order=case.order_number or unknown,
            email=case.email or unknown,
            issue=case.issue,
            due=unknown if case.due_at is None else self.at(case.due_at),
            language=case.language,
            explanation=case.explanation or unknown,
            recommended=advice or unknown,
            talk="\n".join(self.line(line) for line in case.lines) or unknown,
        )

    def line(self, line: Line) -> str:
        """One thing that was said, with who and when."""
        who = self.say(f"author_{line.author}")
        text = self.say("file", name=line.text) if line.kind == EventKind.FILE else line.text
        return self.say("line", at=self.at(line.at), who=who, text=text)

    def at(self, instant: datetime) -> str:
        return moment(instant, self.zone, self.language)
