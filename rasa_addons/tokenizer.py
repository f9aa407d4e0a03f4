"""Words without the letters of order numbers and e-mail addresses: they say who writes, and drown what is written.

A number and an address are half of the letters of «I got the wrong package, IT-20012, nora.lie@example.com», and each
is different. They are left out of a message that says more; the core finds them in the text itself.
"""

import re
from typing import List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer
from rasa.shared.nlu.training_data.message import Message

from rasa_addons.ids import without

ENOUGH_WORDS = 4
"""With so many words besides, the ids are left out."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class WordsTokenizer(WhitespaceTokenizer):  # type: ignore[misc]
    """As WhitespaceTokenizer, with the same options."""

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        """The words. Their places are those in the shortened text: no entity is ever cut out of the text by them."""
        text = message.get(attribute)
        if not isinstance(text, str):
            return super().tokenize(message, attribute)
        bare = without(text)
        if bare == text or len(re.findall(r"[^\W\d_]{2,}", bare)) < ENOUGH_WORDS:
            return super().tokenize(message, attribute)
        return super().tokenize(Message({attribute: bare}), attribute)
