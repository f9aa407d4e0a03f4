"""`python -m web`: the public process."""

import argparse
import sys
from collections.abc import Collection
from datetime import timedelta
from functools import partial
from pathlib import Path

import uvicorn

from amends import bootstrap, tracing
from amends.accounts import demo as demo_accounts
from amends.accounts.sessions import Lifetimes
from amends.accounts.single_sign_on.provider import Provider
from amends.assistant import case_card, rights
from amends.assistant.language_choice import LanguageChoice
from amends.bootstrap import Core
from amends.channels.assembly import address_key, put_together
from amends.channels.person_typing import PersonTyping
from amends.channels.sealing import seal_of
from amends.conversations.rasa import RasaInbox
from amends.desk.unrecognised import intents
from amends.errors import AmendsError, SettingError
from amends.evidence.intake import Intake
from amends.evidence.sandbox.pool import Sandbox
from amends.evidence.scanner import open_scanner
from amends.evidence.sealed_store import ready_store_of
from amends.policy import branding
from amends.settings import Settings
from amends.settings_demo import is_own
from amends.settings_desk import SingleSignOnAccounts
from rasa_addons import heap
from web import connections, logs
from web.app import create_app
from web.deps import Channels, Files, Limits, Links, Vouching, WebDeps
from web.desk import single_sign_on
from web.desk.deps import DeskDeps

SHUTDOWN_S = 3
ROOT = Path(__file__).resolve().parents[1]
SHOPS = ROOT / "demo" / "shops"
DOCUMENTATION = ROOT / "var" / "site"


def main() -> int:
    """Serve until told to stop. Exit code 2 where a setting or file stands in the way."""
    options = _options()
    try:
        core = bootstrap.start()
        tracing.configure("web", core.settings.tracing_endpoint)
        app = create_app(deps_from(core))
        _demo_people(core)
    except AmendsError as fault:
        sys.stderr.write(f"web: {fault}\n")
        return 2
    chosen = core.settings
    host = options.host or chosen.host
    if chosen.demo and not chosen.demo_public and not is_own(host):
        way_out = "Set AMENDS_DEMO=false, or AMENDS_DEMO_PUBLIC=true to show the demo to others all the same."
        sys.stderr.write(f"web: the demo would listen on {host}, and everybody knows its passwords. {way_out}\n")
        return 2
    logs.configure(chosen.log_level)
    heap.settle()
    uvicorn.run(
        app,
        host=host,
        port=options.port or chosen.web_port,
        log_level=chosen.log_level.lower(),
        log_config=None,  # its lines go where all of ours go
        http=connections.protocol(),
        timeout_keep_alive=connections.KEPT_S,
        access_log=False,  # its lines hold addresses and conversation ids
        server_header=False,
        proxy_headers=False,  # the application does it, which has to see who really calls: web/proxies.py
        timeout_graceful_shutdown=SHUTDOWN_S,
    )
    return 0


def deps_from(core: Core) -> WebDeps:
    """What web needs of the core that the settings name."""
    chosen, context = core.settings, core.context
    secret = chosen.secret()
    messaging = put_together(context, chosen)
    merchants = {name: policies.merchant for name, policies in context.merchants.items()}
    network_key = address_key(secret)
    intake = Intake(
        Sandbox(),
        open_scanner(chosen.evidence_scanner),
        ready_store_of(chosen),
    )
    channels = Channels(messaging.book, messaging.inbound, chosen.public_url)
    return WebDeps(
        database=context.database,
        merchants=merchants,
        sentences=context.sentences,
        dialogue=RasaInbox(chosen.rasa_url, secret),
        clock=context.clock,
        address_key=network_key,
        origins=chosen.origins,
        limits=Limits(chosen.messages_per_minute, chosen.conversations_per_hour),
        trusted_proxy=chosen.trusted_proxy,
        links=_links(chosen),
        brandings={
            name: branding.load(chosen.policies_folder, name, merchant.languages)
            for name, merchant in merchants.items()
        },
        withdrawal_until=partial(rights.withdrawal_until, context),
        case_cards=partial(case_card.of_conversations, context),
        choose_language=LanguageChoice(context).choose,
        shops=SHOPS if chosen.demo else None,
        documentation=DOCUMENTATION if chosen.demo else None,
        files=Files(
            intake=intake,
            link_key=secret.encode(),
            per_hour=chosen.files_per_hour,
            read=chosen.evidence_reader != "off",
        ),
        vouching={name: Vouching(signed.keys(), signed.required) for name, signed in chosen.signed_identities.items()},
        desk=DeskDeps(
            context=context,
            address_key=network_key,
            lifetimes=Lifetimes(
                timedelta(minutes=chosen.desk_idle_minutes), timedelta(hours=chosen.desk_session_hours)
            ),
            intents=intents.read(chosen.domain_folder),
            drafts=chosen.draft_policies_folder,
            picture=intake.picture,
            intake=intake,
            limits=messaging.book.limits,
            api_calls_per_minute=chosen.api_calls_per_minute,
            seal=seal_of(chosen),
            private=chosen.webhooks_to_private_addresses,
            single_sign_on=_provider(chosen),
            accounts=accounts_of(chosen, merchants),
            show_typing=PersonTyping(context.database, messaging.book, channels.signs).show,
            demo_people=demo_accounts.LOGINS if chosen.demo else (),
            demo_password=demo_accounts.PASSWORD if chosen.demo else "",
        ),
        helpdesks=core.helpdesks.inlets,
        context=context,
        channels=channels,
    )


def _provider(chosen: Settings) -> Provider | None:
    """By which people may sign in to the desk, where one is set."""
    if chosen.oidc_issuer is None or chosen.oidc_client_id is None:
        return None
    secret = chosen.oidc_client_secret
    return Provider(
        chosen.oidc_issuer,
        chosen.oidc_client_id,
        None if secret is None else secret.get_secret_value(),
        f"{chosen.public_url}{single_sign_on.BACK}",
        chosen.oidc_name,
    )


def accounts_of(chosen: Settings, merchants: Collection[str]) -> SingleSignOnAccounts | None:
    """Those that are made at a first sign-in. SettingError for a merchant that there is not."""
    made = chosen.oidc_accounts
    if made is not None and (unknown := sorted(set(made.merchants) - set(merchants))):
        known = ", ".join(sorted(merchants))
        raise SettingError(f"AMENDS_OIDC_ACCOUNTS names no merchant of ours: {', '.join(unknown)}. There are: {known}.")
    return made


def _links(chosen: Settings) -> Links:
    """Pages of the demo, where it runs."""
    if not chosen.demo:
        return Links()
    return Links(mailbox=chosen.mailbox_url, orders=chosen.order_backend_url, phones=chosen.phones_url)


def _demo_people(core: Core) -> None:
    """The demo's desk has people whose password everyone knows; anywhere else they cannot sign in."""
    database = core.context.database
    if core.settings.demo:
        demo_accounts.make(database, sorted(core.context.merchants), core.context.clock())
    else:
        demo_accounts.retire(database)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m web", description="The chat API, and the way to the bot.")
    parser.add_argument("--host", help="address to listen on; default: the setting AMENDS_HOST")
    parser.add_argument("--port", type=int, help="TCP port; default: the setting AMENDS_WEB_PORT")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
