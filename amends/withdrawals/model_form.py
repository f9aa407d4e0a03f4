"""The model withdrawal form, with the fields of Annex I(B) of Directive 2011/83/EU in words of ours."""

from amends.assistant.context import Context
from amends.messages.say import Say


def model_form(context: Context, merchant: str, language: str) -> str:
    """The form in the merchant's name, as plain text to fill in and send."""
    shop = context.merchants[merchant].merchant
    args = {"merchant": shop.name, "support": shop.support_email}
    return context.sentences.text(Say("utter_withdrawal_form", args), language) + "\n"
