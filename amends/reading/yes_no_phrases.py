"""The phrases that a plain answer is made of, in the three languages, in small letters and without apostrophes."""

YES = (
    "yes", "yep", "yeah", "yea", "yup", "sure", "sure thing", "of course", "certainly", "absolutely", "definitely",
    "indeed", "correct", "thats correct", "that is correct", "thats right", "that is right", "affirmative",
    "yes i do", "yes i am", "yes im sure", "i am sure", "im sure", "yes you can", "yes you may", "yes i would",
    "yes i want that", "yes i want to", "agreed", "i agree", "i accept", "confirm", "confirmed", "i confirm",
    "i confirm it", "i confirm this", "i confirm that", "confirm it", "go ahead", "go for it", "proceed", "do it",
    "do that", "do so", "go ahead and do it", "yes go ahead and do it", "y", "jepp",
    "weet het zeker", "ik weet het zeker",
    "det er ok", "please do", "please do it", "please do that", "please do so", "lets do it", "sounds good",
    "that works", "works for me", "thats fine", "that is fine", "fine by me",
    "ja", "jawel", "jazeker", "jep", "zeker", "zeker weten", "natuurlijk", "uiteraard", "absoluut", "akkoord",
    "ga akkoord", "ik ga akkoord", "ik ben akkoord", "mee eens", "daar ben ik het mee eens", "klopt", "dat klopt",
    "dit klopt", "dat is juist", "dat is correct", "juist", "prima", "is goed", "dat is goed", "is prima",
    "dat is prima", "doe maar", "doe dat", "doe dat maar", "doe het", "doe het maar", "ga je gang", "gaat uw gang",
    "ga uw gang", "ga maar door", "graag", "heel graag", "dat wil ik", "dat wil ik graag", "bevestig", "bevestigd",
    "bevestigen", "bevestig het", "bevestig dit", "ik bevestig", "ik bevestig het", "ik bevestig dit",
    "ik bevestig dat", "dat bevestig ik", "dit bevestig ik",
    "jada", "ja da", "javisst", "ja visst", "selvsagt", "selvfølgelig", "så klart", "absolutt", "helt klart",
    "stemmer", "det stemmer", "stemmer det", "riktig", "det er riktig", "korrekt", "det er korrekt", "greit",
    "det er greit", "helt greit", "den er grei", "fint", "det er fint", "i orden", "det er i orden", "enig",
    "jeg er enig", "det er jeg enig i", "gjerne", "veldig gjerne", "det vil jeg", "det vil jeg gjerne", "gjør det",
    "bare gjør det", "kjør", "kjør på", "bare kjør på", "sett i gang", "bekreft", "bekreftet", "bekrefter",
    "jeg bekrefter", "jeg bekrefter det", "jeg bekrefter dette", "det bekrefter jeg", "jeg godtar", "jeg godtar det",
    "that is acceptable", "thats acceptable", "acceptable", "do it already", "just do it", "just do it already",
    "just go ahead", "go on then", "thats fine by me", "thats fine with me", "fine with me",
    "thats ok", "thats okay", "that is ok", "thats alright", "sounds great", "sounds fine", "please proceed",
    "by all means",
    "i am happy with that", "im happy with that", "happy with that", "i would like that", "id like that",
    "dat is akkoord", "voor mij akkoord", "wat mij betreft akkoord", "toe maar", "vooruit maar",
    "vooruit dan maar", "regel het maar", "regel maar", "doe dat dan maar", "doe het dan maar", "doe dan maar",
    "ga maar je gang", "prima zo", "is goed zo", "dat is goed zo", "is ok", "is oké", "is oke", "dat is ok",
    "dat is oké", "dat is oke", "helemaal goed", "klinkt goed", "klinkt prima", "lijkt me goed", "lijkt me prima",
    "lijkt mij prima", "vind ik goed", "vind ik prima", "dat vind ik goed", "dat vind ik prima", "mij goed",
    "joda", "jo da", "jo takk", "jo gjerne", "klart det", "bare sett i gang", "bare fortsett",
    "bare gjør det da", "det er helt i orden", "helt i orden", "det er helt greit", "greit for meg",
    "det er greit for meg", "fint for meg", "det er fint for meg", "ok for meg", "det er ok for meg", "det går fint",
    "det går bra", "det høres bra ut", "høres bra ut", "det høres fint ut", "høres fint ut", "ja det er fint",
)  # fmt: skip
WEAK_YES = ("ok", "okay", "okey", "okei", "oke", "oké", "alright", "all right")
"""A yes by itself; with thanks it may as well take leave: «ok thanks» is no answer."""
CLEAR = (
    "yes please", "yes go ahead and do it", "go ahead and do it", "please do", "please do it", "please do that",
    "please do so", "go ahead", "go for it", "proceed",
    "do it", "do that", "do so", "lets do it", "confirm", "confirmed", "i confirm", "i confirm it", "i confirm this",
    "i confirm that", "confirm it", "i am sure", "im sure", "yes im sure", "yes i want that", "yes i want to",
    "ja graag", "ja heel graag", "doe maar", "doe dat", "doe dat maar", "doe het", "doe het maar", "ga je gang",
    "gaat uw gang", "ga uw gang", "ga maar door", "ik weet het zeker", "weet het zeker", "bevestig", "bevestigd",
    "bevestigen", "bevestig het", "bevestig dit", "ik bevestig", "ik bevestig het", "ik bevestig dit",
    "ik bevestig dat", "dat bevestig ik", "dit bevestig ik", "dat wil ik graag", "ja alstublieft", "ja alsjeblieft",
    "ja aub",
    "ja takk", "ja gjerne", "gjør det", "bare gjør det", "kjør på", "bare kjør på", "sett i gang", "bekreft",
    "bekreftet", "bekrefter", "jeg bekrefter", "jeg bekrefter det", "jeg bekrefter dette", "det bekrefter jeg",
    "det vil jeg gjerne",
    "agreed", "i agree", "i accept", "do it already", "just do it", "just do it already", "just go ahead",
    "go on then", "please proceed",
    "dat is akkoord", "ik ga akkoord", "toe maar", "vooruit maar", "vooruit dan maar", "regel het maar",
    "regel maar", "doe dat dan maar", "doe het dan maar", "doe dan maar",
    "jo takk", "jo gjerne", "bare sett i gang", "bare fortsett", "bare gjør det da", "jeg godtar", "jeg godtar det",
)  # fmt: skip
"""A yes that asks for the act, so that it answers nothing else that was said meanwhile."""
NO = (
    "no", "nope", "nah", "no way", "dont", "do not", "please dont", "dont do it", "do not do it", "dont do that",
    "do not do that", "no i dont", "no i do not", "rather not", "id rather not", "i would rather not", "not now",
    "keep it", "leave it", "leave it as it is", "leave it as is", "leave it be", "leave everything as it is",
    "laat het zo", "laat het maar zo", "laat alles zoals het is", "la det bli som det er", "la den være",
    "keep the order", "keep my order", "i dont want to cancel", "i do not want to cancel",
    "actually no", "not yet", "ik wil niet annuleren", "hou de bestelling", "behold den", "behold bestillingen",
    "jeg vil helst ikke", "jeg vil ikke avbestille", "nog niet", "ikke ennå", "forget it", "never mind", "nevermind",
    "not that", "i dont want that", "i dont want to",
    "i do not want that", "i do not want to",
    "nee", "neen", "liever niet", "niet doen", "doe maar niet", "doe het niet", "doe dat niet", "doe het maar niet",
    "laat maar", "laat maar zitten", "liever van niet", "nu niet", "zeker niet", "beslist niet", "absoluut niet",
    "dat wil ik niet", "ik wil dat niet", "ik wil het niet", "niet akkoord", "ik ga niet akkoord", "toch maar niet",
    "nei", "helst ikke", "ikke gjør det", "gjør det ikke", "ikke gjør", "la være", "bare la være", "la det være",
    "absolutt ikke", "slett ikke", "ikke nå", "glem det", "det vil jeg ikke", "jeg vil ikke", "jeg vil ikke det",
    "vil ikke", "jeg bekrefter ikke", "ik bevestig niet", "i do not confirm", "i dont confirm", "behold avtalen",
    "nei forresten", "doe dan maar niet", "doe dat dan maar niet",
)  # fmt: skip
POLITE = (
    "please", "pls", "plz", "oh", "well", "then", "now", "fine", "hi", "hello",
    "hoor", "aub", "alsjeblieft", "alstublieft", "dan", "dan maar", "da", "så", "vær så snill", "vennligst", "hei",
    "hallo",
    "mm", "mmm", "joh", "nou", "pff", "pfff", "love", "mate", "dear", "jo",
)  # fmt: skip
THANKS = (
    "thanks", "thank you", "thx", "bedankt", "dank je", "dank u", "dankjewel", "dank je wel", "dank u wel", "takk",
    "tusen takk", "takk skal du ha", "mange takk",
    "thank you so much", "thanks so much", "thank you very much", "thanks very much", "thanks a lot",
    "thanks a million", "many thanks", "cheers",
    "heel erg bedankt", "hartelijk bedankt", "hartelijk dank", "alvast bedankt", "duizendmaal dank", "dank",
    "tusen hjertelig takk", "hjertelig takk", "takk så mye", "takk skal dere ha",
)  # fmt: skip
ACTS = {
    "withdraw": (
        "withdraw", "i withdraw", "withdraw it", "confirm withdrawal", "i confirm withdrawal",
        "i confirm the withdrawal", "confirm the withdrawal", "i want to withdraw", "withdraw from the contract",
        "herroep", "herroepen", "ik herroep", "herroeping bevestigen", "ik bevestig de herroeping",
        "bevestig de herroeping", "ik wil herroepen", "herroep de overeenkomst", "ik herroep de overeenkomst",
        "angre", "angre kjøpet", "angre avtalen", "jeg angrer kjøpet", "gå fra avtalen", "jeg går fra avtalen",
        "jeg vil gå fra avtalen", "bekreft angring",
        "send", "send it", "send that", "send it off", "send it in", "submit", "submit it", "send the withdrawal",
        "verstuur", "verstuur maar", "verstuur het", "verstuur het maar", "verstuur hem", "verstuur hem maar",
        "verzend", "verzend maar", "verzend het maar", "stuur maar", "stuur het maar", "stuur maar op", "versturen",
        "verzenden",
        "send den", "send det", "send inn", "send den inn", "send det inn", "bare send", "bare send den",
        "send meldingen", "send inn meldingen", "bekreft at du går fra avtalen", "bekreft at jeg går fra avtalen",
    ),
    "cancel": (
        "cancel", "cancel it", "cancel the order", "cancel my order", "please cancel", "annuleer", "annuleren",
        "annuleer het", "annuleer maar", "annuleer het maar", "annuleer de bestelling", "annuleer mijn bestelling",
        "avbestill", "avbestill den", "avbestill det", "kanseller", "kanseller den", "kanseller bestillingen",
        "avbestill bestillingen",
        "cancel this", "cancel that", "cancel it all", "end it", "end the order",
        "zeg op", "zeg maar op", "zeg het op", "zeg het maar op", "zeg hem maar op", "opzeggen", "opzeggen maar",
        "annuleren maar",
        "si opp", "si den opp", "avslutt den", "avslutt", "bare avbestill", "bare avbestill den",
    ),
    "refund": (
        "refund", "refund it", "refund me", "pay it back", "pay me back", "give me my money back", "terugbetalen",
        "betaal terug", "betaal het terug", "betaal maar terug", "stort terug", "stort het terug", "stort maar terug",
        "refunder", "refunder meg", "betal tilbake", "betal pengene tilbake",
        "refund my money", "give me a refund", "give me the refund", "give me the money", "ill take the money",
        "then the money", "the money then", "ill take the refund",
        "dan het geld", "dan maar het geld", "dan toch het geld", "dan toch maar het geld", "toch maar het geld",
        "doe dan maar het geld", "doe maar het geld", "geef dan maar het geld", "geef het geld maar",
        "da tar jeg pengene", "jeg tar pengene", "gi meg pengene", "gi meg pengene da", "gi meg pengene tilbake",
        "betal meg tilbake",
    ),
    "reactivate": (
        "try again", "try it again", "please try again", "try once more", "try it once more", "give it another try",
        "activate it", "activate it again", "reactivate it", "switch it on",
        "probeer maar", "probeer het maar", "probeer het nog een keer", "probeer nog een keer",
        "probeer nog maar een keer", "probeer het nog maar een keer", "probeer het nog eens", "probeer nog maar eens",
        "probeer opnieuw", "probeer het opnieuw", "probeer het maar opnieuw", "activeer het", "activeer het maar",
        "activeer maar", "activeer het opnieuw", "activeer hem maar",
        "prøv igjen", "prøv en gang til", "prøv én gang til", "prøv på nytt", "bare prøv igjen", "bare prøv",
        "bare prøv en gang til", "aktiver den", "aktiver den på nytt", "aktiver det", "aktiver på nytt",
    ),
    "credit": (
        "give me the credit", "ill take the credit", "then the credit", "the credit then", "credit it",
        "geef het tegoed maar", "geef dan maar het tegoed", "doe maar het tegoed", "doe dan maar het tegoed",
        "dan maar het tegoed", "doe maar tegoed",
        "gi meg tilgodehavendet", "jeg tar tilgodehavendet", "da tar jeg tilgodehavendet", "ta tilgodehavendet",
    ),
}  # fmt: skip
"""How the act that is asked about is named in an answer."""
THE_AMOUNT = "theamount"
"""What stands for the very amount that is proposed, where an answer names it (`own_amount`)."""
_TAKES = (
    "give me", "give me the", "just give me", "just give me the", "pay me", "pay me the", "ill take", "ill take the",
    "i will take the", "geef me", "geef me de", "geef me die", "geef me dan", "geef me dan die", "geef dan",
    "geef die",
    "geef dan die", "doe dan", "doe die", "doe dan die", "doe dan maar die", "dan die", "dan toch die",
    "dan maar die",
    "gi meg", "gi meg de", "gi meg da", "bare gi meg", "jeg tar", "jeg tar de", "da tar jeg", "da tar jeg de",
)  # fmt: skip
TAKES_THE_AMOUNT = tuple(f"{takes} {THE_AMOUNT}{maar}" for takes in _TAKES for maar in ("", " maar", " dan maar"))
"""To ask for the very amount that is proposed is a yes to it, and a clear one."""
DOUBTFUL = (
    "ja ja", "ja ja ja", "jaja", "jaja ja", "yeah yeah", "yeah yeah yeah",
    "brilliant", "great", "perfect", "lovely", "excellent", "wonderful", "awesome", "fantastic", "super", "cool",
    "top", "mooi", "fijn", "geweldig", "perfekt", "flott", "supert", "strålende", "topp", "bra", "kjempefint",
    "takk for hjelpen", "thanks for the help", "thanks for your help", "bedankt voor de hulp",
)  # fmt: skip
"""What may as well be meant wryly, or as «oh well»: it is a yes only where the act is asked for beside it."""
LEAVES = (
    "bye", "bye bye", "goodbye", "good bye", "see you", "see ya", "have a nice day", "have a good day",
    "doei", "doeg", "dag", "tot ziens", "fijne dag", "fijne dag nog", "fijne dag verder", "prettige dag",
    "ha det", "ha det bra", "hade", "hade bra", "farvel", "ha en fin dag", "ha en fin dag videre",
    "just wanted to know", "i just wanted to know", "i only wanted to know", "only wanted to know", "just asking",
    "i was just asking", "i was only asking", "was just asking", "just checking", "i was just checking",
    "just curious", "i was just curious", "i was just wondering", "just looking", "only looking",
    "wilde het alleen weten", "ik wilde het alleen weten", "wilde het alleen maar weten", "wou het alleen weten",
    "ik wilde het alleen maar weten", "wou het alleen even weten", "wilde het alleen even weten",
    "ik vroeg het me alleen af", "vroeg het me alleen af", "was alleen benieuwd", "ik was alleen benieuwd",
    "het was maar een vraag", "was maar een vraag", "ik vroeg het alleen",
    "ville bare vite det", "jeg ville bare vite det", "ville bare vite", "jeg ville bare vite", "lurte bare",
    "jeg bare lurte", "bare lurte", "jeg lurte bare", "ville bare sjekke", "jeg ville bare sjekke",
    "bare nysgjerrig", "jeg var bare nysgjerrig", "det var bare et spørsmål",
)  # fmt: skip
"""Takes leave, or says that nothing was wanted but to know: no answer by itself, and no yes beside one."""
AND = ("and", "en", "og")
"""Joins two phrases; before the end of an answer it leaves one out."""
