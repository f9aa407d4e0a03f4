"""What opens one merchant's account at a provider: asked for by `amends channel add`, and kept sealed."""

from pydantic import BaseModel


class Credentials(BaseModel):
    """Each provider's has fields with descriptions, by which it is asked for."""

    @property
    def account(self) -> str:
        """What names the account at the provider, and stays the same when its secrets are changed. Empty where that
        cannot be told from what is kept."""
        raise NotImplementedError
