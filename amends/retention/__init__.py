"""What technology leaves behind and nobody needs any more: rows, sessions, pictures (decision 0015).

Conversations, cases, decisions, remedies and the audit log are none of it. Those are records, and how long they are
kept follows from the merchant's law.
"""
