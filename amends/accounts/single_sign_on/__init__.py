"""Signing in by somebody else's word for who it is: OpenID Connect, by authorization code with PKCE."""
