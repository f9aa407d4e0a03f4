"""Messaging channels: what comes from a provider, how it becomes a conversation, and how answers go out again."""
