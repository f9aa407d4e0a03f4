"""What lies on the stand-in for a homeserver: files that customers sent, and those that were put there for them."""

import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from demo.providers.matrix_rooms import HOMESERVER, Json
from demo.providers.stand_in import Refusal

UPLOADED_BYTES = 50 * 1024 * 1024


class Media:
    """`files`: content and type, by the name at the end of an mxc:// address."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[bytes, str]] = {}

    def download(self, server: str, name: str) -> Response:
        if server != HOMESERVER or name not in self.files:
            raise Refusal(404, {"errcode": "M_NOT_FOUND", "error": "Not found"})
        raw, media_type = self.files[name]
        return Response(raw, media_type=media_type)

    def upload(self, request: Request, raw: bytes) -> Response:
        if not raw or len(raw) > UPLOADED_BYTES:
            raise Refusal(413, {"errcode": "M_TOO_LARGE", "error": "Upload request body is too large"})
        name = secrets.token_hex(12)
        self.files[name] = (raw, request.headers.get("content-type", "application/octet-stream"))
        return JSONResponse({"content_uri": f"mxc://{HOMESERVER}/{name}"})

    def of(self, content: Json) -> bytes:
        """The file that a message names; none where it names no file of this server's."""
        name = str(content.get("url", "")).removeprefix(f"mxc://{HOMESERVER}/")
        return self.files.get(name, (b"", ""))[0]
