"""The whole system under faults: one at a time, by seed, and afterwards everything is held against the invariants."""
