"""Why somebody gave no answer, in words for whoever runs this and for the desk: libraries name classes of their own."""

import imaplib
import smtplib
import socket
import ssl
from collections.abc import Iterator

import httpx

_BROKE_OFF = "the connection broke off"


def why(fault: BaseException) -> str:
    """The end of a sentence. Nothing that the library says is repeated, for that may be an address with a token."""
    for each in _causes(fault):
        match each:
            case ssl.SSLCertVerificationError():
                return "its certificate is not one to trust"
            case ssl.SSLEOFError():
                return _BROKE_OFF
            case ssl.SSLError():
                return "it does not speak TLS there"
            case socket.gaierror():
                return "its name is not known here"
            case ConnectionRefusedError():
                return "nobody listens there"
            case TimeoutError() | httpx.TimeoutException():
                return "it took too long"
            case ConnectionError() | httpx.RemoteProtocolError() | EOFError():
                return _BROKE_OFF
            case smtplib.SMTPServerDisconnected() | imaplib.IMAP4.abort():
                return _BROKE_OFF
    return type(fault).__name__


def _causes(fault: BaseException) -> Iterator[BaseException]:
    """The innermost first: what lies around it is told by libraries in words of their own."""
    known: list[BaseException] = []
    each: BaseException | None = fault
    while each is not None and each not in known:
        known.append(each)
        each = each.__cause__ or each.__context__
    yield from reversed(known)
