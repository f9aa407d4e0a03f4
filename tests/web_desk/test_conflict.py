"""Who comes second is told what became of it, by the core's own words, and loses nothing."""

from tests.web_desk.test_work import grant, grantable


def test_the_core_says_what_happened_and_what_was_typed_stays(house, window):
    number, _ = house.review(grantable())
    late, first = window("anna").page, window("siri").page
    for page in (late, first):
        page.goto(f"/desk/cases/{number}")
    late.locator("summary", has_text="Grant another remedy").click()
    late.fill("#note", "Asked the bank")
    grant(first, "3")
    first.locator(".said", has_text="Decided").wait_for()
    late.select_option("#g-remedy", "partial_refund")
    late.fill("#g-amount", "4")
    late.select_option("#g-reason", index=1)
    late.locator("details", has_text="Grant another remedy").get_by_role("button", name="Grant").click()
    fault = late.locator("#fault .fault", has_text="Somebody was faster")
    fault.wait_for()
    said = fault.inner_text()
    assert "The case has changed since you saw it" in said
    assert "What you typed is still here" in said
    assert (late.input_value("#g-amount"), late.input_value("#note")) == ("4", "Asked the bank")
