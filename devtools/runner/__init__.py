"""Everything under one command: train what is new, migrate, start every process, stop them all together."""
