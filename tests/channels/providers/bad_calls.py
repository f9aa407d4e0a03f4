"""Bodies that no provider sends, each with an id; and what is expected of a channel that gets something bad."""

from amends.channels.errors import NotGenuine
from amends.channels.received import Unreadable
from amends.errors import InvalidDocument

BODIES = {
    "empty": b"",
    "blank": b"  \r\n\t",
    "words": b"hello",
    "half-a-document": b'{"update_id": 1, "message": {"text"',
    "two-documents": b'{"update_id": 1}{"update_id": 2}',
    "trailing-comma": b'{"update_id": 1,}',
    "comment": b'{"update_id": 1 /* one */}',
    "single-quotes": b"{'update_id': 1}",
    "array": b'[{"update_id": 1}]',
    "empty-array": b"[]",
    "string": b'"update"',
    "number": b"1",
    "null": b"null",
    "true": b"true",
    "not-a-number": b'{"update_id": NaN}',
    "infinity": b'{"update_id": -Infinity}',
    "utf-16": '{"update_id": 1}'.encode("utf-16"),
    "utf-32": '{"update_id": 1}'.encode("utf-32"),
    "latin-1": '{"name": "Bjørn"}'.encode("latin-1"),
    "byte-order-mark": b'\xef\xbb\xbf{"update_id": 1}',
    "nul-bytes": b'{"update_id": 1}\x00',
    "surrogate-bytes": b'{"name": "\xed\xa0\x80"}',
    "nested-deep": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "number-of-5000-digits": b'{"update_id": ' + b"9" * 5000 + b"}",
    "a-megabyte-of-nothing": b"x" * 1024 * 1024,
    "form": b"update_id=1&message=hello",
    "multipart": b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n{}\r\n--x--',
    "xml": b"<update><id>1</id></update>",
}
"""None of them is a JSON object in UTF-8."""


def outcome(channel, call):
    """What a channel makes of a call, in a word for the table of a test."""
    try:
        received = channel.take(call).received
    except NotGenuine:
        return "refused"
    except InvalidDocument:
        return "invalid"
    return [type(each.what.what if isinstance(each.what, Unreadable) else each.what).__name__ for each in received]
