"""What one person at the desk is told of what another did, or of what became of it."""

from amends.labels import Labelled


class NoticeKind(Labelled):
    """The label is the sentence, after the name of whoever did it."""

    TAKEN = "taken", "took the chat over from you"
    REFUSED = "refused", "refused what you asked a second person to approve; the case is yours to decide again"
    APPROVED = "approved", "approved what you asked for"
    ENDED = "ended", "changed the case, so your request for a second person has ended; look at it again"
    MENTIONED = "mentioned", "mentioned you in a note"
    GIVEN = "given", "gave you this case"
    LOST = "lost", "took this case from you"
    RULE = "rule", "tells you of this case"
    REPLY_SOON = "reply_soon", "reminds you: a reply to the customer is due soon"
    REPLY_LATE = "reply_late", "reminds you: the reply to the customer is late"
