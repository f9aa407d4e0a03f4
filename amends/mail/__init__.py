"""E-mails that others wrote: whether somebody wrote them, and what of them is new."""
