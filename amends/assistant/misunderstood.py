"""«No wait, that's not it»: what was understood is taken back, and what it is instead may be said with it or not.

Nothing further is done about the first matter, and the customer is asked what it is. What was granted, is with a person
or was declared under the law is not taken back by such words.
"""

import re
from dataclasses import dataclass, replace

from amends.assistant.abandonment import Abandonment
from amends.assistant.claim_state import Collecting, Confirming, Settled
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.prompts import Prompts
from amends.assistant.situation import Situation, hold, keep
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.messages.say import Say
from amends.reading import plain_language
from amends.reading.issues import ISSUE_OF_INTENT, SIBLINGS
from amends.reading.message import Message
from amends.reading.thresholds import ANOTHER_PROBLEM, LONG_STORY_WORDS

_WHAT_I_MEAN = (
    r"(?:it|what i (?:mean|meant|said|had in mind)|my (?:problem|issue|question)|the (?:problem|issue|point))"
)
_NOT_IT = re.compile(
    rf"\b(?:(?:thats|that is|that was|this is|its|it is|it was) not (?:really |quite )?{_WHAT_I_MEAN}"
    rf"|(?:that|this|it) (?:isnt|wasnt) (?:really |quite )?{_WHAT_I_MEAN}"
    r"|(?:didnt|did not|dont|do not) mean (?:that|it|this)|i mean(?:t)? something else"
    r"|i (?:said|put) (?:it|that) (?:wrong(?:ly)?|badly)|ik zei (?:het|dat) (?:verkeerd|fout)|jeg sa (?:det )?feil"
    r"|you (?:misunderst\w+|got (?:that|it|me) wrong)|(?:its|it is) (?:about )?something else"
    r"|(?:dat|dit|het) (?:is|was) (?:helemaal |toch |echt )?niet (?:wat ik (?:bedoel|bedoelde|zei)"
    r"|mijn (?:probleem|vraag)|het probleem|waar het om gaat)|(?:dat|dit) (?:is|was) het (?:helemaal )?niet"
    r"|(?:dat|dit|zo|het) bedoel(?:de)? ik (?:het )?niet|ik bedoel(?:de)? (?:iets anders|dat niet|niet dat)"
    r"|(?:je|jij|u) begrijpt? (?:me|mij|het) verkeerd|verkeerd begrepen|gaat om iets anders"
    r"|(?:det|dette) (?:er|var) (?:jo |slett )?ikk?j?e (?:det|problemet|saken|poenget|slik jeg mente)(?! (?:at|som)\b)"
    r"|(?:det|slik|sånn) (?:mente|mener) jeg ikke|jeg (?:mente|mener) (?:noe annet|ikke det)"
    r"|du (?:har )?misforst\w+|gjelder noe annet)\b"
)

_SENTENCE_END = re.compile(r"[.!?;\n]")


def says_so(message: Message) -> bool:
    """Whether a short message, or the first sentence of a longer one, says that it is not what was understood."""
    said = plain_language.words(message.text)
    if len(said) > LONG_STORY_WORDS:  # «no wait, that's not it. my card was charged twice …»
        said = plain_language.words(_SENTENCE_END.split(message.text, maxsplit=1)[0])
    if message.choice or len(said) > LONG_STORY_WORDS:
        return False
    return _NOT_IT.search(" ".join(said)) is not None


@dataclass(frozen=True)
class Misunderstood:
    """The way back from a matter that was none."""

    context: Context

    def hear(self, situation: Situation, message: Message) -> tuple[Say, ...]:
        """Leave the matter that was understood, and say so; nothing is said where the message names what it is instead,
        which is heard next. Empty, and nothing changed, for any other message."""
        if not says_so(message) or not self._may_be_left(situation, message):
            return ()
        draft = situation.draft
        if not draft.settled:
            Abandonment(self.context).leave(situation.conversation_id)
        names = _names_another(draft, message)
        with self.context.database.begin() as session:
            row = hold(session, situation.conversation_id)
            left = Situation.of(row)
            left = replace(left, draft=replace(left.draft.fresh(), state=Collecting(None if names else "issue")))
            keep(row, left)
        if names:
            return ()
        return (Say("utter_misunderstood", choices=Prompts(self.context, left, None).likeliest()),)

    def _may_be_left(self, situation: Situation, message: Message) -> bool:
        draft = situation.draft
        if draft.issue in {None, "withdraw"} or message.facts.order_number or message.facts.email:
            return False
        if isinstance(draft.state, Collecting | Confirming):
            return True
        if not isinstance(draft.state, Settled) or draft.state.left is not None or draft.case_id is None:
            return False
        if plain_language.disagrees(message.text):
            return False  # it goes against the decision, and not against what was understood
        with self.context.database.read() as session:
            return session.get_one(CaseRow, draft.case_id).status in {CaseStatus.DENIED, CaseStatus.ABANDONED}


def _names_another(draft: Draft, message: Message) -> bool:
    issue = ISSUE_OF_INTENT.get(message.intent)
    if issue is None or message.confidence < ANOTHER_PROBLEM:
        return False
    return draft.issue not in SIBLINGS.get(issue, (issue,))
