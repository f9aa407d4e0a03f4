"""What can be wrong with a messaging channel."""

from amends.errors import ChannelError


class NotGenuine(ChannelError):
    """A call that is not proved to be the provider's, or is too old. The text is for the log, never for the caller."""


class ChannelUnavailable(ChannelError):
    """The provider gave no clear answer, or asked for patience. Try the same again, after `retry_after_s` if given."""

    def __init__(self, message: str, retry_after_s: float | None = None) -> None:
        self.retry_after_s = retry_after_s
        super().__init__(message)


class ChannelRefused(ChannelError):
    """The provider said no. Final. `code` is its own; the text says in one sentence what it means."""

    def __init__(self, message: str, code: str = "") -> None:
        self.code = code
        super().__init__(message)


class WindowClosed(ChannelRefused):
    """The provider lets no such message through now: the customer's last one is too long ago."""


class AddressGone(ChannelRefused):
    """The customer cannot be reached there any more: they blocked us, left, or the number is none."""
