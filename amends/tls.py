"""Whom to trust on a connection of our own: the authorities of this machine, read once.

Reading them takes 30 ms, longer than a mail takes to be handed over.
"""

import os
import ssl
from functools import cache


def trusted() -> ssl.SSLContext:
    """Checks that a server's certificate is that of its name, by the authorities of this machine, or of SSL_CERT_FILE
    and SSL_CERT_DIR. A process that is to trust others is started again."""
    return _read(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@cache
def _read(_file: str | None, _folder: str | None) -> ssl.SSLContext:
    """OpenSSL reads the two variables by itself; here they tell one context from another."""
    return ssl.create_default_context()
