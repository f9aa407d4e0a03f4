"""Reading one file out of a multipart request, within limits, without ever writing it to a disk."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from fastapi import Request
from python_multipart.exceptions import MultipartParseError
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from amends.errors import EvidenceRejected
from amends.evidence.limits import MAX_BYTES
from web.problems import Problem

ENVELOPE_BYTES = 64 * 1024
"""What the form may have around the file: field names, borders, the client_id."""
DRAINED_BYTES = 4 * MAX_BYTES
"""So much of a file that is too large is still read and thrown away: a client that sends on hears no answer."""
BODY_S = 120.0


@dataclass(frozen=True)
class Upload:
    """`name` as the client gave it, not to be trusted; `client_id` not yet checked."""

    raw: bytes
    name: str | None
    client_id: str


class _InMemory(MultiPartParser):
    spool_max_size = 2 * MAX_BYTES


async def read_upload(request: Request, *, named: bool = True) -> Upload:
    """The request's one file, where it is `named` with a client_id. EvidenceRejected where it is too large; Problem
    where there is no such form."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise _malformed("Send multipart/form-data with the parts client_id and file.")
    parser = _InMemory(request.headers, _limited(request), max_files=1, max_fields=1, max_part_size=ENVELOPE_BYTES)
    try:
        async with asyncio.timeout(BODY_S):
            form = await parser.parse()
    except (MultiPartException, MultipartParseError, UnicodeDecodeError, KeyError) as fault:
        raise _malformed("The form cannot be read; send one file and one client_id.") from fault
    except TimeoutError:
        raise Problem(
            408, "too-slow", "Too slow", f"The file was not here within {BODY_S:g} s; send it again."
        ) from None
    file, client_id = form.get("file"), form.get("client_id") if named else ""
    if not isinstance(file, UploadFile) or not isinstance(client_id, str):
        raise _malformed("The form needs a part `file` that is a file, and a part `client_id`.")
    raw = await file.read()
    await form.close()
    return Upload(raw, file.filename, client_id)


async def _limited(request: Request) -> AsyncGenerator[bytes, None]:
    taken = 0
    async for chunk in request.stream():
        taken += len(chunk)
        if taken <= MAX_BYTES + ENVELOPE_BYTES:
            yield chunk
        elif taken > DRAINED_BYTES:
            break
    if taken > MAX_BYTES + ENVELOPE_BYTES:
        raise EvidenceRejected("too_large")


def _malformed(detail: str) -> Problem:
    return Problem(
        400, "unreadable-request", "Unreadable request", f"{detail} The API is described in /v1/openapi.json."
    )
