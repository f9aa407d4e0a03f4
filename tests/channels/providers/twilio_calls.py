"""Calls of Twilio's and calls that are none: signed as Twilio documents it, without its library."""

import base64
import hashlib
import hmac
from urllib.parse import urlencode

from amends.channels.received import Call
from demo.providers.twilio_server import ACCOUNT, AUTH_TOKEN, NUMBER
from tests.channels.providers.conftest import AT

URL = "https://shop.example.com/v1/channels/ch_1"
FORM = "application/x-www-form-urlencoded"
SIGNATURE, SETTINGS = "x-twilio-signature", "x-twilio-webhooks-signature-settings"
KEY = "a secret of a shared key"
SID = "SM" + "5a" * 16
MESSAGE = {
    "MessageSid": SID,
    "SmsSid": SID,
    "SmsStatus": "received",
    "AccountSid": ACCOUNT,
    "From": "+31612345678",
    "To": NUMBER,
    "Body": "hello",
    "NumMedia": "0",
    "ToZip": "",
}
STATUS = {
    "MessageSid": SID,
    "SmsStatus": "delivered",
    "MessageStatus": "delivered",
    "AccountSid": ACCOUNT,
    "From": NUMBER,
    "To": "+31612345678",
}
PICTURE = {
    "NumMedia": "1",
    "MediaUrl0": f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Messages/MM{'1' * 32}/Media/ME{'2' * 32}",
    "MediaContentType0": "image/jpeg",
}


def mac(fields, url=URL, secret=AUTH_TOKEN, digest=hashlib.sha1):
    """The signature as Twilio documents it, made without its library."""
    pairs = fields.items() if isinstance(fields, dict) else fields
    text = url + "".join(name + value for name, value in sorted(set(pairs)))
    return base64.b64encode(hmac.new(secret.encode(), text.encode("utf-8", "surrogatepass"), digest).digest()).decode()


def call(fields, headers, url=URL, method="POST", kind=FORM):
    body = fields if isinstance(fields, bytes) else urlencode(fields).encode()
    return Call(method, url, {"content-type": kind} | headers, body, AT)


def signed(fields):
    """A call that is Twilio's, whatever it says."""
    return call(fields, {SIGNATURE: mac(fields)})


def changed(**fields):
    return {name: value for name, value in {**MESSAGE, **fields}.items() if value is not None}


SHAPES = {
    "as-it-should-be": (MESSAGE, ["Text"]),
    "another-number": (changed(To="+3197010289999"), []),
    "no-number": (changed(To=None), []),
    "number-of-whatsapp": (changed(To=f"whatsapp:{NUMBER}", From="whatsapp:+31612345678"), []),
    "from-null": (changed(From=None), []),
    "from-empty": (changed(From=""), []),
    "from-words": (changed(From="MYBANK"), []),
    "from-short": (changed(From="1234"), []),
    "from-whatsapp": (changed(From="whatsapp:+31612345678"), []),
    "from-other-digits": (changed(From="+٣١٦١٢٣٤٥٦٧٨"), []),
    "from-long": (changed(From="+" + "3" * 5000), []),
    "from-with-a-line-end": (changed(From="+31612345678\n"), []),
    "no-sid": (changed(MessageSid=None), ["Text"]),
    "sid-of-10000": (changed(MessageSid="S" * 10_000), ["Text"]),
    "sid-with-nul": (changed(MessageSid="SM\0"), ["Text"]),
    "no-body": (changed(Body=None), ["Unsupported"]),
    "empty-body": (changed(Body=""), ["Unsupported"]),
    "body-of-blanks": (changed(Body="   "), ["Text"]),
    "body-of-nul": (changed(Body="\0"), ["Unsupported"]),
    "body-of-a-megabyte": (changed(Body="x" * 1_000_000), ["Text"]),
    "body-that-looks-like-a-form": (changed(Body="a&AccountSid=AC1&Body=b"), ["Text"]),
    "number-of-files-words": (changed(NumMedia="one"), ["Text"]),
    "number-of-files-negative": (changed(NumMedia="-1"), ["Text"]),
    "number-of-files-huge": (changed(**PICTURE | {"NumMedia": "9" * 4000}), ["Text"]),
    "number-of-files-other-digits": (changed(**PICTURE | {"NumMedia": "٣"}), ["Text"]),
    "more-files-than-there-are": (changed(**PICTURE | {"NumMedia": "999"}), ["Files", "Unsupported"]),
    "a-file": (changed(**PICTURE), ["Files"]),
    "a-file-without-type": (changed(**PICTURE | {"MediaContentType0": ""}), ["Files"]),
    "a-file-without-address": (changed(NumMedia="1", MediaContentType0="image/jpeg", Body=""), ["Unsupported"]),
    "a-file-elsewhere": (changed(**PICTURE | {"MediaUrl0": "https://example.com/a.jpg"}), ["Text", "Unsupported"]),
    "a-file-with-more-behind-it": (
        changed(**PICTURE | {"MediaUrl0": PICTURE["MediaUrl0"] + "/../../.."}),
        ["Text", "Unsupported"],
    ),
    "a-parameter-of-tomorrow": (changed(Hologram="1"), ["Text"]),
    "opting-out-of-tomorrow": (changed(OptOutType="PAUSE"), ["Text"]),
    "opted-out": (changed(Body="STOP"), ["OptOut"]),
    "status-delivered": (STATUS, ["Delivery"]),
    "status-sent": ({**STATUS, "MessageStatus": "sent"}, []),
    "status-of-tomorrow": ({**STATUS, "MessageStatus": "dreamt"}, []),
    "status-without-sid": ({name: value for name, value in STATUS.items() if name != "MessageSid"}, []),
    "status-of-another-number": ({**STATUS, "From": "+3197010289999"}, []),
    "status-to-nobody": ({**STATUS, "To": "somebody"}, []),
    "status-code-words": ({**STATUS, "MessageStatus": "failed", "ErrorCode": "many"}, ["Delivery"]),
    "status-code-huge": ({**STATUS, "MessageStatus": "failed", "ErrorCode": "9" * 4000}, ["Delivery"]),
    "status-code-other-digits": ({**STATUS, "MessageStatus": "failed", "ErrorCode": "٣"}, ["Delivery"]),
}
"""What may stand in a call that is Twilio's, and what is read in it."""
