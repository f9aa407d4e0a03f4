"""The person's own account: what it is, another password, a second factor."""

from collections.abc import Callable

from starlette.responses import Response

from amends.accounts import totp
from amends.accounts.own import OwnAccount, Proof
from amends.conversations.conversation import address_hash
from amends.errors import CannotBeDone
from web.auth import network_of
from web.desk.routing import Visit

HERE = "/desk/account"


def show(visit: Visit) -> Response:
    """The page; with the secret of an app that has not shown a right code yet."""
    pending = _own(visit).pending_secret(visit.token)
    known = visit.desk.context.merchants
    return visit.render(
        "account.html",
        pending=pending and " ".join(pending[at : at + 4] for at in range(0, len(pending), 4)),
        app_link=pending and totp.uri(pending, visit.account.email),
        has_app=_own(visit).has_app(),
        passkeys=visit.desk.passkeys.of(visit.account.id),
        passkeys_possible=visit.desk.passkeys.possible,
        single_sign_on=visit.desk.single_sign_on and visit.desk.single_sign_on.name,
        works_for=[known[each].merchant.name for each in sorted(visit.account.merchants) if each in known],
    )


def change_password(visit: Visit) -> Response:
    """Another password; every other session ends."""
    new = _typed(visit, "new")
    if new != _typed(visit, "again"):
        raise CannotBeDone("The two new passwords differ. Type the same one twice.")
    return _step(visit, lambda: _own(visit).change_password(proof_of(visit), new, visit.now), "password_changed")


def begin_second_factor(visit: Visit) -> Response:
    return _step(visit, lambda: _own(visit).begin_second_factor(proof_of(visit), visit.now), "")


def confirm_second_factor(visit: Visit) -> Response:
    code = visit.form.one("code")
    return _step(visit, lambda: _own(visit).confirm_second_factor(code, visit.token, visit.now), "second_factor_on")


def leave_second_factor(visit: Visit) -> Response:
    return _step(visit, _own(visit).leave_second_factor, "")


def end_second_factor(visit: Visit) -> Response:
    code = visit.form.one("code")
    return _step(visit, lambda: _own(visit).end_second_factor(proof_of(visit), code, visit.now), "second_factor_off")


def _step(visit: Visit, do: Callable[[], None], said: str) -> Response:
    do()
    return visit.done(HERE, said)


def _own(visit: Visit) -> OwnAccount:
    return OwnAccount(visit.desk.context.database, visit.account.id)


def proof_of(visit: Visit) -> Proof:
    """That the account is theirs, as the form has it."""
    address = address_hash(visit.desk.address_key, network_of(visit.request))
    return Proof(_typed(visit, "password"), address, visit.token)


def _typed(visit: Visit, name: str) -> str:
    """A password as it was typed: blanks around it are part of it."""
    return next(iter(visit.form.every(name)), "")
