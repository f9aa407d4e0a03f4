"""What people prepare at the desk for their daily work."""
