"""Words of our languages that say nothing of what a text is about."""

from amends.languages import LANGUAGES

_OF_THE_FIRST_THREE = frozenset(
    """
a about after again all also am an and any are as at be been before but by can cannot could did do does doing done for
from get give go got had has have he hello help her here hi him his how i if in into is it its just know let like may me
might more much my need no not of off on one only or our out please question so some something tell than thank thanks
that the their them then there these they this to up us very want was we were what when where which while who why will
with would you your im ive id dont doesnt cant didnt whats

aan al alles als altijd ben bent bij dan dat de deze die dit doe doen door dus een en er even gaan gaat geen graag had
heb hebben hebt heeft het hallo hoe hoeveel hij hulp iemand iets ik in is ja je jij jullie kan kon kunnen kunt maar me
mee meer met mij mijn mogen moet na naar nee niet nog nu of om omdat ons onze ook op over te toch u uit uw van vanaf
vertel voor vraag waar waarom wanneer wat we weer wel welke werd weten wie wij wil willen word worden wordt zal ze zei
zijn zo zonder zou

alle alt altså andre at av ble bli blir både da de deg den denne der dere deres det dette din disse du eller en er et
etter for fordi fra få får før ha hadde han har hei hjelp hun hva hvem hver hvilken hvis hvor hvordan hvorfor i igjen
ikke inn ja jeg kan kunne litt man med meg men mer mitt min mine må når nei noe noen nok nå og også om opp oss over på
selv si sin sitt skal skulle som spørsmål så takk til trenger ut vi vil ville vite være vært vår å
""".split()  # noqa: SIM905 (a list of three hundred lines is no better)
)
STOP_WORDS = _OF_THE_FIRST_THREE.union(*(language.stop_words for language in LANGUAGES.values()))
