"""Webhooks: other systems are told what happens at a desk, by signed calls to addresses that were set up in the app."""
