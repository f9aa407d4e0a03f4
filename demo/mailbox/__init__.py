"""A mailbox for the demo: takes every message over SMTP, keeps it on disk, shows it on a page. It sends nothing."""
