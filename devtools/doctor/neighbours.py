"""Checks of what we depend on: database, mail server, order backends, policies, helpdesks, settings that fit."""

import smtplib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from sqlalchemy.orm import Session

from amends import bootstrap, clock
from amends.cases import alarm
from amends.connectors.source import HTTP
from amends.db import migrate
from amends.db.session import Database
from amends.errors import AmendsError, PolicyError, SentenceError, SettingError
from amends.merchants import merchant_files
from amends.policy.merchant_reader import read_merchant
from amends.policy.policy import Merchant
from amends.settings import Settings
from amends.settings_values import PREFIX
from devtools.doctor.finding import Finding

LOOPBACK = ("127.0.0.1", "localhost", "::1")
NOT_RUNNING = "It runs with `make run`."
LATELY = timedelta(days=3)
MOST_RECORDS = 10


def database(_folder: Path, settings: Settings) -> list[Finding]:
    """Reachable, and at the newest schema."""
    try:
        migrate.require_newest(settings.database_url)
    except SettingError as fault:
        what, _, way_out = str(fault).partition(". ")
        return [Finding("database", what, way_out)]
    except AmendsError as fault:
        return [Finding("database", str(fault), f"Start it, or correct {PREFIX}DATABASE_URL.")]
    return [Finding("database", f"reachable, at {migrate.head()}")]


def mail(_folder: Path, settings: Settings) -> list[Finding]:
    """The mail server greets, and takes the login where there is one. Nothing is sent."""
    where = f"{settings.smtp_host}:{settings.smtp_port}"
    way_out = f"Start it, or correct {PREFIX}SMTP_HOST and the settings after it."
    try:
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, "localhost", settings.smtp_timeout_s) as server:
            if settings.smtp_starttls:
                server.starttls()
            if settings.smtp_user and settings.smtp_password:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
    except (OSError, smtplib.SMTPException) as fault:
        return [Finding("mail", f"{where}: {fault}", NOT_RUNNING if settings.demo else way_out)]
    return [Finding("mail", f"{where} answers")]


def order_backends(_folder: Path, settings: Settings) -> list[Finding]:
    """Each order backend answers HTTP, and each connector has what it needs; whether it knows an order is not asked."""
    connected = _connected(settings)
    own = settings.order_backends.items()
    urls = {"orders": settings.order_backend_url} if settings.has_shared_order_backend else {}
    urls |= {f"orders of {merchant}": backend.url for merchant, backend in own if merchant not in connected}
    served = set(settings.order_backends) | set(connected)
    without = [] if settings.has_shared_order_backend else sorted(_merchants(settings) - served)
    return [
        *(_backend(name, url, settings) for name, url in urls.items()),
        *(_connector(merchant, settings) for merchant in connected.values()),
        *(
            Finding(f"orders of {merchant}", "no order backend is set", f"Name it in {PREFIX}ORDER_BACKENDS.")
            for merchant in without
        ),
    ]


def _connected(settings: Settings) -> dict[str, Merchant]:
    """The merchants whose orders come by a connector. What is wrong with a merchant.yml is told elsewhere."""
    found = {}
    for name in sorted(_merchants(settings)):
        try:
            merchant = read_merchant(settings.policies_folder / name / "merchant.yml")
        except PolicyError:
            continue
        if merchant.orders.records != HTTP:
            found[name] = merchant
    return found


def _connector(merchant: Merchant, settings: Settings) -> Finding:
    name = f"orders of {merchant.id}"
    try:
        bootstrap.order_backend_of(settings, merchant)
    except SettingError as fault:
        return Finding(name, f"by {merchant.orders.records}, and something lacks", str(fault))
    return Finding(name, f"come by {merchant.orders.records}: `amends orders check {merchant.id} <number>` proves them")


def _merchants(settings: Settings) -> set[str]:
    return {file.parent.name for file in settings.policies_folder.glob("*/merchant.yml")}


def _backend(name: str, url: str, settings: Settings) -> Finding:
    try:
        answer = httpx.get(url, timeout=settings.order_backend_timeout_s, trust_env=False)
    except httpx.HTTPError as fault:
        way_out = f"Start it, or correct {PREFIX}ORDER_BACKEND_URL or {PREFIX}ORDER_BACKENDS."
        return Finding(name, f"{url}: {fault}", NOT_RUNNING if settings.demo else way_out)
    if answer.is_server_error:
        return Finding(name, f"{url} answers {answer.status_code}", "Ask whoever runs it; its own log says why.")
    return Finding(name, f"{url} answers")


def answered[T](settings: Settings, ask: Callable[[Session], T]) -> T | None:
    """What the database answers; None where it is not there, of another schema, or does not answer."""
    try:
        if migrate.current(settings.database_url) != migrate.head():
            return None
        database = Database(settings.database_url)
        try:
            with database.read() as session:
                return ask(session)
        finally:
            database.close()
    except AmendsError:
        return None


def order_records(_folder: Path, settings: Settings) -> list[Finding]:
    """Records of orders that cases needed lately and that do not fit their schema. Nothing where the database cannot be
    asked: that is a finding of its own."""
    found = answered(settings, lambda session: alarm.seen_since(session, clock.now() - LATELY))
    if found is None:
        return []
    way_out = (
        "Have the order system send what docs/order-backend.yaml says; then answer the cases, which wait at the desk."
    )
    wrong = [
        Finding("order record", f"{each.merchant} {each.order}, {each.at:%Y-%m-%d %H:%M}Z: {each.why}", way_out)
        for each in found[:MOST_RECORDS]
    ]
    if len(found) > MOST_RECORDS:
        wrong.append(Finding("order record", f"and {len(found) - MOST_RECORDS} more", way_out))
    return wrong or [Finding("order records", f"all that were read in {LATELY.days} days fit their schema")]


def proxy(_folder: Path, settings: Settings) -> list[Finding]:
    """Whether web, where it runs, has met a reverse proxy that no setting names."""
    try:
        told = httpx.get(f"http://127.0.0.1:{settings.web_port}/health", timeout=2, trust_env=False).json()
    except (httpx.HTTPError, ValueError):
        return []  # a finding of `free_ports`, if it is one
    if isinstance(told, dict) and told.get("unnamed_proxy"):
        way_out = f"Name it in {PREFIX}TRUSTED_PROXY, or all customers share the limits of one address."
        return [Finding("proxy", "web is called through one that no setting names", way_out)]
    return []


def policies(_folder: Path, settings: Settings) -> list[Finding]:
    """Every file of every merchant can be used; one finding a fault."""
    try:
        found = merchant_files.load(settings.policies_folder)
    except PolicyError as error:
        return [_fault(fault) for fault in error.faults]
    except OSError as fault:
        return [Finding("policies", str(fault), f"Let this user read it, or correct {PREFIX}POLICIES_FOLDER.")]
    return [Finding("policies", ", ".join(sorted(found.policies)))]


def _fault(fault: PolicyError) -> Finding:
    way_out = f"{fault.way_out} docs/policy.md and docs/desk.md explain the files of {PREFIX}POLICIES_FOLDER."
    return Finding("policies", f"{fault.file}:{fault.line}: {fault.message}", way_out)


def helpdesks(_folder: Path, settings: Settings) -> list[Finding]:
    """Every helpdesk that a desk.yml names has its settings, and the rest of the core goes together. None is called."""
    if not settings.has_shared_order_backend and _merchants(settings) - set(settings.order_backends):
        return []  # a finding of `order_backends`
    try:
        core = bootstrap.build(settings)
    except PolicyError:
        return []  # the finding of `policies`, which has file and line
    except SentenceError as fault:
        return [Finding("sentences", str(fault), f"Mend it there, or correct {PREFIX}DOMAIN_FOLDER.")]
    except AmendsError as fault:
        way_out = f"Correct that file, or {PREFIX}HELPDESKS; docs/helpdesks.md shows both."
        return [Finding("helpdesks", str(fault), way_out)]
    core.context.database.close()
    return [Finding("helpdesks", ", ".join(sorted(core.helpdesks.out)) or "none is asked for")]


def together(_folder: Path, settings: Settings) -> list[Finding]:
    """Settings that are right alone and wrong together."""
    findings = []
    if settings.demo and settings.host not in LOOPBACK:
        findings.append(
            Finding("demo", f"listens on {settings.host}", f"Others can reach it: {PREFIX}DEMO=false for customers.")
        )
    public = urlsplit(settings.public_url)
    if public.scheme != "https" and public.hostname not in LOOPBACK:
        findings.append(Finding("public address", settings.public_url, f"Serve it over https: {PREFIX}PUBLIC_URL."))
    return findings or [Finding("settings", "go together")]
