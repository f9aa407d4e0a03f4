"""Fields in lines of text, as readers give them: with lost spaces, look-alikes and labels far from their values."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.claims.extract import OrderNumbers
from amends.evidence.ocr.amounts import find_amounts
from amends.evidence.ocr.dates import find_date
from amends.evidence.ocr.fields import find_fields
from amends.evidence.ocr.line import Line

NUMBERS = OrderNumbers("NN", 5)


def lines(*rows, confidence=0.95):
    """One row of text under the other; a bar parts what stands side by side."""
    return [
        Line(text, confidence, 400 * column, 30 * number, 400 * column + 300, 30 * number + 20)
        for number, row in enumerate(rows)
        for column, text in enumerate(row.split("|"))
    ]


def values(*rows):
    return {name: field.value for name, field in find_fields(lines(*rows), NUMBERS).items()}


@pytest.mark.parametrize(
    "text",
    ["Order NN-10023", "NN10023", "nn – 10023", "NN-1OO23", "NN-l0023", "NN 10023", "#NN-10023.", "BestellungNN-10023"],
)
def test_an_order_number_in_every_shape(text):
    assert values(text) == {"order_number": "NN-10023"}


@pytest.mark.parametrize("text", ["NN-100234", "XNN-10023", "NN-1002", "10023", "IT-10023", "annn-10023", "inn-10023"])
def test_what_is_no_order_number(text):
    assert "order_number" not in values(text)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("€ 49,99", "49.99", "EUR"),
        ("€1,234.56", "1234.56", "EUR"),
        ("EUR1.234,56", "1234.56", "EUR"),
        ("1 234,50 kr", "1234.50", "kr"),
        ("kr490,00", "490.00", "kr"),
        ("490,- kr", "490.00", "kr"),
        ("NOK 490", "490.00", "NOK"),
        ("12.50", "12.50", None),
        ("SEK 99,00", "99.00", "SEK"),
    ],
)
def test_an_amount_in_every_shape(text, amount, currency):
    [found] = find_amounts(text)
    assert (found.value, found.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize("text", ["21%", "2026-03-12", "12.03.2026", "12:30", "Fiber 100", "192.168.1.10", "NN-10023"])
def test_what_is_no_amount(text):
    assert find_amounts(text) == []


@given(st.integers(0, 99_999_999), st.sampled_from([",.", ".,", " ,"]))
def test_an_amount_reads_back_as_it_was_written(cents, marks):
    grouped = f"{cents // 100:,}".replace(",", marks[0])
    [found] = find_amounts(f"€ {grouped}{marks[1]}{cents % 100:02}")
    assert found.value == Decimal(cents) / 100


def test_the_total_counts_and_not_what_leads_to_it():
    receipt = ("Fiber 100|€ 40,00", "Subtotaal|€ 40,00", "BTW 21%|€ 8,40", "Totaal|€ 48,40", "Wisselgeld|€ 1,60")
    assert values(*receipt) == {"amount": "48.40", "currency": "EUR"}


@pytest.mark.parametrize(
    "total",
    ["Totaal incl. btw", "Totaal inclusief 21% BTW", "Totaal (incl. btw)", "Totaalincl.btw", "Totaal incl btw 21 %",
     "Te betalen incl. btw", "Te betalen", "Eindtotaal btw inbegrepen", "Totaal incl. € 8,40 btw",
     "Totalt inkl. mva", "Totalt inkl. 25 % mva", "Sum inklusive moms", "Totaltinkl.mva", "Å betale",
     "Å betale inkl. mva", "Totalt med mva", "Totalbeløp inkludert mva", "Til betaling",
     "Total incl. VAT", "Total including tax", "Total (VAT included)", "Grand total inclusive of VAT", "Amount due",
     "Balance due", "Total incl. sales tax", "Att betala", "Att betala inkl. moms", "Summa inkl 25 % moms",
     "Totalbelopp (moms ingår)", "Gesamtbetrag", "Gesamtbetrag inkl. MwSt.", "Summe einschl. 19 % Umsatzsteuer",
     "Zu zahlen (MwSt. enthalten)", "Gesamtbetrag inkl. MwSt. und Versand"],
)  # fmt: skip
def test_a_total_with_its_tax_is_the_total(total):
    assert values("Fiber 100|€ 40,00", "Excl.|€ 99,00", "BTW|€ 8,40", f"{total}|€ 48,40") == {
        "amount": "48.40", "currency": "EUR"
    }  # fmt: skip


@pytest.mark.parametrize(
    "row",
    ["Totaal excl. btw", "Totaal exclusief btw", "Totaal btw", "Subtotaal", "BTW 21%", "Waarvan btw", "Nettobedrag",
     "Totaal ex btw", "Totalt ekskl. mva", "Totalt eks. mva", "Totalt uten mva", "Delsum", "MVA 25%", "Herav mva",
     "Sum mva", "Grunnlag mva", "Total excl. VAT", "Total excluding tax", "Total VAT", "Subtotal", "of which VAT 21%",
     "Net amount", "Totaal exclusief", "Delsumma", "Moms 25%", "Varav moms", "Summa exkl. moms", "Öresavrundning",
     "Zwischensumme", "MwSt. 19 %", "davon MwSt.", "Summe ohne MwSt.", "Nettobetrag"],
)  # fmt: skip
def test_a_row_of_the_tax_or_before_it_is_no_total(row):
    assert values(f"{row}|€ 99,00", "Fiber 100|€ 12,00")["amount"] == "12.00"


def test_a_total_that_names_its_tax_in_the_same_row_is_read_without_it():
    assert values("Totaal|€ 48,40 waarvan btw € 8,40")["amount"] == "48.40"
    assert values("Totalt|590,00 kr herav mva 118,00 kr")["amount"] == "590.00"
    assert values("Att betala|590,00 kr varav moms 118,00 kr")["amount"] == "590.00"
    assert values("Gesamtbetrag|59,88 € davon MwSt. 9,56 €")["amount"] == "59.88"


def test_what_is_left_to_pay_of_a_paid_bill_is_not_its_amount():
    assert values("Total incl. VAT|€ 48.40", "Paid|€ 48.40", "Amount due|€ 0.00")["amount"] == "48.40"
    assert values("Te betalen|€ 0,00")["amount"] == "0.00"


def test_without_a_label_the_largest_amount_counts():
    assert values("€ 5,00", "€ 48,40", "€ 8,40")["amount"] == "48.40"


@pytest.mark.parametrize(
    "text",
    ["12 March 2026", "March 12, 2026", "12. mars 2026", "12 maart 2026", "12 mrt. 2026", "12.03.2026", "12-03-2026",
     "12/03/2026", "2026-03-12", "12. mars 202613:45", "12.03.2026 kl. 13.45", "den 12 mars 2026", "12. März 2026",
     "12. Marz 2026"],
)  # fmt: skip
def test_a_day_in_every_shape(text):
    assert str(find_date(text)) == "2026-03-12"


@pytest.mark.parametrize(
    "text", ["25.11.26", "25/11/26", "25-11-26", "Dato 25.11.26 kl. 13:45", "25.11.2613:45", "25.11.26."]
)
def test_a_day_with_a_short_year(text):
    assert str(find_date(text)) == "2026-11-25"
    assert find_amounts(text) == []


@pytest.mark.parametrize(
    "text",
    ["31.02.2026", "12 Foo 2026", "2026", "12.03.1926", "99/99/2026", "31.02.26", "25.13.26", "10.12.24.1", "v10.4.12",
     "110.12.24", "25.11-26", "12:30:45"],
)  # fmt: skip
def test_what_is_no_day(text):
    assert find_date(text) is None


def test_the_day_beside_its_label_counts_before_another():
    assert values("1 May 2026", "Due date|3 May 2026", "Date|2 May 2026")["date"] == "2026-05-02"


def test_a_label_may_stand_above_its_value():
    found = values("Payment reference", "pay_8837ab", "Datum", "2 mei 2026", "Totaal", "€ 3,00")
    assert found == {"payment_reference": "pay_8837ab", "date": "2026-05-02", "amount": "3.00", "currency": "EUR"}


@pytest.mark.parametrize(
    "receipt",
    [
        ("Betalningsreferens|pay_8837ab", "Förfaller|9 maj 2026", "Köpdatum|2 maj 2026", "Att betala|€ 3,00"),
        ("Zahlungsreferenz|pay_8837ab", "Fällig am|9. Mai 2026", "Rechnungsdatum|2. Mai 2026", "Gesamtbetrag|3,00 €"),
        ("Zahlungsreferenz|pay_8837ab", "Fallig am|9. Mai 2026", "Kaufdatum|2. Mai 2026", "Zu zahlen|3,00 €"),
    ],
)
def test_a_further_language_names_its_fields_in_its_own_folder(receipt):
    fields = {"payment_reference": "pay_8837ab", "date": "2026-05-02", "amount": "3.00", "currency": "EUR"}
    assert values(*receipt) == fields


@pytest.mark.parametrize(
    "text",
    ["Activation failed", "De dienst kon niet worden geactiveerd", "Noe gikk galt", "Error 500", "ERR_TIMED_OUT",
     "Activeringmislukt", "Aktiveringen misslyckades", "Tjänsten kunde inte aktiveras", "Aktivierung fehlgeschlagen",
     "Der Dienst konnte nicht freigeschaltet werden"],
)  # fmt: skip
def test_an_error_message_in_every_language(text):
    assert values(text) == {"error_text": text}


def test_an_error_message_goes_on_under_itself_but_not_far_below():
    near = [Line("Activation failed", 0.9, 0, 0, 300, 20), Line("Try again later", 0.8, 0, 30, 300, 50)]
    far = [Line("OK", 0.9, 0, 120, 50, 140)]
    field = find_fields(near + far, NUMBERS)["error_text"]
    assert (field.value, field.confidence) == ("Activation failed Try again later", 0.8)


def test_what_was_read_with_little_confidence_was_not_read():
    assert find_fields(lines("NN-10023", confidence=0.5), NUMBERS) == {}


@given(st.lists(st.text(max_size=60), max_size=12))
def test_no_text_breaks_it(rows):
    find_fields(lines(*rows), NUMBERS)
