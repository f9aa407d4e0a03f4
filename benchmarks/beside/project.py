"""A shop's bot as one would build it with Rasa alone: the default pipeline, a form, an action that looks an order up.

It is of the size and the make of Rasa's retail demo and helpdesk assistant, and written anew here. `write` puts the
whole project into a folder; nothing of it is ours.
"""

import sqlite3
from pathlib import Path
from typing import Any

import yaml

EPOCHS = 40
"""Of DIET, TED and the response selector: `rasa init` writes 100. How long they learned changes no answer's time."""
ORDERS = 1_000

INTENTS = {
    "greet": ("hi", "hello", "hey there", "good morning", "good evening", "hello, is anybody there", "hey"),
    "goodbye": ("bye", "goodbye", "see you", "that was all", "have a nice day", "good night", "bye for now"),
    "thank": ("thanks", "thank you", "thanks a lot", "great, thank you", "many thanks", "thx", "perfect, thanks"),
    "affirm": ("yes", "yes, please", "sure", "of course", "ok", "that is right", "please do"),
    "deny": ("no", "no, thanks", "never", "not really", "rather not", "do not do that", "no way"),
    "request_refund": (
        "I want my money back", "refund please", "I would like a refund", "please refund my order",
        "can I get a refund",
        "give me back what I paid", "I want to return it and be paid back", "my card shows the amount twice",
    ),
    "order_status": (
        "where is my order", "what is the status of my order", "has my order been sent", "is my order on its way",
        "I have not got my order", "when does my order arrive", "track my order",
    ),
    "cancel_order": (
        "cancel my order", "I want to cancel", "please stop my order", "can I cancel what I ordered", "cancel it",
        "I changed my mind, cancel the order", "do not send it",
    ),
    "inform": (
        "[NN-10006](order_number)", "my order is [NN-10011](order_number)", "it is [NN-10017](order_number)",
        "[anna@example.com](email)", "it is [kim@example.com](email)", "ordered with [li@example.com](email)",
    ),
    "human": ("let me talk to a person", "a human please", "I want an agent", "connect me to somebody", "operator"),
    "faq/refund_policy": ("what is your refund policy", "how do refunds work", "until when can I return something"),
    "faq/payment": ("how can I pay", "do you take cards", "which payment methods are there", "can I pay by invoice"),
    "faq/opening": ("when are you open", "what are your opening hours", "are you open on sundays", "until when today"),
}  # fmt: skip
ANSWERS = {
    "greet": "Hello! How can I help you?", "goodbye": "Goodbye!", "thank": "You are welcome.",
    "ask_order_number": "What is the order's number?", "ask_email": "With which e-mail address was it ordered?",
    "ask_sure": "Shall I do that?", "human": "I connect you to a colleague.", "default": "Sorry, I did not get that.",
    "faq/refund_policy": "You can return what you bought within 14 days.", "faq/payment": "By card or invoice.",
    "faq/opening": "We are open from 9 to 17.",
}  # fmt: skip
SLOTS = ("order_number", "email", "sure")
RULES = (
    ("greets", "greet", "utter_greet"), ("says goodbye", "goodbye", "utter_goodbye"),
    ("is thanked", "thank", "utter_thank"), ("hands over", "human", "utter_human"),
    ("answers", "faq", "utter_faq"), ("does not understand", "nlu_fallback", "utter_default"),
)  # fmt: skip
FORMS = {"request_refund": "refund_form", "order_status": "status_form", "cancel_order": "cancel_form"}
DONE = {"refund_form": "action_refund", "status_form": "action_status", "cancel_form": "action_cancel"}
ACTIONS = '''
import sqlite3
from rasa_sdk import Action

class Looks(Action):
    does = ""
    def name(self):
        return "action_" + self.does
    def run(self, dispatcher, tracker, domain):
        given = tracker.get_slot("order_number"), tracker.get_slot("email")
        with sqlite3.connect("shop.db") as shop:
            found = shop.execute("SELECT status FROM orders WHERE number = ? AND email = ?", given).fetchone()
            if found and self.does != "status":
                shop.execute("UPDATE orders SET status = ? WHERE number = ?", (self.does, given[0]))
        dispatcher.utter_message(text=f"The order: {found[0]}, {self.does}." if found else "There is no such order.")
        return []

class Refund(Looks):
    does = "refund"

class Status(Looks):
    does = "status"

class Cancel(Looks):
    does = "cancel"
'''  # fmt: skip


def write(folder: Path, actions_port: int) -> None:
    """The project's files, and the shop's database with ORDERS orders."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "config.yml": _config(), "domain.yml": _domain(), "nlu.yml": _nlu(), "rules.yml": _rules(),
        "stories.yml": _stories(), "credentials.yml": {"rest": None},
        "endpoints.yml": {
            "action_endpoint": {"url": f"http://127.0.0.1:{actions_port}/webhook"},
            "tracker_store": {"type": "SQL", "dialect": "sqlite", "db": "trackers.db"},
        },
    }  # fmt: skip
    for name, content in files.items():
        (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    (folder / "actions.py").write_text(ACTIONS, "utf-8")
    (folder / "shop.db").unlink(missing_ok=True)
    with sqlite3.connect(folder / "shop.db") as shop:
        shop.execute("CREATE TABLE orders (number TEXT PRIMARY KEY, email TEXT, status TEXT)")
        shop.executemany("INSERT INTO orders VALUES (?, ?, 'paid')", (order(n) for n in range(ORDERS)))


def order(n: int) -> tuple[str, str]:
    """Number and e-mail address of the `n`th order."""
    return f"NN-{10000 + n}", f"customer{n}@example.com"


def _config() -> dict[str, Any]:
    learned = {"epochs": EPOCHS, "constrain_similarities": True}
    return {
        "recipe": "default.v1",
        "assistant_id": "shop",
        "language": "en",
        "pipeline": [
            {"name": "WhitespaceTokenizer"},
            {"name": "RegexFeaturizer"},
            {"name": "RegexEntityExtractor"},
            {"name": "LexicalSyntacticFeaturizer"},
            {"name": "CountVectorsFeaturizer"},
            {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
            {"name": "DIETClassifier", "entity_recognition": False, **learned},
            {"name": "ResponseSelector", "retrieval_intent": "faq", **learned},
            {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
        ],
        "policies": [
            {"name": "MemoizationPolicy"},
            {"name": "RulePolicy"},
            {"name": "TEDPolicy", "max_history": 5, **learned},
        ],
    }


def _domain() -> dict[str, Any]:
    intents = sorted({name.partition("/")[0] for name in INTENTS})
    named = {"type": "from_entity"}
    of_form = {"conditions": [{"active_loop": form, "requested_slot": "sure"} for form in FORMS.values()]}
    return {
        "version": "3.1",
        "intents": intents,
        "entities": ["order_number", "email"],
        "slots": {
            **{slot: {"type": "text", "influence_conversation": False, "mappings": [{**named, "entity": slot}]}
               for slot in SLOTS[:2]},
            "sure": {"type": "bool", "influence_conversation": False, "mappings": [
                {"type": "from_intent", "intent": "affirm", "value": True, **of_form},
                {"type": "from_intent", "intent": "deny", "value": False, **of_form},
            ]},
        },
        "forms": {form: {"required_slots": list(SLOTS)} for form in FORMS.values()},
        "actions": [*DONE.values(), "utter_faq"],
        "responses": {f"utter_{name}": [{"text": text}] for name, text in ANSWERS.items()},
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True},
    }  # fmt: skip


def _nlu() -> dict[str, Any]:
    said = [{"intent": name, "examples": "".join(f"- {each}\n" for each in texts)} for name, texts in INTENTS.items()]
    shapes = {"order_number": r"\b[A-Z]{2}-\d{5}\b", "email": r"[\w.+-]+@[\w-]+\.[\w.]+"}
    found = [{"regex": name, "examples": f"- {shape}\n"} for name, shape in shapes.items()]
    return {"version": "3.1", "nlu": [*said, *found]}


def _rules() -> dict[str, Any]:
    told: list[dict[str, Any]] = [
        {"rule": name, "steps": [{"intent": intent}, {"action": action}]} for name, intent, action in RULES
    ]
    for intent, form in FORMS.items():
        begun: list[dict[str, Any]] = [{"intent": intent}, {"action": form}, {"active_loop": form}]
        over = {"slot_was_set": [{"requested_slot": None}]}
        ends: list[dict[str, Any]] = [{"action": form}, {"active_loop": None}, over, {"action": DONE[form]}]
        told += [
            {"rule": f"{form} begins", "steps": begun},
            {"rule": f"{form} ends", "condition": [{"active_loop": form}], "steps": ends},
        ]
    return {"version": "3.1", "rules": told}


def _stories() -> dict[str, Any]:
    told = [
        {
            "story": f"{first} and {second}",
            "steps": [
                {"intent": first}, {"action": f"utter_{first}"}, {"intent": second}, {"action": f"utter_{second}"},
                {"intent": "goodbye"}, {"action": "utter_goodbye"},
            ],
        }
        for first in ("greet", "thank")
        for second in ("thank", "human", "greet")
        if first != second
    ]  # fmt: skip
    return {"version": "3.1", "stories": told}
