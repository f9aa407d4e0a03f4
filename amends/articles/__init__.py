"""Help articles: what a merchant explains to its customers, each resting on clauses of its policy."""
