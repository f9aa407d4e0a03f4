"""What the bot did not understand: kept, filed under an intent by people, and printed as training data."""
