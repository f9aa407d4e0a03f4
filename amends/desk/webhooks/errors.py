"""Why a call to another system came to nothing.

DeskError
└── CallFailed          it was not answered, or not taken; worth another try
    └── AddressRefused  it leads to where only neighbours of ours can get
"""

from amends.errors import DeskError


class CallFailed(DeskError):
    """There was no answer. The text says why, without what the other side said."""


class AddressRefused(CallFailed):
    """The address is none that everybody can reach, and the setting does not allow others."""
