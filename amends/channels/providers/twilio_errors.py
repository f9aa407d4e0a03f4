"""What Twilio's error codes mean for us, at once or in news of a message that failed after all.

The codes and their causes are those of https://www.twilio.com/docs/api/errors, in our words.
"""

import httpx

from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable, WindowClosed
from amends.channels.providers import calling
from amends.errors import ChannelError

WINDOW = 63016
GONE = frozenset({21211, 21214, 21217, 21610, 21612, 21614, 63003, 63024})
"""The customer cannot be reached there, today or later."""
PATIENCE = frozenset({14107, 20429, 20500, 20503, 21611, 30001, 63018, 63038})
"""The same again, later."""
UNPROVED = 20003

MEANS = {
    20003: "Twilio does not take the account SID with this auth token; copy both from console.twilio.com.",
    20005: "The Twilio account is not active; open console.twilio.com, which says why.",
    20404: "Twilio knows no such account, number or message; copy its SID from console.twilio.com.",
    21211: "The customer's number is none.",
    21214: "The customer's number cannot be reached.",
    21217: "The customer's number is none.",
    21408: "The account may not write to this country; tick it under Messaging > Settings > Geo permissions.",
    21601: "Our number takes no text messages; choose one with SMS under Phone Numbers > Manage > Active numbers.",
    21606: "Our number is not one of the account's that sends text messages to this customer.",
    21608: "A trial account writes to verified numbers only; verify it in the console, or upgrade the account.",
    21609: "Twilio does not take our address for news of messages; set AMENDS_PUBLIC_URL to one that it reaches.",
    21610: "The customer opted out of messages from this number (STOP), so none gets through until they send START.",
    21611: "Too many messages wait at Twilio.",
    21612: "Twilio has no way from our number to the customer's.",
    21614: "The customer's number is no mobile one, so it takes no text messages.",
    21617: "The message is longer than 1,600 characters.",
    21659: "Our number is none of Twilio's; look under Phone Numbers > Manage > Active numbers.",
    21660: "Our number belongs to another Twilio account than the account SID.",
    21703: "The messaging service has no number to send from; add one under Messaging > Services > Sender pool.",
    21705: "There is no such messaging service; copy its SID from Messaging > Services.",
    30001: "Too many messages waited at Twilio.",
    30002: "The Twilio account was suspended before the message went out.",
    30003: "The customer's phone is switched off or out of reach.",
    30004: "The customer or their operator blocks messages of ours.",
    30005: "The customer's number is unknown to the operator, or not in use any more.",
    30006: "The customer's number is a landline, or their operator takes no text messages.",
    30007: "The operator took the message for unwanted and dropped it.",
    30008: "The operator did not deliver the message and does not say why.",
    30034: "Our number is not registered for messages to the United States (A2P 10DLC).",
    63003: "The customer's number has no WhatsApp.",
    63007: "Our number is no WhatsApp sender of this account; look under Messaging > Senders > WhatsApp senders.",
    63016: "The customer's last message is more than 24 hours ago.",
    63018: "Too many messages went to WhatsApp at once.",
    63024: "The customer's number has no WhatsApp that takes messages of ours.",
    63038: "The account has sent as many messages as it may in a day.",
}
"""Sentences for whoever reads at the desk or sets a channel up."""
_MOST_OF_A_REASON = 300


def why(code: int | None, said: str) -> str:
    """Our sentence for the code; else what Twilio says."""
    known = "" if code is None else MEANS.get(code, "")
    return known or said[:_MOST_OF_A_REASON] or "Twilio could not deliver it and does not say why."


def fault_of(code: int | None, said: str, status: int, headers: httpx.Headers) -> ChannelError:
    """What a refusal means for us. `status` is that of the answer."""
    if code is None and status == 401:
        code = UNPROVED
    named = str(status if code is None else code)
    if code == WINDOW:
        return WindowClosed(MEANS[WINDOW], named)
    if code in GONE:
        return AddressGone(why(code, said), named)
    if code in PATIENCE or status == 429 or status >= 500:
        return ChannelUnavailable(f"Twilio asks for patience ({named})", calling.patience(headers))
    if code in MEANS:
        return ChannelRefused(MEANS[code], named)
    return ChannelRefused(f"It was refused. Twilio: {said[:_MOST_OF_A_REASON] or f'status {status}'}", named)
