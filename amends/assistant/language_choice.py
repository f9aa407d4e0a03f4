"""The language of a chat as it is chosen in the window's menu; the open question is put again in it."""

from dataclasses import dataclass, replace

from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.situation import Situation, hold, keep, last_heard
from amends.cases import store
from amends.conversations import log, ownership
from amends.errors import Conflict
from amends.messages.say import Say

TRIES = 5
"""How often it is begun again because the bot was still writing down the answer to an earlier message."""


@dataclass(frozen=True)
class LanguageChoice:
    """Chosen once or twice, it is the same."""

    context: Context

    def choose(self, conversation_id: str, language: str) -> None:
        """The chat goes on in `language`, one of the merchant's, until the customer asks for another or writes at
        length in one. While a person has the chat, that it does is all that is said. NotFound for no conversation."""
        for _ in range(TRIES):
            draft, says = self._put(conversation_id, language)
            with self.context.database.begin() as session:
                row = hold(session, conversation_id)
                if row.draft.get("revision", 0) != draft.revision:
                    continue
                situation = Situation.of(row)
                keep(row, replace(situation, draft=replace(situation.draft, language_chosen=True)))
                if row.language == language:
                    return
                row.language = language
                store.go_over_to(session, conversation_id, language)
                now = self.context.clock()
                if row.owner == "person":
                    ownership.say(session, row, (Say("utter_language_chosen"),), self.context.sentences, now)
                else:
                    log.say(session, row, says, self.context.sentences, now)
                return
        raise Conflict(f"conversation {conversation_id}: the chat changes too fast; try again")

    def _put(self, conversation_id: str, language: str) -> tuple[Draft, tuple[Say, ...]]:
        """The draft, and what is said when the chat goes over. Asked for before anything is locked: the order backend
        may take its time."""
        with self.context.database.read() as session:
            unheard = last_heard(session, conversation_id) is None
        situation = replace(Situation.read(self.context.database, conversation_id), language=language)
        if unheard:
            name = self.context.merchants[situation.merchant].merchant.name
            return situation.draft, (Say("utter_welcome", {"merchant": name}),)
        return situation.draft, (Say("utter_language_chosen"), *ClaimDialogue(self.context).put(situation))
