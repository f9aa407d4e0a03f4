"""What a form of ours sent: a few short fields, never a file."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

MOST_FIELDS = 60


@dataclass(frozen=True)
class Form:
    """Fields by name, in the order they came; a name may come more than once."""

    fields: tuple[tuple[str, str], ...] = field(default=())

    @classmethod
    async def read(cls, request: Request) -> "Form":
        """The body of a POST. Bytes that are not UTF-8 become replacement characters, which no rule takes for text.
        HTTPException (413) where it has more fields than any form of ours."""
        body = (await request.body()).decode("utf-8", "replace")
        try:
            return cls(tuple(parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS)))
        except ValueError:
            raise HTTPException(413, f"A form has at most {MOST_FIELDS} fields; send fewer") from None

    def one(self, name: str) -> str:
        """The field without white space around it; empty where it was not sent."""
        return next((value.strip() for key, value in self.fields if key == name), "")

    def every(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.fields if key == name and value)
