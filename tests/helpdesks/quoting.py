"""How mail programs introduce what they quote, as templates with the sender's name and address."""

from amends.mail.quotations import MARKER

NAME, ADDRESS = "NorrNet Services", "cases+7k2m9q1-gsn6g434z3qfsww6fkgaz2gaga@answers.example.com"
OLDER = [MARKER, "Kunden skrev: hei", "", "From: the customer", "Summary: approve, row N09f", "-- ", "NorrNet"]

# Introductions, each in one piece; a test breaks them into lines.
INTRODUCED = {
    "gmail en": "On Wed, Aug 26, 2026 at 2:05 PM {name} <{address}> wrote:",
    "gmail en day first": "On Wed, 26 Aug 2026 at 14:05, {name} <{address}> wrote:",
    "gmail en mobile": "On Wed, 26 Aug 2026, 14:05 {name}, <{address}> wrote:",
    "apple en": "On 26 Aug 2026, at 14:05, {name} <{address}> wrote:",
    "iphone en": "On Aug 26, 2026, at 2:05 PM, {name} <{address}> wrote:",
    "proton en": "On Wednesday, August 26th, 2026 at 14:05, {name} <{address}> wrote:",
    "thunderbird en": "On 26/08/2026 14:05, {name} wrote:",
    "gmail nl": "Op wo 26 aug 2026 om 14:05 schreef {name} <{address}>:",
    "gmail nl mobile": "Op wo 26 aug. 2026, 14:05 schreef {name} <{address}>:",
    "apple nl": "Op 24 nov. 2026 om 22:48 heeft {name} <{address}> het volgende geschreven:",
    "apple nl mac": "Op 24 nov. 2026, om 22:48 heeft {name} <{address}> het volgende geschreven:",
    "thunderbird nl": "Op 26-08-2026 om 14:05 schreef {name}:",
    "gmail nb": "ons. 26. aug. 2026 kl. 14:05 skrev {name} <{address}>:",
    "gmail nb mobile": "ons. 26. aug. 2026, 14:05 skrev {name} <{address}>:",
    "apple nb": "26. aug. 2026 kl. 14:05 skrev {name} <{address}>:",
    "apple nb den": "Den 26. aug. 2026 kl. 14:05 skrev {name} <{address}>:",
    "thunderbird nb": "Den 26.08.2026 14:05, skrev {name}:",
    "gmail sv": "Den ons 26 aug. 2026 kl 14:05 skrev {name} <{address}>:",
    "apple sv": "26 aug. 2026 kl. 14:05 skrev {name} <{address}>:",
    "gmail de": "Am Mi., 26. Aug. 2026 um 14:05 Uhr schrieb {name} <{address}>:",
    "apple de": "Am 26.08.2026 um 14:05 schrieb {name} <{address}>:",
}
# Outlook writes the older message's headers and marks no line.
HEADED = {
    "outlook en": ("From", "Sent", "To", "Subject"),
    "outlook nl": ("Van", "Verzonden", "Aan", "Onderwerp"),
    "outlook nb": ("Fra", "Sendt", "Til", "Emne"),
    "outlook mac en": ("From", "Date", "To", "Subject"),
    "outlook mac nl": ("Van", "Datum", "Aan", "Onderwerp"),
    "outlook mac nb": ("Fra", "Dato", "Til", "Emne"),
    "outlook sv": ("Från", "Skickat", "Till", "Ämne"),
    "outlook de": ("Von", "Gesendet", "An", "Betreff"),
}
ABOVE_HEADERS = (
    "",
    "_" * 32,
    "-----Original Message-----",
    "-----Oorspronkelijk bericht-----",
    "-----Opprinnelig melding-----",
    "-----Ursprungligt meddelande-----",
    "-----Ursprüngliche Nachricht-----",
)
SIGNATURES = (
    "",
    "Sent from my iPhone",
    "Sent from my Samsung Galaxy smartphone.",
    "Get Outlook for Android<https://aka.ms/AAb9ysg>",
    "Sent from Outlook for iOS <https://aka.ms/o0ukef>",
    "Verstuurd vanaf mijn iPhone",
    "Verzonden vanaf mijn Galaxy",
    "Outlook voor Android downloaden",
    "Verzonden vanuit Outlook voor iOS",
    "Sendt fra min iPhone",
    "Sendt fra min Samsung-mobil",
    "Sendt fra Outlook for Android",
    "Skaff deg Outlook for iOS",
    "Skickat från min iPhone",
    "Hämta Outlook för iOS",
    "Von meinem iPhone gesendet",
    "Von meinem Samsung Galaxy Smartphone gesendet.",
    "Diese Nachricht wurde von meinem Android Gerät mit WEB.DE Mail gesendet.",
    "Gesendet mit der GMX Mail App",
    "Outlook für Android beziehen",
    "Holen Sie sich Outlook für iOS",
    "-- \nMaria\nNorrNet support",
    "--\nMaria",
)
# What people write, and what looks like an introduction and is none.
WRITTEN = (
    "We refund it today.",
    "Hei, vi betaler tilbake i dag.",
    "Wij betalen terug.",
    "On Monday you wrote: please cancel. We did.",
    "Kunden skrev: hei",
    "You wrote:",
    "On Tuesday our colleague wrote:",
    "Op maandag schreef u: annuleer het.",
    "Den 24. november skrev du at det hastet: det gjør det.",
    "Note: the amount is 490.00.",
    "From: here it is easy.",
    "To: you",
    "Van: ons allemaal",
    "When: tomorrow at 10:30",
    "- one",
    "- two",
    "> 500 kr is too much, so we pay all of it",
    "Sent from our warehouse yesterday.",
    "Verzonden via PostNL.",
    "Sendt fra lageret i går.",
    "Write to kari@example.com:",
    "Best regards to your mother",
    "    indented",
    "",
)


def headers(style: str, above: str) -> list[str]:
    sender, sent, to, subject = HEADED[style]
    lines = [f"{sender}: {NAME} <{ADDRESS}>", f"{sent}: 26 August 2026 14:05", f"{to}: Help <help@support.example.com>"]
    return [*([above] if above else []), *lines, f"{subject}: AM-7K2M9Q1", ""]
