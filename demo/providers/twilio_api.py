"""What Twilio's REST API (2010-04-01) takes for a message and for a number: parameters, their forms and lengths."""

import re
from urllib.parse import urlsplit

from demo.providers.stand_in import Refusal

BODY = 1600
MEDIA = 10
URL = 4000
_SID = {name: re.compile(rf"{name}[0-9a-fA-F]{{32}}", re.ASCII) for name in ("AP", "MG", "HX", "AD", "BU", "RI", "TK")}
_URL = re.compile(r"https?://[^\s/?#]+([/?#]\S*)?", re.ASCII)
_BOOLEAN = re.compile(r"true|false", re.ASCII)
_METHOD = re.compile(r"GET|POST", re.ASCII)
_ANY = re.compile(r"[\s\S]*")
_WHOLE = re.compile(r"[0-9]{1,5}", re.ASCII)
_SECONDS = re.compile(r"[1-9][0-9]{0,3}|[12][0-9]{4}|3[0-5][0-9]{3}|36000", re.ASCII)
_PAGE = re.compile(r"[1-9][0-9]{0,2}|1000", re.ASCII)
_PRICE = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})", re.ASCII)
NUMBERED = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
HIDDEN = re.compile(r"[A-Z]{2}\.[A-Za-z0-9.]{1,128}", re.ASCII)
"""A customer of WhatsApp who has a user name and keeps the number to themselves."""
SEVERAL = {"MediaUrl", "PersistentAction"}
"""Parameters that may stand there more than once."""
MESSAGE = {
    "To": _ANY,
    "From": _ANY,
    "MessagingServiceSid": _SID["MG"],
    "Body": _ANY,
    "MediaUrl": _URL,
    "ContentSid": _SID["HX"],
    "ContentVariables": _ANY,
    "StatusCallback": _ANY,
    "ApplicationSid": _SID["AP"],
    "MaxPrice": _PRICE,
    "ProvideFeedback": _BOOLEAN,
    "Attempt": _WHOLE,
    "ValidityPeriod": _SECONDS,
    "ForceDelivery": _BOOLEAN,
    "ContentRetention": re.compile("retain|discard"),
    "AddressRetention": re.compile("retain|obfuscate"),
    "SmartEncoded": _BOOLEAN,
    "PersistentAction": _ANY,
    "TrafficType": re.compile("free"),
    "ShortenUrls": _BOOLEAN,
    "ScheduleType": re.compile("fixed"),
    "SendAt": _INSTANT,
    "SendAsMms": _BOOLEAN,
    "RiskCheck": re.compile("enable|disable"),
    "FallbackFrom": _ANY,
}
_WEB = re.compile(rf"({_URL.pattern})?", re.ASCII)
"""An address, or nothing to take it out."""
NUMBER = {
    "AccountSid": re.compile(r"AC[0-9a-fA-F]{32}", re.ASCII),
    "ApiVersion": re.compile(r"2010-04-01"),
    "FriendlyName": re.compile(r".{0,64}"),
    "SmsApplicationSid": _SID["AP"],
    "SmsFallbackMethod": _METHOD,
    "SmsFallbackUrl": _WEB,
    "SmsMethod": _METHOD,
    "SmsUrl": _WEB,
    "StatusCallback": _WEB,
    "StatusCallbackMethod": _METHOD,
    "VoiceApplicationSid": _SID["AP"],
    "VoiceCallerIdLookup": _BOOLEAN,
    "VoiceFallbackMethod": _METHOD,
    "VoiceFallbackUrl": _WEB,
    "VoiceMethod": _METHOD,
    "VoiceUrl": _WEB,
    "EmergencyStatus": re.compile("Active|Inactive"),
    "EmergencyAddressSid": _SID["AD"],
    "TrunkSid": _SID["TK"],
    "VoiceReceiveMode": re.compile("voice|fax"),
    "IdentitySid": _SID["RI"],
    "AddressSid": _SID["AD"],
    "BundleSid": _SID["BU"],
}
SEARCH = {
    "PhoneNumber": _ANY,
    "FriendlyName": _ANY,
    "Beta": _BOOLEAN,
    "Origin": _ANY,
    "PageSize": _PAGE,
    "Page": _WHOLE,
    "PageToken": _ANY,
}
_GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWO = set("^{}\\[~]|€\f")
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "…": "...", "\xa0": " "}
)


def refused(code: int, message: str, status: int = 400) -> Refusal:
    """Twilio's no."""
    info = f"https://www.twilio.com/docs/errors/{code}"
    return Refusal(status, {"code": code, "message": message, "more_info": info, "status": status})


def check(asked: dict[str, list[str]], known: dict[str, re.Pattern[str]]) -> None:
    """Refusal for a parameter that is none, stands there twice or has another form. Twilio itself passes over what it
    does not know; here that is a fault, for it is one of ours."""
    for name, values in asked.items():
        if name not in known:
            raise refused(20001, f"Parameter {name} is not known")
        if len(values) > 1 and name not in SEVERAL:
            raise refused(20001, f"Parameter {name} stands there {len(values)} times")
        if wrong := [value for value in values if not known[name].fullmatch(value)]:
            raise refused(20001, f"Invalid parameter {name}: {wrong[0]}")


def check_content(asked: dict[str, list[str]]) -> None:
    """Refusal for a message without content, or with too much of it."""
    body, media, content = (asked.get(name, []) for name in ("Body", "MediaUrl", "ContentSid"))
    if not any(text.strip() for text in body) and not media and not content:
        raise refused(21602, "Message body is required.")
    if any(len(text.encode("utf-16-le")) // 2 > BODY for text in body):
        raise refused(21617, f"The concatenated message body exceeds the {BODY} character limit.")
    if len(media) > MEDIA:
        raise refused(21623, f"Number of media files exceeds allowed limit of {MEDIA}.")
    if content and body:
        raise refused(20001, "Parameter Body cannot stand beside ContentSid")
    if "ContentVariables" in asked and not content:
        raise refused(20001, "Parameter ContentVariables needs a ContentSid")
    for callback in asked.get("StatusCallback", []):
        host = urlsplit(callback).hostname or ""
        if not _URL.fullmatch(callback) or "_" in host or len(callback) > URL:
            raise refused(21609, f"The StatusCallback URL {callback} is not a valid URL.")


def segments(text: str, *, smart: bool = False) -> int:
    """How many text messages it takes: of 160 letters of GSM-7, else of 70; a little less where there are several."""
    plain = text.translate(_PLAIN)
    if smart and set(plain) <= _GSM | _GSM_TWO:
        text = plain
    if set(text) <= _GSM | _GSM_TWO:
        size, whole, part = sum(2 if letter in _GSM_TWO else 1 for letter in text), 160, 153
    else:
        size, whole, part = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if size <= whole else -(-size // part)
