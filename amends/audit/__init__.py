"""The audit log: everything that staff did and everything that was decided, in chains that show any change."""
