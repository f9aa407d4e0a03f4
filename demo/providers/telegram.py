"""A stand-in for Telegram: private chats with one bot, whose customers can be played."""

import time
from typing import Any

from demo.providers.stand_in import Hook
from demo.providers.telegram_server import BotApi, Customer, Json


class TelegramStandIn(BotApi):
    """Each of these is a customer's doing. The Hook that comes of it was delivered already, where a webhook is set."""

    def meet(self, chat: int, first_name: str = "Lotte", language: str = "en", kind: str = "private") -> None:
        """A customer opens the chat. Whoever is played without being met is met first."""
        self.customers.setdefault(chat, Customer(first_name, language, kind))

    def say(self, chat: int, text: str) -> Hook:
        return self.play(chat, text=text)

    def photo(self, chat: int, raw: bytes, caption: str = "") -> Hook:
        """In the sizes that Telegram makes, from small to large."""
        sizes = [self._size(raw[: max(1, len(raw) // 8)], 90, 60), self._size(raw, 1280, 853)]
        return self.play(chat, photo=sizes, **({"caption": caption} if caption else {}))

    def document(self, chat: int, raw: bytes, name: str, media_type: str, caption: str = "") -> Hook:
        file = self._file(raw, f"documents/{name}")
        content = {**file, "file_name": name, "mime_type": media_type}
        return self.play(chat, document=content, **({"caption": caption} if caption else {}))

    def press(self, chat: int, token: str) -> Hook:
        """Taps the choice with this token, in the latest message that has it."""
        shown = next(each for each in reversed(self.sent_to(str(chat))) if token in {c.token for c in each.choices})
        with self.lock:
            query = f"{chat}{len(self._queries) + 1:010}"
            self._queries.add(query)
        pressed = {
            "id": query,
            "from": self._user(chat),
            "chat_instance": str(-chat),
            "message": self._messages[chat, int(shown.id)],
            "data": token,
        }
        return self._happened(callback_query=pressed)

    def edit(self, chat: int, message_id: int, **content: Any) -> Hook:
        """Changes an earlier message of the customer's: `text=` or `caption=`."""
        message = {**self._messages[chat, message_id], "edit_date": int(time.time()), **content}
        return self._happened(edited_message=message)

    def block(self, chat: int, *, blocked: bool = True) -> Hook:
        self.customers[chat].blocked = blocked
        member: Json = {"user": self.bot, "status": "kicked", "until_date": 0}
        states = [{"user": self.bot, "status": "member"}, member]
        old, new = states if blocked else reversed(states)
        changed = {"old_chat_member": old, "new_chat_member": new, "date": int(time.time())}
        return self._happened(my_chat_member={"chat": self._chat(chat), "from": self._user(chat), **changed})

    def play(self, chat: int, **content: Any) -> Hook:
        """Sends any message: the content's fields as in the Bot API, as `sticker=` or `location=`."""
        self.meet(chat)
        return self._happened(message=self._message(chat, self._user(chat), **content))
