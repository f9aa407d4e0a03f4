"""The desk at /desk: where people read cases, answer customers and decide what the policy leaves to them."""
