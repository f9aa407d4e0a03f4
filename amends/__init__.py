"""The core of Amends: policy decisions, cases, remedies, conversations. Knows neither Rasa nor a web framework."""
