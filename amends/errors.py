"""Every error of the core, one tree. What a library raises is turned into one of these at the seam where it is called.

AmendsError
├── SettingError            a setting is missing or wrong; names it and its way out
├── InvalidDocument         an order, claim or batch line breaks its JSON shape; one fault a path
├── PolicyError             a policy file says what the loader does not know; file, line and the way out;
│                           several of one reading in amends/policy/faults.py
├── BackendError            the order backend
│   ├── BackendUnavailable  it did not take the call: nothing happened, try again
│   ├── BackendUncertain    it may have carried the call out: ask it by key, never send another key
│   ├── BackendRefused      it said no: final
│   └── BackendInvalid      its answer breaks the contract: no decision may rest on it
│       └── RecordInvalid   an order's record does: which order, and where, without what stands there
├── LedgerError             a remedy that must not be
│   ├── NotAuthorised       no verified identity, no decision, or no confirmation behind it
│   ├── ExceedsPaid         more than what was paid and is not yet returned
│   ├── OrderChanged        the order is not as it was decided on: decide again, or a person looks
│   └── PurposeTaken        the same purpose was served before, with another amount: a person looks
├── InvalidTransition       a case or remedy status that its table does not lead to
├── Conflict                somebody else changed the same thing at the same time; do it again
├── NotFound                no such conversation, case or merchant
├── NotVouchedFor           a signed identity that the merchant's website did not sign, or that has expired
├── NotVerified             it takes a matched identity, and there is none
├── DeskError               what a person at the desk asked for is not done
│   ├── NotPermitted        their role does not grant it
│   └── CannotBeDone        the case does not allow it now, or what was given makes no sense; says why
├── ConversationError       a customer's message that is not taken
│   ├── InvalidMessage      it is blank, too long, or holds what is not text
│   ├── UnknownButton       a button that this conversation was never offered
│   └── TooManyRequests     more than the limit allows; says when to come again
├── HelpdeskError           a merchant's own helpdesk did not do what was asked
│   ├── HelpdeskUnavailable it gave no clear answer: try again, with the same ids
│   └── HelpdeskRefused     it said no: final
├── ChannelError            a messaging channel; its leaves are in amends/channels/errors.py
├── LetterRefused           an e-mail that counts as no answer of a helpdesk, with the reason's name
├── EvidenceRejected        a customer's file that is not taken, with the reason's name
├── EvidenceUnavailable     files cannot be checked, kept or read at this moment; try again
│   └── EvidenceSealed      a kept picture that none of our keys opens, or that was changed: an operator looks
├── AccountError            an account of the desk; its leaves are in amends/accounts/errors.py
├── ChatUnavailable         the chat API gave a terminal client nothing; says what to do
├── DialogueUnavailable     the dialogue server did not take a turn; try again
├── DialogueRefused         it cannot take this turn: final
├── DatabaseUnavailable     the database is locked, unreachable or full: nothing was committed for certain
├── CannotMigrate           the database lacks what a step of its schema needs; says what to do
├── CannotRun               `make run` cannot go on: a taken port, a missing program, a process that ended
├── SentenceError           a response that domain/ lacks, or one that needs an argument it was not given
└── MailError               the mail server did not take a message; try again
    └── MailUndeliverable   it never will: the address is none, or one that this server cannot write to; final
"""

from dataclasses import dataclass


class AmendsError(Exception):
    """Base of all. Catch this at a process's edge, the leaves where the way out differs."""


class SettingError(AmendsError):
    """A setting is missing or wrong."""


@dataclass(frozen=True)
class Fault:
    """One place where a document breaks its shape: `path` as in `$.payments[0].amount`."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class InvalidDocument(AmendsError):
    """A document breaks its shape; `faults` has one entry a place."""

    def __init__(self, what: str, faults: list[Fault]) -> None:
        self.what = what
        self.faults = faults
        super().__init__(f"{what}: " + "; ".join(str(fault) for fault in faults))


class PolicyError(AmendsError):
    """A policy file that cannot be used. `file` and `line` (from 1) say where, `way_out` what to write instead."""

    def __init__(self, file: str, line: int, message: str, way_out: str) -> None:
        self.file = file
        self.line = line
        self.message = message
        self.way_out = way_out
        super().__init__(f"{file}:{line}: {message}. {way_out}")

    @property
    def faults(self) -> "tuple[PolicyError, ...]":
        """Every fault that this error tells of."""
        return (self,)


class BackendError(AmendsError):
    """The order backend did not do what was asked."""


class BackendUnavailable(BackendError):
    """It did not take the call; nothing happened there. Worth another try."""


class BackendUncertain(BackendError):
    """The call went out and no clear answer came back. Look it up by its key; never send it under a new one."""


class BackendRefused(BackendError):
    """It understood and said no. Final; `code` is the backend's own."""

    def __init__(self, message: str, code: str = "refused") -> None:
        self.code = code
        super().__init__(message)


class BackendInvalid(BackendError):
    """Its answer breaks the contract (not JSON, other shape, other currency)."""


class RecordInvalid(BackendInvalid):
    """An order's record breaks its schema. `faults` name the places and what is wrong with them, never what stands
    there. `number` is the order's, None where the record does not tell one."""

    def __init__(self, number: str | None, faults: list[Fault]) -> None:
        self.number = number
        self.faults = faults
        super().__init__(f"order {number or 'without a number'}: " + "; ".join(str(fault) for fault in faults))


class LedgerError(AmendsError):
    """A remedy that must not be entered."""


class NotAuthorised(LedgerError):
    """No verified identity, no approving decision, or no confirmation stands behind the remedy."""


class ExceedsPaid(LedgerError):
    """More than was paid and not yet returned."""


class OrderChanged(LedgerError):
    """Since the decision something went back without Amends, a payment was disputed, or the order was cancelled."""


class PurposeTaken(LedgerError):
    """A live remedy serves the same purpose with another amount. Never adjusted by itself: a person looks."""


class InvalidTransition(AmendsError):
    """A status that the present one does not lead to."""


class Conflict(AmendsError):
    """Somebody else changed the same thing at the same time. Nothing was written; do it again."""


class NotFound(AmendsError):
    """No such conversation, case or merchant."""


class NotVouchedFor(AmendsError):
    """The merchant's website did not sign this identity, or not for this moment."""


class NotVerified(AmendsError):
    """It takes an identity that was matched against an order's records, and there is none."""


class DatabaseUnavailable(AmendsError):
    """The database is locked, unreachable or full. Worth another try; what is tried again must bear it."""


class CannotMigrate(AmendsError):
    """A step of the schema needs what the database lacks and this role may not add. The text holds the way out."""


class CannotRun(AmendsError):
    """What runs the processes cannot go on. The text is for a terminal and holds the way out."""


class SentenceError(AmendsError):
    """A response that domain/ does not have, or an argument that it needs and was not given."""


class DeskError(AmendsError):
    """What a person at the desk asked for is not done. Nothing was written."""


class NotPermitted(DeskError):
    """The table of permissions does not grant it to this role."""


class CannotBeDone(DeskError):
    """The case does not allow it now, or an amount, clause, reason or item that was given cannot be. The text is for
    the person who asked."""


class ColleagueHasIt(CannotBeDone):
    """Somebody else has the chat: `who` is their id. It can be done by whoever says that they know it."""

    def __init__(self, who: str, name: str) -> None:
        super().__init__(f"{name} has this chat.")
        self.who = who
        self.name = name


class ConversationError(AmendsError):
    """A customer's message that is not taken; nothing was stored."""


class InvalidMessage(ConversationError):
    """The message is blank, too long, or holds characters that are not text."""


class UnknownButton(ConversationError):
    """The token names no button that was offered in this conversation."""


class TooManyRequests(ConversationError):
    """More than the limit allows. `retry_after_s`: seconds until there is room again."""

    def __init__(self, message: str, retry_after_s: int) -> None:
        self.retry_after_s = retry_after_s
        super().__init__(message)


class HelpdeskError(AmendsError):
    """A merchant's own helpdesk did not do what was asked."""


class HelpdeskUnavailable(HelpdeskError):
    """It gave no clear answer, and may have done it all the same. Try again with the same ids."""


class HelpdeskRefused(HelpdeskError):
    """It said no. Final; `status` is that of its HTTP answer."""

    def __init__(self, message: str, status: int) -> None:
        self.status = status
        super().__init__(message)


class ChannelError(AmendsError):
    """Something is wrong with a messaging channel. The leaves are in amends/channels/errors.py."""


class LetterRefused(AmendsError):
    """An e-mail that counts as no answer of a helpdesk. `reason` is a code, for the log."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"the letter does not count: {reason}")


class BackupError(AmendsError):
    """A backup was not taken, or not restored; what was there before is still there."""


class EvidenceRejected(AmendsError):
    """A file that is not taken; nothing of it was kept. `reason` ends the name of the sentence for the customer."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"the file is not taken: {reason}")


class EvidenceUnavailable(AmendsError):
    """The sandbox, the scanner, the store or the reader did not do its part. Worth another try."""


class EvidenceSealed(EvidenceUnavailable):
    """What is kept cannot be opened with the keys of this process: another key is needed, or it was changed since."""


class ChatUnavailable(AmendsError):
    """A call of the chat API came to nothing. `worth_another_try`: the same call may succeed in a moment."""

    def __init__(self, message: str, *, worth_another_try: bool = False) -> None:
        self.worth_another_try = worth_another_try
        super().__init__(message)


class DialogueRefused(AmendsError):
    """The dialogue server cannot make a turn of what it was sent. Final."""


class DialogueUnavailable(AmendsError):
    """The dialogue server did not take the turn, or its answer cannot be read: as if it had not happened. Try again."""


class MailError(AmendsError):
    """The mail server did not take the message. Worth another try."""


class MailUndeliverable(MailError):
    """It cannot be written to this address at all, today or later. Final."""
