"""Every page of the desk, the permission that it takes, and what serves it. What does not stand here does not exist."""

from web.desk import account, actions, answers, audit, bulk, cases, people, queue, sentences, supervision, views
from web.desk.actions import acting
from web.desk.live import Live
from web.desk.routing import Route
from web.event_hub import Hub

CASE = "/desk/cases/{number}"


def table(hub: Hub) -> tuple[Route, ...]:
    """`hub` announces news of conversations."""
    live = Live(hub)
    return (
        Route("GET", "/desk", "see", queue.show),
        Route("GET", "/desk/rows", "see", queue.show_rows, counts=False),
        Route("GET", "/desk/live", "see", live.queue, counts=False),
        Route("GET", "/desk/waiting", "see", live.waiting, counts=False),
        Route("GET", "/desk/export.csv", "export", queue.export),
        Route("POST", "/desk/views", "see", views.save),
        Route("POST", "/desk/views/{view}/remove", "see", views.remove),
        Route("POST", "/desk/bulk", "see", bulk.do),
        Route("GET", "/desk/supervision", "supervise", supervision.show),
        Route("POST", "/desk/supervision/sentences/{event}", "take_sentence", sentences.file),
        Route("POST", "/desk/supervision/sentences/{event}/aside", "take_sentence", sentences.set_aside),
        Route("POST", "/desk/supervision/sentences/{event}/back", "take_sentence", sentences.put_back),
        Route("GET", "/desk/audit", "see_audit", audit.show),
        Route("GET", "/desk/account", "see", account.show),
        Route("POST", "/desk/account/password", "see", account.change_password),
        Route("POST", "/desk/account/second-factor", "see", account.begin_second_factor),
        Route("POST", "/desk/account/second-factor/confirm", "see", account.confirm_second_factor),
        Route("POST", "/desk/account/second-factor/leave", "see", account.leave_second_factor),
        Route("POST", "/desk/account/second-factor/end", "see", account.end_second_factor),
        Route("GET", "/desk/people", "manage_people", people.show),
        Route("POST", "/desk/people", "manage_people", people.add),
        Route("POST", "/desk/people/{person}", "manage_people", people.change),
        Route("POST", "/desk/people/{person}/disable", "manage_people", people.disable),
        Route("POST", "/desk/people/{person}/enable", "manage_people", people.enable),
        Route("POST", "/desk/people/{person}/link", "manage_people", people.send_link),
        Route("POST", "/desk/people/{person}/second-factor", "manage_people", people.end_second_factor),
        Route("GET", "/desk/answers", "see", answers.show),
        Route("POST", "/desk/answers", "edit_answers", answers.add),
        Route("POST", "/desk/answers/{answer}", "edit_answers", answers.save),
        Route("POST", "/desk/answers/{answer}/hide", "edit_answers", answers.hide),
        Route("POST", "/desk/answers/{answer}/as-in-file", "edit_answers", answers.as_in_file),
        Route("GET", CASE, "see", cases.show),
        Route("GET", f"{CASE}/head", "see", cases.head, counts=False),
        Route("GET", f"{CASE}/talk", "see", cases.talk, counts=False),
        Route("GET", f"{CASE}/state", "see", cases.state, counts=False),
        Route("GET", f"{CASE}/actions", "see", cases.actions, counts=False),
        Route("GET", f"{CASE}/care", "see", cases.care, counts=False),
        Route("GET", f"{CASE}/order", "see", cases.order, counts=False),
        Route("GET", f"{CASE}/past", "see", cases.past, counts=False),
        Route("GET", f"{CASE}/road", "see", cases.road, counts=False),
        Route("GET", f"{CASE}/typing", "see", cases.who_types, counts=False),
        Route("GET", f"{CASE}/notices", "see", cases.notices, counts=False),
        Route("GET", f"{CASE}/live", "see", live.case, counts=False),
        Route("GET", CASE + "/evidence/{evidence}/{page}", "see", cases.picture),
        Route("POST", f"{CASE}/typing", "reply", actions.typing),
        Route("POST", f"{CASE}/reply", "reply", actions.reply),
        Route("POST", f"{CASE}/claim", "claim", acting(actions.claim)),
        Route("POST", f"{CASE}/transfer", "transfer", acting(actions.transfer)),
        Route("POST", f"{CASE}/take-over", "take_over", acting(actions.take_over)),
        Route("POST", f"{CASE}/hand-back", "hand_back", acting(actions.hand_back)),
        Route("POST", f"{CASE}/ask", "ask_for_information", acting(actions.ask)),
        Route("POST", f"{CASE}/identify", "identify", acting(actions.identify)),
        Route("POST", f"{CASE}/match", "identify", acting(actions.match)),
        Route("POST", f"{CASE}/approve", "approve_recommended", acting(actions.approve)),
        Route("POST", f"{CASE}/grant", "grant", acting(actions.grant)),
        Route("POST", f"{CASE}/goodwill", "goodwill", acting(actions.goodwill)),
        Route("POST", f"{CASE}/set-off", "set_off", acting(actions.set_off)),
        Route("POST", f"{CASE}/deny", "deny", acting(actions.deny)),
        Route("POST", f"{CASE}/approval", "grant", acting(actions.settle)),
        Route("POST", f"{CASE}/note", "note", acting(actions.note)),
        Route("POST", f"{CASE}/issue", "set_issue", acting(actions.set_issue)),
        Route("POST", f"{CASE}/label", "label", acting(actions.label)),
        Route("POST", f"{CASE}/snooze", "snooze", acting(actions.snooze)),
        Route("POST", f"{CASE}/wake", "snooze", acting(actions.wake)),
        Route("POST", f"{CASE}/close", "close", acting(actions.close)),
        Route("POST", f"{CASE}/reopen", "reopen", acting(actions.reopen)),
        Route("POST", f"{CASE}/merge", "merge", acting(actions.merge)),
    )
