"""What can be wrong about an account of the desk, or about signing in to it.

AccountError
├── InvalidAccount   a name, role, e-mail address or password that cannot be
├── SignInRefused    address, password or code is wrong, which of them is not told
├── LinkIsOver       a link for a new password that was used, or whose time is over
├── SingleSignOnRefused      the provider's word lets nobody in; says why
├── SingleSignOnUnavailable  the provider does not answer
└── SignInThrottled  too many tries; says when to come again
"""

from amends.errors import AmendsError


class AccountError(AmendsError):
    """Something about an account of the desk."""


class InvalidAccount(AccountError):
    """A name, role, e-mail address or password that an account cannot have. The text says what it can."""


class SignInRefused(AccountError):
    """The e-mail address, the password or the code is wrong. Which of them is not told."""


class LinkIsOver(AccountError):
    """A link for a new password that leads nowhere any more. The text says why."""


class SingleSignOnRefused(AccountError):
    """What the provider says lets nobody in. The text is for whoever wanted to sign in."""


class SingleSignOnUnavailable(AccountError):
    """The provider gave no answer, or none that can be read. Worth another try."""


class SignInThrottled(AccountError):
    """Too many tries. `retry_after_s`: seconds until there is room again."""

    def __init__(self, message: str, retry_after_s: int) -> None:
        self.retry_after_s = retry_after_s
        super().__init__(message)
