"""People decide: what a decision rests on, who may take it, who else must agree, and what comes of it."""
