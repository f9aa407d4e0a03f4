"""Work that can go wrong badly is done in processes of our own, which are watched, ended and started again."""
