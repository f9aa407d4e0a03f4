"""What the Rasa server loads (Python 3.10): Rasa's own environment imports nothing else of ours."""
