"""A stand-in for an S3-compatible service: objects in memory, on loopback, that asks for a signature."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

WRITTEN = "2026-11-22T10:00:00.000Z"
PAGE = 3
"""Keys of one answer to a listing: few, so that more than one is asked for."""


class Bucket:
    """`away`: every call is answered with 503."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.away = False
        self.url = ""


@contextmanager
def running() -> Iterator[Bucket]:
    bucket = Bucket()

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self._may():
                bucket.objects[self.path] = body
                self._send(200)

        def do_GET(self) -> None:
            where, _, query = self.path.partition("?")
            if self._may() and "list-type=2" in query:
                self._send(200, _listing(bucket, where, parse_qs(query)))
            elif self._may():
                found = bucket.objects.get(self.path)
                self._send(404 if found is None else 200, found or b"")

        def do_POST(self) -> None:
            """DeleteObjects: the keys as XML."""
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if self._may():
                keys = re.findall("<Key>(.*?)</Key>", body)
                for key in keys:
                    bucket.objects.pop(f"{self.path.split('?')[0]}/{key}", None)
                deleted = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
                self._send(200, f"<?xml version='1.0'?><DeleteResult>{deleted}</DeleteResult>".encode())

        def _may(self) -> bool:
            signed = self.headers.get("Authorization", "").startswith("AWS4-HMAC-SHA256 Credential=tester/")
            if bucket.away or not signed:
                self._send(503 if bucket.away else 403)
            return signed and not bucket.away

        def _send(self, status: int, body: bytes = b"") -> None:
            self.send_response(status)
            self.send_header("ETag", '"1"')
            self.send_header("Last-Modified", "Sun, 22 Nov 2026 10:00:00 GMT")
            if status != 204:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    bucket.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield bucket
    finally:
        server.shutdown()
        server.server_close()


def _listing(bucket: Bucket, where: str, query: dict[str, list[str]]) -> bytes:
    """ListObjectsV2: the keys in their order, PAGE at a time."""
    asked = {name: values[0] for name, values in query.items()}
    start = max(asked.get("start-after", ""), asked.get("continuation-token", ""))
    keys = sorted(key.removeprefix(f"{where}/") for key in bucket.objects if key.startswith(f"{where}/"))
    keys = [key for key in keys if key.startswith(asked.get("prefix", "")) and key > start]
    more = f"<NextContinuationToken>{keys[PAGE - 1]}</NextContinuationToken>" if len(keys) > PAGE else ""
    found = "".join(
        f'<Contents><Key>{key}</Key><LastModified>{WRITTEN}</LastModified><ETag>"1"</ETag><Size>1</Size></Contents>'
        for key in keys[:PAGE]
    )
    truncated = str(bool(more)).lower()
    body = f"<IsTruncated>{truncated}</IsTruncated>{more}{found}"
    return f"<?xml version='1.0'?><ListBucketResult>{body}</ListBucketResult>".encode()
