"""What a sentence about a remedy says beside its amount: for how long a coupon is valid, or what comes in exchange."""

from amends.messages import moments
from amends.messages.say import Say
from amends.messages.sentences import Sentences
from amends.policy.decision import Remedy
from amends.policy.policy import Merchant


def of_detail(
    remedy: str, detail: str | None, merchant: Merchant, sentences: Sentences, language: str
) -> dict[str, str]:
    """The arguments that the sentences of domain/plans.yml take, for a remedy of a decision or of the ledger; none for
    any other."""
    if remedy == Remedy.COUPON:
        if not detail:
            return {"validity": "", "lasts": ""}
        length = {"length": moments.lasting(detail, language)}
        said = {"validity": "utter_coupon_validity", "lasts": "utter_coupon_lasts"}
        return {name: sentences.text(Say(response, length), language) for name, response in said.items()}
    if remedy == Remedy.EXTENSION and detail:
        return {"length": moments.lasting(detail, language)}
    if remedy == Remedy.EXCHANGE and detail:
        return {"new_product": merchant.product_names.get(detail, {}).get(language, detail)}
    return {}
