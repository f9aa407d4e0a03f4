"""Proof that nothing was lost, moved twice or told falsely: the invariants I1 to I12, held against what is recorded."""
