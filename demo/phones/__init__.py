"""A page of the demo on which a visitor plays a customer's phone: each channel can be seen without an account."""
