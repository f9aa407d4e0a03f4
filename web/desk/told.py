"""What a page says after something was done: a closed list, so that no address can put words on it."""

TOLD = {
    "claimed": "The case is yours.",
    "transferred": "The case was handed on.",
    "taken": "You have the chat. The bot is silent until you hand it back.",
    "handed": "The bot has the chat again.",
    "asked": "The bot asks the customer for it and brings the case back.",
    "decided": "Decided. It goes through the ledger, and the customer was told.",
    "waits": "This is above your limit. A second person has to approve it; nothing was done yet.",
    "approved": "Approved. It goes through the ledger, and the customer was told.",
    "refused": "Refused. Nothing was done.",
    "expired": "The case has changed since this was asked for, so it cannot be approved any more. Decide it anew.",
    "noted": "The note was added.",
    "labelled": "The labels were changed.",
    "closed": "The case is closed.",
    "reopened": "The case is open again.",
    "merged": "The case was merged.",
    "sent": "The answer was sent.",
    "filed": "The sentence is off the list.",
    "put_back": "The sentence is on the list again.",
}
