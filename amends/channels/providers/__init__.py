"""One module a channel. What a provider calls its things stays in there."""
