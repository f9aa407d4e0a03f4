"""How the statutory withdrawal is declared, in three languages: what is done, by which right, and how it is wished.

In small letters and without hyphens or apostrophes, as amends.reading.declarations puts a text.
"""

import re

# English
_ELSE = (
    r"(?!(?:(?:the|this|that|these|my|our|your|a|an|all|any|further|what) )?(?:\w+ ){0,2}?(?:accounts?|balance"
    r"|wallet|bank"
    r"|money|funds?|cash|chat|conversation|discussion|calls?$|queue|complaints?|claims?|cases?|requests?|appeals?"
    r"|dispute|objections?"
    r"|statements?|messages?|words|remarks?|offer|consent|newsletter|mailing|list|e ?mails?|right|rights"
    r"|withdrawals?|cancell?ations?"
    r"|cancell?ing|using|exercising|withdrawing|what|said|wrote|it there)\b)"
)
"""What one may withdraw, or withdraw from, and is no contract: money, words, a complaint, the right itself."""
_THING = r"(?:(?:the|this|my|our|that) )?(?:\w+ ){0,2}?(?:contract|agreement|purchase|sale|order)\b"
_I = (
    r"\b(?:(?:i|we)(?: ?m|d|ve| am| are)?|hereby)(?: (?:hereby|herewith|now|formally|officially|really|would"
    r"|very much|am|are|want to|wish to|would like to|like to|need to|have decided to|choose to|wanna|want|decided to"
    r"|writing to))*"
)
_RIGHT = (
    r"(?:(?:my|our|the) )?(?:\w+ ){0,3}?(?:right of withdrawal|right to withdraw|right to cancel|withdrawal right"
    r"|cooling off (?:right|period|rule)|(?:14|fourteen) days? (?:return |cancellation )?(?:right|rule)s?)"
)
_WITHIN = (
    rf"\b(?:(?:within|inside|during|under) (?:\w+ ){{0,3}}?(?:14|fourteen) days?|cooling off|withdrawal period|{_RIGHT}"
    r"|consumer contracts regulations)\b"
)
_END = (
    rf"(?:cancel(?:l?ing)?|rescind(?:ing)?|end(?:ing)? (?:it|this|{_THING})"
    rf"|terminat(?:e|ing)|withdraw(?:ing)?(?! from (?:using|exercising))|return(?:ing)?|undo(?:ing)?"
    r"|revok(?:e|ing)|(?:giv(?:e|ing)|send(?:ing)?|hand(?:ing)?) (?:\w+ ){{0,3}}?back)"
)
_ENGLISH = (
    rf"{_I} withdraw(?:ing)?(?: {_THING}| from {_ELSE}\w|$)",
    rf"{_I} (?:back|pull|step)(?:ing|ped)? (?:out of|back from|away from) {_ELSE}(?!(?:here|there)\b)\w",
    rf"^(?:please )?withdraw(?:ing)? (?:me |us )?from {_ELSE}\w",
    rf"{_I} (?:to )?(?:us(?:e|ing)|exercis(?:e|ing)|invok(?:e|ing)|mak(?:e|ing) use of|claim(?:ing)?) {_RIGHT}",
    rf"^(?:using|exercising|invoking|making use of|claiming) {_RIGHT}",
    rf"\b(?:my|our) (?:decision|choice|wish)(?: is)? to withdraw from {_ELSE}\w",
    rf"{_I} (?:rescind(?:ing)?|revok(?:e|ing)|retract(?:ing)?) {_THING}",
    rf"{_I} (?:to )?(?:(?:get|back|backing) )?out of (?=the |this |my |our |that ){_THING}",
    r"\baccept (?:my|our|this) withdrawal from",
    r"\b(?:this is|here is|hereby|(?:accept|consider|regard|treat|take) this(?: \w+)?(?: as)?) (?:my |our |a "
    r"|the )?(?:formal |official )?(?:(?:notice|declaration|statement) of withdrawal|withdrawal from)",
    r"\b(?:i|we) (?:hereby )?(?:declare|give notice of|notify you of) (?:my|our|the) withdrawal",
)  # fmt: skip

# Dutch
_ANDERS = (
    r"(?!(?:(?:de|het|die|dat|deze|dit|mijn|onze|een|elke|alle|verdere) )?(?:\w+ ){0,2}?(?:klacht(?:en)?"
    r"|verzoek(?:en)?|aanvraag"
    r"|zaak|claim|eis|bezwaar|beroep|vraag|opmerking(?:en)?|bericht(?:en)?|woorden|uitspraak|antwoord|keuze"
    r"|toestemming|ja"
    r"|aanbod|voorstel|chat|gesprek|nieuwsbrief|tegoed|geld|korting|\w*vergoeding|\w*betaling|\w*recht(?:en)?|bedenk\w+"
    r"|restitutie|hulp|herroep\w*|ontbind\w*|annuler\w*|wat|zei|schreef|gezegd|geschreven|alles)\b)"
)
_ANDERS_DAN = (
    r"(?!klacht|verzoek|aanvraag|bezwaar|beroep|vraag|opmerking|bericht|woord|uitspraak|antwoord|keuze|beslissing"
    r"|toestemming|aanbod|voorstel|claim|eis|annulering|herroeping|ontbinding)\w+ (?:\w+ ){0,3}?"
)
"""The thing, before the verb at the end of the clause."""
_ZAAK = (
    r"(?:(?:de|het|deze|dit|mijn|onze|die|dat) )?(?:\w+ )?(?:overeenkomst|contract|koop|aankoop|bestelling"
    r"|koopovereenkomst)\b"
)
_IK = r"(?:ik|wij|we)(?: (?:hierbij|dan|ook|dus|nu|bij deze))*"
_WIL = r"(?:wil|willen|wens|wensen|zou graag|zouden graag|verlang|heb besloten|hebben besloten)"
_RECHT = (
    r"(?:(?:mijn|ons|het|de|onze) )?(?:\w+ ){0,4}?(?:herroepingsrecht|bedenktijd|bedenktermijn|recht (?:van"
    r"|op) herroeping|recht (?:om )?te herroepen|(?:14|veertien) dagen (?:regeling|recht|regel))"
)
_BINNEN = (
    r"\b(?:binnen (?:\w+ ){0,3}?(?:14|veertien) dagen|bedenktijd|bedenktermijn|herroepingsrecht|herroepingstermijn"
    r"|(?:14|veertien) dagen (?:regeling|recht|regel)|wet koop op afstand)\b"
)
_STOP = (
    r"(?:annuleren|ontbinden|herroepen|retourneren|terugsturen|teruggeven|terugbrengen|terugdraaien|opzeggen"
    r"|beëindigen|stopzetten|ongedaan (?:te )?maken|terug te (?:sturen|geven|draaien)|(?:af|uit)(?: te)?(?: zien)?)"
)
_DUTCH = (
    rf"\b(?:ontbind|herroep)(?:en)? {_IK}(?: {_ANDERS}\w|.*\b(?:{_ZAAK})|$)",
    rf"\b{_IK}(?: (?:mijn|ons) recht)? (?:ontbind|herroep|ontbinden|herroepen)(?: (?:hierbij|dan|nu"
    rf"|bij deze))*(?: {_ANDERS}\w|$)",
    rf"\b{_IK} {_ZAAK}(?: \w+){{0,14}}? (?:ontbind|herroep|ontbinden|herroepen)\b",
    rf"\b{_IK} {_WIL}\b(?: \w+){{0,3}}? {_ZAAK}(?: [\w ]{{0,40}}?)? (?:te )?(?:ontbinden|herroepen)\b",
    rf"\b{_ZAAK}(?: \w+)? {_WIL} {_IK}(?: graag)?(?: te)? (?:ontbinden|herroepen)\b",
    rf"\b(?:mijn|onze) (?:wens|besluit|keuze)(?: is)?(?: om)? {_ZAAK} te (?:ontbinden|herroepen)\b",
    rf"\b{_WIL} {_IK} {_ZAAK}(?: [\w ]{{0,40}}?)? (?:te )?(?:ontbinden|herroepen)\b",
    rf"\b{_IK} {_WIL}(?: (?:hierbij|graag|nu))* (?:te )?herroepen\b",
    rf"\b{_IK} {_WIL}(?: (?:hierbij|graag|nu))* (?:de|het|dit|deze|die|dat|mijn|onze) {_ANDERS_DAN}(?:te )?herroepen\b",
    rf"\b(?:{_IK} )?(?:maak|maken|doe|doen|beroep|beroepen|wil|willen|wens) (?:{_IK} )?(?:hierbij |graag |me "
    rf"|mij |ons |een )*(?:gebruik van|beroep op|op) {_RECHT}",
    rf"\b(?:{_IK} {_WIL}|{_WIL} {_IK})\b.*\b{_RECHT} (?:uit te oefenen|uitoefenen|gebruiken|benutten|inroepen)",
    rf"\b{_IK} {_WIL}(?: \w+){{0,2}}? (?:gebruik ?maken|een beroep doen) (?:van|op) {_RECHT}",
    rf"\b{_IK} {_WIL}(?: \w+){{0,2}}? (?:van|op) {_RECHT} (?:gebruik ?(?:te )?maken|een beroep (?:te )?doen)",
    rf"\b(?:oefen|oefenen|gebruik|gebruiken|roep|roepen) {_IK} {_RECHT}|\b{_IK} (?:oefen|oefenen|gebruik"
    rf"|gebruiken|roep|roepen)(?: hierbij)? {_RECHT}",
    rf"\b{_IK} {_WIL}(?: \w+){{0,2}}? (?:van|onder) {_ZAAK}(?: \w+){{0,4}}? (?:af|uit)\b",
    rf"\b(?:{_IK} )?(?:zie|zien) (?:{_IK} )?(?:hierbij |graag |toch |dan |liever |nu )*af van {_ANDERS}\w"
    rf"|\b(?:{_IK} )?(?:zie|zien|stap|stappen) (?:{_IK} )?(?:hierbij )?van {_ANDERS}(?:\w+ ){{1,6}}?af\b"
    rf"|\b(?:{_IK} {_WIL}|{_WIL} {_IK})(?: \w+){{0,2}}? (?:van {_ANDERS}(?:\w+ ){{1,6}}?af(?: te )?zien"
    rf"|af(?: te )?zien van {_ANDERS}\w)",
    rf"\b(?:{_IK} )?(?:trek|trekken) (?:{_IK} )?(?:me|mij|ons)(?: hierbij)? terug (?:uit|van) {_ANDERS}\w",
    rf"\b(?:{_IK} )?(?:trek|trekken) (?:{_IK} )?(?:hierbij )?{_ZAAK}(?: \w+){{0,4}}? in\b"
    rf"|\b(?:{_IK} {_WIL}|{_WIL} {_IK})(?: \w+){{0,2}}? {_ZAAK}(?: \w+){{0,4}}? in(?: te )?trekken\b",
    r"\b(?:dit is|hierbij|hier is)(?: \w+)? (?:mijn|onze|de) (?:herroeping|herroepingsverklaring"
    r"|ontbindingsverklaring)\b",
    r"\b(?:verklaar|verklaren) (?:ik|wij|we) .*\b(?:herroeping|ontbinding)\b",
)  # fmt: skip

# Norwegian
_ANNET = (
    r"(?!(?:(?:å|den|det|denne|dette|min|mitt|mine|vår|vårt|en|et|alle) )?(?:\w+ ){0,2}?(?:klag\w+|forespørsel\w*"
    r"|sak(?:en)?|krav(?:et)?|anke\w*"
    r"|spørsmål\w*|svar(?:et)?|valg(?:et)?|melding(?:en)?|ord(?:ene)?|utsagn\w*|søknad\w*|tilbud(?:et)?|samtykke\w*"
    r"|chatt?(?:en)?"
    r"|samtale\w*|diskusjon\w*|kø(?:en)?|nyhetsbrev\w*|konto(?:en)?|penge\w*|angre\w*|avbestill\w*|rett(?:en)?|at"
    r"|hva|sa|skrev|her)\b)"
)
_SAK = (
    r"(?:(?:denne|dette|den|det|min|vår|mitt|vårt) )?(?:avtalen?|kjøpet|kjøp|kontrakt(?:en)?"
    r"|bestilling(?:en)?|kjøpsavtalen?)\b"
)
_JEG = r"(?:jeg|vi)(?: (?:herved|nå|da|også|dermed))*"
_VIL = (
    r"(?:vil|ønsker|ønsker å|vil gjerne|skulle gjerne|ville gjerne|skal|må|velger å"
    r"|har (?:bestemt (?:meg|oss) for|valgt|besluttet) å)"
)
_RETT = r"(?:(?:min|vår|den) )?(?:\w+ ){0,3}?(?:angrerett(?:en)?|angrefrist(?:en)?)\b"
_INNEN = r"\b(?:(?:innen|innenfor) (?:\w+ ){0,3}?(?:14|fjorten) dager|angrerett\w*|angrefrist\w*)\b"
_AVSLUTT = (
    r"(?:avbestille|kansellere|annullere|heve|returnere|si opp|avslutte|omgjøre"
    r"|(?:sende|levere|gi) (?:\w+ ){0,3}?tilbake|gå|angre|trekke)"
)
_NORWEGIAN = (
    rf"\b(?:går {_JEG}|{_JEG} går|{_JEG} {_VIL}(?: å)?(?: herved| nå)? gå|^går) (?:herved "
    rf"|nå )?fra {_ANNET}(?!.*\btil\b)\w",
    rf"\b(?:angrer {_JEG}|{_JEG} angrer|{_JEG} {_VIL}(?: å)? angre|^angrer)(?: meg)?(?: herved"
    rf"| nå)?(?: på)? (?:(?:å ha )?{_ANNET}(?!(?:på|herved|nå|meg|litt|ikke|det|dypt|virkelig)\b)\w)",
    rf"\b{_JEG} {_VIL}(?: å)? angre$",
    rf"\b(?:mitt|vårt|min|vår) (?:ønske|valg|beslutning)(?: er)? å (?:gå fra|angre|trekke (?:meg|oss) fra)(?: på)?"
    rf" {_SAK}",
    r"\b(?:behandler?|regner?|anse[rs]?) dette(?: \w+)? som (?:min |vår )?angre(?:melding|skjema)\w*",
    rf"\b{_SAK}(?: \w+)? {_VIL} {_JEG}(?: gjerne)?(?: å)? (?:angre|gå fra|trekke (?:meg|oss) fra)\b",
    rf"\b(?:{_JEG} )?(?:benytter|bruker|påberoper|utøver|gjør gjeldende) (?:{_JEG} )?(?:meg av |meg |oss av |herved "
    rf"|nå |av )*{_RETT}",
    rf"\b{_JEG} (?:gjør|gjør herved) bruk av {_RETT}|\bgjør {_JEG} bruk av {_RETT}",
    rf"\b{_JEG} {_VIL}(?: å)?(?: \w+)? (?:benytte|bruke|utøve|påberope|gjøre bruk av) (?:meg av |meg |oss av "
    rf"|av )*{_RETT}",
    rf"\b(?:{_JEG} )?trekker (?:{_JEG} )?(?:meg|oss) (?:herved |nå )?(?:fra|ut av) {_ANNET}\w"
    rf"|\b{_JEG} {_VIL}(?: å)? trekke (?:meg|oss) (?:fra|ut av) {_ANNET}\w",
    rf"\b(?:{_JEG} )?trekker (?:{_JEG} )?(?:herved |nå )?(?:tilbake {_SAK}|{_SAK}(?: \w+){{0,4}}? tilbake\b)"
    rf"|\b{_JEG} {_VIL}(?: å)? trekke (?:tilbake {_SAK}|{_SAK}(?: \w+){{0,4}}? tilbake\b)",
    rf"\b{_JEG} {_VIL}(?: å)?(?: komme)?(?: meg)? ut av {_SAK}",
    r"\b(?:dette er|her er|herved|sender(?: herved)?) (?:min |vår |mitt |vårt |et "
    r"|en )?(?:angremelding(?:en)?|angreskjema(?:et)?|erklæring om angrerett)\b",
)  # fmt: skip

DECLARED = tuple(re.compile(pattern) for pattern in (*_ENGLISH, *_DUTCH, *_NORWEGIAN))
BY_RIGHT = tuple(
    (re.compile(act), re.compile(right))
    for act, right in (
        (rf"(?:{_I} |^(?:please )?){_END}\b", _WITHIN),
        (
            rf"\b(?:{_IK} {_WIL}|{_WIL} {_IK})\b.*\b{_STOP}\b"
            rf"|\b(?:annuleer|annuleren|retourneer|retourneren|beëindig|beëindigen) {_IK}\b"
            rf"|\b{_IK} (?:annuleer|annuleren|retourneer|retourneren|beëindig|beëindigen)\b"
            r"|^(?:annuleer|hierbij annuleer)\b",
            _BINNEN,
        ),
        (
            rf"\b(?:{_JEG} {_VIL}|{_VIL} {_JEG})(?: \w+){{0,3}}? {_AVSLUTT}\b"
            r"|\b(?:jeg|vi)(?: \w+)? (?:avbestiller|kansellerer|annullerer|hever|returnerer|sier opp|avslutter)\b"
            r"|(?:^|\bherved )(?:avbestiller|kansellerer|annullerer|hever|returnerer|sier opp|avslutter) (?:jeg|vi)\b",
            _INNEN,
        ),
    )
)
"""To end it or send it back is a withdrawal where the same sentence names the right, or its days, to do so."""

WISHES = (
    (re.compile(r"\b(som|er|sender) en (?=angre)"), r"\1 "),  # that «en» is no Dutch «and»
    (re.compile(r"\b(?:beschouw|behandel|zie)(?: u)? (?:dit|deze)(?: \w+)? als\b"), "dit is"),
    (re.compile(r"\b(ik|wij|we) zou(?:den)?((?: \w+){0,12}?) willen\b"), r"\1 wil\2"),
    (re.compile(r"\b(?!dan\b)(\w+) zou(?:den)? (ik|wij|we)((?: \w+){0,12}?) willen\b"), r"\1 wil \2\3"),
    (re.compile(r"\b(ik|wij|we) zou(?:den)?((?: \w+){1,6}?) graag\b"), r"\1 wil\2 graag"),
    (re.compile(r"\b(?!dan\b)(\w+) zou(?:den)? (ik|wij|we)((?: \w+){0,6}?) graag\b"), r"\1 wil \2\3 graag"),
    (re.compile(r"\b(jeg|vi) kunne(?: godt| gjerne)? (?:ha )?(?:tenkt?e?|tenke) (?:meg|oss) å\b"), r"\1 vil"),
    (re.compile(r"\b(jeg|vi) (?:skulle|ville) gjerne(?: ha)? benyttet\b"), r"\1 vil benytte"),
    (re.compile(r"\b(jeg|vi) (?:skulle|ville) gjerne(?: ha)? brukt\b"), r"\1 vil bruke"),
    (re.compile(r"\b(jeg|vi) (?:skulle|ville) gjerne(?: ha)? gått\b"), r"\1 vil gå"),
    (re.compile(r"\b(jeg|vi) (?:skulle|ville) gjerne(?: ha)? angret\b"), r"\1 vil angre"),
    (re.compile(r"\b(jeg|vi) (?:skulle|ville) gjerne(?: ha)? trukket\b"), r"\1 vil trekke"),
)
"""A polite wish, in the plain words for it: «ik zou … willen» is «ik wil …», and no condition."""
WISHED = re.compile(rf"\b(?:i|we)(?:d| would)? (?:want|wish|like) to\b|\b{_IK} {_WIL}\b|\b{_JEG} {_VIL}\b")
