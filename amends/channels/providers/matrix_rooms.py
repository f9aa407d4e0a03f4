"""Which rooms are a chat of two: of the account and one other person, where nobody else can read along."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amends.channels.errors import ChannelRefused
from amends.channels.providers.calling import AnswerTooLarge
from amends.channels.providers.matrix_server import Server, path
from amends.channels.providers.reading import an_object, objects, words

STATE = ("m.room.member", "m.room.join_rules", "m.room.history_visibility", "m.room.third_party_invite")
"""What decides it, and changes it."""
_BY_INVITATION = frozenset({"invite", "knock", "private"})


@dataclass(frozen=True)
class Room:
    """`joined` and `invited` are the names of the others by their ids. `is_closed`: nobody comes in, or reads,
    uninvited."""

    joined: Mapping[str, str]
    invited: Mapping[str, str]
    is_closed: bool = True

    @property
    def partner(self) -> str:
        """The one other person who is in it; empty where it is no chat of two."""
        return next(iter(self.joined)) if len(self.joined) == 1 and not self.invited and self.is_closed else ""

    @property
    def may_become_one(self) -> bool:
        """Whether the account made it, and the one person invited has not come yet."""
        return not self.joined and len(self.invited) == 1 and self.is_closed


def of_state(events: Any, own: str) -> Room:
    """As the state of a room tells. A person of whom no more is known than that they are there counts too."""
    people: dict[str, dict[str, str]] = {"join": {}, "invite": {}}
    rule, visibility, is_a_space = "invite", "shared", False
    for event in objects(events):
        content, key = an_object(event.get("content")), words(event.get("state_key"))
        match event.get("type"):
            case "m.room.member" if key != own:
                people.get(words(content.get("membership")), {})[key] = words(content.get("displayname"))
            case "m.room.third_party_invite" if content:  # whoever has that e-mail address may come in
                people["invite"][f"somebody {key}"] = ""
            case "m.room.join_rules":
                rule = words(content.get("join_rule"))
            case "m.room.history_visibility":
                visibility = words(content.get("history_visibility"))
            case "m.room.create":
                is_a_space = content.get("type") is not None
    is_closed = rule in _BY_INVITATION and visibility != "world_readable" and not is_a_space
    return Room(people["join"], people["invite"], is_closed)


def asked(server: Server, room_id: str, own: str) -> Room | None:
    """The room as it is now; None where the account is not in it. One with more state than a chat of two can have is
    none, whoever is in it."""
    try:
        return of_state(server.call("GET", path("v3", "rooms", room_id, "state")), own)
    except AnswerTooLarge:
        return Room({}, {"somebody": "", "else": ""}, is_closed=False)
    except ChannelRefused as fault:
        if fault.code in {"M_FORBIDDEN", "M_NOT_FOUND"}:
            return None
        raise
