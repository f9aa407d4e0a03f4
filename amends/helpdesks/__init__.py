"""Cases that go out to a helpdesk of the merchant's own, and answers from there back into the case."""
