"""The work that the outbox carries, each with what staff read where it was given up."""

from amends.labels import Labelled


class JobKind(Labelled):
    """What the body holds is known to whoever enqueues it and to the worker's handler of that kind."""

    CARRY_OUT = "remedy.carry_out", "carrying out the remedy"
    LOOK_AGAIN = "remedy.look_again", "looking whether the refund arrived"
    SEND_MAIL = "mail.send", "sending an e-mail"
    SEND_CODE = "move.code", "sending a code to go on elsewhere"
    DECIDE_CASE = "case.decide", "deciding again"
    DECIDE_WITHDRAWAL = "withdrawal.decide", "deciding on the withdrawal"
    READ_FILE = "evidence.read", "reading a file"
    MAIL_UNREAD = "desk.mail_unread", "sending an unread answer by e-mail"
    LOOK_AT_SILENCE = "desk.look_at_silence", "looking whether the customer has answered"
    TRY_RULES = "desk.try_rules", "trying the desk's automation rules"
    SEND_TO_HELPDESK = "helpdesk.send", "sending the case to the helpdesk"
    FILE_ANSWER = "helpdesk.file", "filing an answer from the helpdesk"
    POLL_MAILBOX = "helpdesk.poll", "looking into the mailbox"
    SEND_ON_CHANNEL = "channel.send", "sending on the messaging channel"
    FETCH_FILES = "channel.fetch", "fetching files from the messaging channel"
    DELIVER_WEBHOOK = "webhook.deliver", "telling another system by a webhook"
    ERASE = "privacy.erase", "removing files of somebody who was erased"
    TIDY_UP = "housekeeping", "removing what is over"
