"""Reply targets in the queue and on a case: what is left, sorted and filtered by; and how much a case presses."""

from datetime import timedelta

from playwright.sync_api import expect

from amends.db.tables import ReplyTargetRow


def awaits(house, number, due, **more):
    """The reply that the customer of this case waits for is due in so long; None: its time stands still."""
    at = None if due is None else house.now + due
    since = None if due is None else house.now - timedelta(minutes=30)
    with house.database.begin() as session:
        session.add(
            ReplyTargetRow(
                case_id=house.case(number).id, merchant="norrnet", waits=more.get("waits", "first"), minutes=60,
                used=0.0,
                begun_at=house.now - timedelta(minutes=30), since=since, due_at=at, missed=more.get("missed", False),
            )
        )  # fmt: skip


def numbers(page):
    return page.locator("#rows .case").all_inner_texts()


def test_the_queue_goes_by_the_reply_and_is_narrowed_to_those_that_are_late(house, window):
    late, soon, later, still = (house.review(due=timedelta(days=2 + each))[0] for each in range(4))
    awaits(house, late, timedelta(minutes=-20), missed=True)
    awaits(house, soon, timedelta(minutes=25), waits="next")
    awaits(house, later, timedelta(hours=9))
    awaits(house, still, None)
    page = window("anna").page
    assert numbers(page) == [late, soon, later, still]
    row = page.locator("#rows tbody tr")
    expect(row.nth(0).locator(".reply-due")).to_contain_text("first reply: 20 min late")
    expect(row.nth(1).locator(".reply-due")).to_contain_text("next reply: 2")
    expect(row.nth(3).locator(".reply-due")).to_have_text("first reply: paused")
    page.select_option("#reply", label="Reply is late")
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    assert numbers(page) == [late]
    page.select_option("#reply", label="Reply due within an hour")
    expect(page.get_by_role("link", name=soon)).to_be_visible()
    assert numbers(page) == [soon]
    page.goto("/desk?sort=reply&view=open")
    assert numbers(page) == [late, soon, later, still]
    page.goto(f"/desk/cases/{late}")
    expect(page.locator("#head .reply-due")).to_contain_text("first reply: 20 min late was late")


def test_a_priority_is_set_seen_and_filtered_by(house, window):
    number, _ = house.review()
    house.review()
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    page.locator("#a-priority summary").click()
    page.select_option("#p-to", "urgent")
    page.locator("#a-priority").get_by_role("button", name="Set").click()
    page.get_by_role("status").filter(has_text="The priority was changed").wait_for()
    expect(page.locator("#head .tag", has_text="urgent")).to_be_visible()
    page.goto("/desk?priority=urgent")
    assert numbers(page) == [number]
    page.goto("/desk?sort=priority")
    assert numbers(page)[0] == number


def test_words_that_are_no_filter_are_none(house, window):
    house.review()
    page = window("anna").page
    for query in ("reply=nonsense", "team=x", "team=99999999999999999999", "sort=reply;drop"):
        assert page.goto(f"/desk?{query}").status == 200
        assert len(numbers(page)) == 1


def test_supervision_has_how_many_came_in_time(house, window):
    for missed in (False, False, True):
        number, _ = house.review()
        awaits(house, number, timedelta(hours=1), missed=missed)
        with house.database.begin() as session:
            row = session.query(ReplyTargetRow).filter_by(case_id=house.case(number).id).one()
            row.ended_at, row.end, row.due_at, row.since = house.now, "answered", None, None
    late, _ = house.review()
    awaits(house, late, timedelta(minutes=-5))
    page = window("siri").page
    page.goto("/desk/supervision")
    tile = page.locator(".tile", has=page.get_by_role("heading", name="First reply in time"))
    expect(tile.locator(".value")).to_have_text("50 %")
    expect(tile).to_contain_text("2 of 4, 1 late now")
    expect(page.locator(".tile", has=page.get_by_role("heading", name="Next reply in time"))).to_contain_text(
        "none yet"
    )
