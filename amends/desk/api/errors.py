"""What can be wrong about a call of a program.

DeskError
├── TokenRefused    no such token, or one that was revoked or whose time is over
└── KeyUsed         its own key for a call that is to be done once, used for another call before
"""

from amends.errors import DeskError


class TokenRefused(DeskError):
    """No token, an unknown one, or one that holds no longer. Which of them is not told."""


class KeyUsed(DeskError):
    """A call under a key that was used for a call of another content."""
