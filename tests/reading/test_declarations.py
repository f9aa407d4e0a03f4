"""The statutory withdrawal declared in a customer's own words. All examples are our own, but for those that customers
of a trial wrote, which are marked."""

import pytest

from amends.reading.declarations import declares_withdrawal

DECLARED = {
    "en": [
        "I withdraw from the contract",
        "I hereby withdraw from the contract NN-10043, ola.berg@example.com",
        "I want to withdraw from this contract",
        "I would like to withdraw from my purchase please",
        "I'd like to withdraw from the agreement",
        "we withdraw from the contract",
        "I hereby cancel under the 14 day cooling-off",
        "I am cancelling within the cooling-off period",
        "I cancel my order within 14 days, as the law allows",
        "I am exercising my right of withdrawal",
        "I exercise my statutory right to withdraw",
        "I want to use my right of withdrawal for NN-10043",
        "I invoke my right of withdrawal.",
        "I hereby give notice that I withdraw from my contract for the following service: VPN",
        "This is my notice of withdrawal. NN-10043",
        "please accept this as my notice of withdrawal",
        "I want out of the contract",
        "I want to get out of this contract, NN-10043",
        "I withdraw.",
        "Hello, I do not want it any more and hereby withdraw from the contract.",
        "It does not suit us, so we withdraw from the purchase",
        "I withdraw from the contract, when do I get my money back?",
        "I’m withdrawing from the contract",
        "withdraw from contract please",
        "I declare my withdrawal",
        "I WANT TO WITHDRAW FROM ORDER NN-10043",
        "I rescind the contract",
        "I changed my mind and want to withdraw from the contract",
        "I'm withdrawing from the analytics dashboard contract",
        "I/We (*) hereby give notice that I/We (*) withdraw from my/our (*) contract for the following service: VPN",
    ],
    "nl": [
        "hierbij ontbind ik de overeenkomst",
        "ik maak gebruik van mijn herroepingsrecht",
        "ik wil van het contract af",
        # said in a trial
        "Geachte heer/mevrouw, hierbij maak ik gebruik van mijn herroepingsrecht en ontbind ik de overeenkomst met "
        "bestelnummer IT-20063 ...",
        "ik wil van het contract af, IT-20063, clara.vogel@example.com",
        "Ik herroep de overeenkomst",
        "Hierbij herroep ik mijn bestelling IT-20063",
        "ik wil de overeenkomst herroepen",
        "Ik wil herroepen",
        "Wij ontbinden hierbij de koop",
        "Ik wil mijn aankoop ontbinden",
        "ik doe een beroep op mijn herroepingsrecht",
        "Ik beroep me op de bedenktijd",
        "Hierbij maak ik gebruik van de wettelijke bedenktijd",
        "Ik wil graag gebruikmaken van mijn herroepingsrecht",
        "ik wil van mijn herroepingsrecht gebruik maken",
        "Ik oefen mijn herroepingsrecht uit",
        "ik zie af van de koop",
        "Ik wil afzien van de overeenkomst",
        "Hierbij annuleer ik mijn bestelling binnen de bedenktijd",
        "Ik annuleer binnen 14 dagen",
        "Dit is mijn herroeping van bestelling IT-20063",
        "Ik ben niet tevreden, dus ik herroep de koop",
        "Goedemiddag, ik laat u weten dat ik de overeenkomst ontbind. Groet, Clara",
        "Ik zou graag de overeenkomst willen ontbinden",
        "Hierbij deel ik u mee dat ik de overeenkomst IT-20063 herroep",
        "Ik herroep de overeenkomst, wanneer krijg ik mijn geld terug?",
        "Ik trek me terug uit de overeenkomst",
        "als consument herroep ik de overeenkomst",
        "Ik wil gebruik maken van de 14 dagen bedenktijd",
        "Ik/Wij (*) deel/delen (*) u hierbij mede dat ik/wij (*) onze overeenkomst betreffende de levering van de "
        "volgende dienst (*) herroep/herroepen (*)",
    ],
    "nb": [
        "jeg vil gå fra avtalen",
        "jeg angrer på kjøpet",
        "jeg benytter angreretten",
        "Jeg angrer på kjøpet og vil gå fra avtalen. NN-10043 ola.berg@example.com",  # said in a trial
        "Jeg går fra avtalen",
        "Herved går jeg fra avtalen",
        "Jeg ønsker å gå fra avtalen NN-10043",
        "Jeg vil gjerne gå fra kjøpet",
        "Vi går fra avtalen",
        "jeg angrer kjøpet",
        "Jeg vil angre på bestillingen min",
        "Jeg vil angre kjøpet, takk",
        "Jeg ønsker å angre avtalen",
        "Jeg vil benytte meg av angreretten",
        "Jeg bruker angreretten min",
        "Jeg ønsker å bruke angreretten",
        "Jeg benytter meg av angreretten på NN-10043",
        "Jeg påberoper meg angreretten",
        "Jeg gjør bruk av angreretten",
        "jeg trekker meg fra avtalen",
        "Jeg vil trekke meg fra kjøpet",
        "Jeg vil ut av avtalen",
        "Jeg avbestiller innenfor angrefristen",
        "Dette er min angremelding for NN-10043",
        "Hei! Jeg melder herved at jeg går fra avtalen.",
        "Jeg er ikke fornøyd, så jeg går fra avtalen",
        "Jeg angrer på kjøpet, når får jeg pengene?",
        "Jeg skulle gjerne gått fra avtalen. Jeg vil gå fra avtalen.",
        "Herved angrer jeg kjøpet",
        "Jeg vil angre bestilling NN-10043",
        "Jeg/vi underretter herved om at jeg/vi ønsker å gå fra min/vår avtale om kjøp av følgende",
    ],
}
NOT_DECLARED = {
    "en": [
        "can I withdraw?",
        "can i withdraw from the contract",
        "how do I withdraw from the contract",
        "How does withdrawal work?",
        "what happens if I withdraw from the contract?",
        "I do not want to withdraw from the contract",
        "please do NOT withdraw from the contract",
        "I don't withdraw from the contract, I only want my refund",
        "I never said that I withdraw from the contract",
        "If it is not fixed tomorrow, I withdraw from the contract",
        "I withdraw from the contract unless you repair it",
        "my brother wants to withdraw from his contract",
        "My sister says she withdraws from the contract",
        "I might withdraw from the contract",
        "maybe I want to withdraw from the contract",
        "I almost withdrew from the contract",
        "I am thinking about withdrawing from the contract",
        "I would withdraw from the contract but it is too late",
        "I withdraw my complaint",
        "I want to withdraw money",
        "I cannot withdraw from the contract on your website",
        "Should I withdraw from the contract?",
        "I withdraw from the contract?",
        "I wonder whether I withdraw from the contract",
        "cancel my order",
        "I want to cancel my subscription",
        "Is there a right of withdrawal?",
        "until when does the cooling-off period last",
        "please do NOT cancel my order IT-20036, i only want to know when my credit arrives. clara.vogel@example.com",
        "I read about my right of withdrawal",
        "I used my right of withdrawal last week and have heard nothing",
        "My brother was here, he wants to withdraw from the contract",
    ],
    "nl": [
        "hoe werkt herroepen?",
        "kan ik herroepen",
        "Kan ik de overeenkomst ontbinden?",
        "hoe ontbind ik de overeenkomst",
        "Wat gebeurt er als ik de overeenkomst herroep?",
        "ik wil niet van het contract af",
        "Ik wil de overeenkomst niet ontbinden",
        "ik herroep de overeenkomst niet",
        "Ik maak geen gebruik van mijn herroepingsrecht",
        "Als het morgen niet werkt, ontbind ik de overeenkomst",
        "Ik ontbind de overeenkomst tenzij u het herstelt",
        "indien nodig herroep ik de overeenkomst",
        "mijn broer wil van het contract af",
        "Mijn moeder herroept de overeenkomst",
        "misschien wil ik van het contract af",
        "Ik overweeg de overeenkomst te ontbinden",
        "ik denk erover om te herroepen",
        "ik vraag me af of ik de overeenkomst herroep",
        "Ik zou de overeenkomst ontbinden als dat kon",
        "Mag ik van het contract af?",
        "Heb ik herroepingsrecht?",
        "wat is mijn herroepingsrecht",
        "ik wil mijn bestelling annuleren",
        "annuleren aub",
        "Ik heb de overeenkomst vorige week herroepen",
        "wanneer eindigt de bedenktijd",
        "ik weet niet of ik de overeenkomst ontbind",
        "bijna wilde ik de overeenkomst herroepen",
        "Ik herroep mijn klacht",
        "Ik wil weten hoe ik de overeenkomst herroep",
    ],
    "nb": [
        "kan jeg angre kjøpet?",
        "kan jeg gå fra avtalen",
        "Hvordan går jeg fra avtalen",
        "hvordan angrer jeg kjøpet?",
        "Hva skjer hvis jeg går fra avtalen?",
        "jeg vil ikke gå fra avtalen",
        "Jeg angrer ikke på kjøpet",
        "Jeg benytter ikke angreretten",
        "Jeg har aldri sagt at jeg går fra avtalen",
        "Hvis det ikke virker i morgen, går jeg fra avtalen",
        "Jeg går fra avtalen med mindre dere retter feilen",
        "dersom det er mulig vil jeg gå fra avtalen",
        "broren min vil gå fra avtalen",
        "Naboen min angrer på kjøpet",
        "kanskje jeg vil gå fra avtalen",
        "Jeg vurderer å gå fra avtalen",
        "jeg tenker på å angre kjøpet",
        "Jeg lurer på om jeg skal gå fra avtalen",
        "Jeg ville gått fra avtalen",
        "nesten så jeg går fra avtalen",
        "Har jeg angrerett?",
        "hvor lenge varer angrefristen",
        "Når jeg går fra avtalen får jeg pengene tilbake",
        "jeg vil avbestille",
        "Jeg gikk fra avtalen i forrige uke",
        "må jeg gå fra avtalen",
        "Jeg vil vite hvordan jeg går fra avtalen",
        "jeg angrer på klagen min",
        "Skal jeg gå fra avtalen",
        "jeg har lest om angreretten",
    ],
}


def each(table: dict[str, list[str]]) -> list[str]:
    return [text for texts in table.values() for text in texts]


def test_there_are_enough_examples_of_each_language() -> None:
    assert min(len(texts) for table in (DECLARED, NOT_DECLARED) for texts in table.values()) >= 25


@pytest.mark.parametrize("text", each(DECLARED))
def test_a_declared_withdrawal_is_recognised(text: str) -> None:
    assert declares_withdrawal(text)


@pytest.mark.parametrize("text", each(NOT_DECLARED))
def test_what_declares_nothing_is_not_taken_for_a_withdrawal(text: str) -> None:
    assert not declares_withdrawal(text)


@pytest.mark.parametrize("condition", ["suppose", "stel", "kanskje"])
@pytest.mark.parametrize("text", [text for text in each(DECLARED) if not set(".!?\n/") & set(text.rstrip(".?"))])
def test_the_same_words_as_a_mere_thought_declare_nothing(text: str, condition: str) -> None:
    assert not declares_withdrawal(f"{condition} {text}")


def test_a_word_among_a_thousand_is_looked_for_in_no_time() -> None:
    assert not declares_withdrawal("ik wil graag dat de zaak " * 300 + "af is, jeg vil og vi vil " * 300)
