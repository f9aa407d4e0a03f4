"""The habits that a scenario may give its customer, and how many messages each adds for a good human who answers."""

HABITS: dict[str, int] = {
    "plain": 0,
    "typos": 0,  # slips of the finger in every message
    "careless": 0,  # no capitals, no punctuation, numbers written anyhow
    "buttons": 0,  # presses what can be pressed
    "all_at_once": -1,  # problem, number and address in the first message
    "out_of_order": 1,  # answers with the other of number and address first
    "chatty": 0,  # a sentence about something else beside each answer
    "angry": 0,  # annoyed, and goes on all the same
    "interrupts": 1,  # asks a question of their own instead of answering
    "corrects_order": 1,  # gives a wrong number first
    "corrects_problem": 1,  # names another problem first
    "changes_mind": 0,  # says no to what is proposed
    "changes_back": 2,  # says no, and then yes after all
    "haggles": 1,  # wants more than there is
    "staff": 1,  # pretends to be staff
    "injects": 1,  # tries to command the bot
    "silent": -1,  # leaves without answering the last question
    "away": 1,  # comes back a day later, in the middle
    "comes_back": 0,  # comes back a day later in a new chat, with the same matter
    "two_things": 1,  # has a second problem, said with the first
    "wants_person": 0,  # asks for a human being once the order is known
    "disagrees": 1,  # has a denial looked at again
    "switches": 0,  # opened the window in another language than the one they write
}
"""`two_things` needs a `second` in the scenario; `staff` and `injects` try it twice at most."""

ENTRANCE = {"en": "nl", "nl": "en", "nb": "en", "sv": "en", "de": "en"}
"""The window's language of a customer who `switches`."""
