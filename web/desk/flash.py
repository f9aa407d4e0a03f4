"""What a page says after something was done: a closed list, so that no address can put words on it."""

TOLD = {
    "claimed": "The case is yours.",
    "transferred": "The case was transferred.",
    "taken": "You have the chat. The bot is silent until you hand it back.",
    "handed": "The bot has the chat again.",
    "identified": "The case is matched with the customer and the order.",
    "asked": "The bot will ask the customer for it and bring the case back.",
    "decided": "Decided, and the customer has been told. What it grants goes through the ledger.",
    "offered": "Offered to the customer. Nothing is done before they accept; if they decline, the case comes back.",
    "waits": "This is above your limit. A second person has to approve it; nothing has been done yet.",
    "approved": "Approved, and the customer has been told. What it grants goes through the ledger.",
    "refused": "Refused. Nothing was done.",
    "expired": "The case has changed since this was asked for, so it can no longer be approved. Decide it again.",
    "noted": "The note was added.",
    "labelled": "The labels were changed.",
    "closed": "The case is closed.",
    "reopened": "The case is open again.",
    "merged": "The case was merged.",
    "sent": "The answer was sent.",
    "filed": "The sentence is off the list.",
    "put_back": "The sentence is on the list again.",
}
