"""Finished conversations that supervisors look at: a sample, grades by criterion, and figures of them."""
