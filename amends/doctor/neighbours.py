"""Checks of what we depend on: database, mail server, order backends, policies, helpdesks, settings that fit."""

import smtplib
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from amends import bootstrap
from amends.db import migrate
from amends.doctor.finding import Finding
from amends.errors import AmendsError
from amends.policy import loader
from amends.settings import PREFIX, Settings

LOOPBACK = ("127.0.0.1", "localhost", "::1")
NOT_RUNNING = "It runs with `make run`."


def database(_folder: Path, settings: Settings) -> list[Finding]:
    """Reachable, and at the newest schema."""
    try:
        present = migrate.current(settings.database_url)
    except AmendsError as fault:
        return [Finding("database", str(fault), f"Start it, or correct {PREFIX}DATABASE_URL.")]
    newest = migrate.head()
    if present != newest:
        return [Finding("database", f"at {present or 'nothing'}, newest is {newest}", "Run `amends db upgrade`.")]
    return [Finding("database", f"reachable, at {newest}")]


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
    """Each order backend answers HTTP; whether it knows an order is not asked."""
    urls = {"orders": settings.order_backend_url}
    urls |= {f"orders of {merchant}": backend.url for merchant, backend in settings.order_backends.items()}
    return [_backend(name, url, settings) for name, url in urls.items()]


def _backend(name: str, url: str, settings: Settings) -> Finding:
    try:
        answer = httpx.get(url, timeout=settings.order_backend_timeout_s, trust_env=False)
    except httpx.HTTPError as fault:
        way_out = f"Start it, or correct {PREFIX}ORDER_BACKEND_URL or {PREFIX}ORDER_BACKENDS."
        return Finding(name, f"{url}: {fault}", NOT_RUNNING if settings.demo else way_out)
    if answer.is_server_error:
        return Finding(name, f"{url} answers {answer.status_code}", "Ask whoever runs it; its own log says why.")
    return Finding(name, f"{url} answers")


def policies(_folder: Path, settings: Settings) -> list[Finding]:
    """Every policy file loads."""
    try:
        merchants = loader.load_all(settings.policies_folder)
    except (AmendsError, OSError) as fault:
        way_out = f"Mend it there (docs/policy.md has the vocabulary), or correct {PREFIX}POLICIES_FOLDER."
        return [Finding("policies", str(fault), way_out)]
    return [Finding("policies", ", ".join(sorted(merchants)))]


def helpdesks(_folder: Path, settings: Settings) -> list[Finding]:
    """Every helpdesk that a desk.yml names has its settings, and the rest of the core goes together. None is called."""
    try:
        core = bootstrap.build(settings)
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
            Finding("demo", f"listens on {settings.host}", f"Customers could reach it: {PREFIX}DEMO=false.")
        )
    public = urlsplit(settings.public_url)
    if public.scheme != "https" and public.hostname not in LOOPBACK:
        findings.append(Finding("public address", settings.public_url, f"Serve it over https: {PREFIX}PUBLIC_URL."))
    return findings or [Finding("settings", "go together")]
