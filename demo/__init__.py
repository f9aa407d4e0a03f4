"""A demo merchant world: an order backend with seeded orders, a mailbox, a shop page."""
