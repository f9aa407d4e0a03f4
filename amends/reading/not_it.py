"""«No wait, that's not it»: that something else was meant than what was understood."""

import re

from amends.reading.plain_language import words
from amends.reading.thresholds import LONG_STORY_WORDS

_WHAT_I_MEAN = (
    r"(?:it|what i (?:mean|meant|said|had in mind)|my (?:problem|issue|question)|the (?:problem|issue|point))"
)
_NOT_IT = re.compile(
    rf"\b(?:(?:thats|that is|that was|this is|its|it is|it was) not (?:really |quite )?{_WHAT_I_MEAN}"
    rf"|(?:that|this|it) (?:isnt|wasnt) (?:really |quite )?{_WHAT_I_MEAN}"
    r"|(?:didnt|did not|dont|do not) mean (?:that|it|this)|i mean(?:t)? something else"
    r"|i (?:said|put) (?:it|that) (?:wrong(?:ly)?|badly)|ik zei (?:het|dat) (?:verkeerd|fout)|jeg sa (?:det )?feil"
    r"|you (?:misunderst\w+|got (?:that|it|me) wrong)|(?:its|it is) (?:about )?something else"
    r"|(?:dat|dit|het) (?:is|was) (?:helemaal |toch |echt )?niet (?:wat ik (?:bedoel|bedoelde|zei)"
    r"|mijn (?:probleem|vraag)|het probleem|waar het om gaat)|(?:dat|dit) (?:is|was) het (?:helemaal )?niet"
    r"|(?:dat|dit|zo|het) bedoel(?:de)? ik (?:het )?niet|ik bedoel(?:de)? (?:iets anders|dat niet|niet dat)"
    r"|(?:je|jij|u) begrijpt? (?:me|mij|het) verkeerd|verkeerd begrepen|gaat om iets anders"
    r"|(?:det|dette) (?:er|var) (?:jo |slett )?ikk?j?e (?:det|problemet|saken|poenget|slik jeg mente)(?! (?:at|som)\b)"
    r"|(?:det|slik|sånn) (?:mente|mener) jeg ikke|jeg (?:mente|mener) (?:noe annet|ikke det)"
    r"|du (?:har )?misforst\w+|gjelder noe annet)\b"
)

_SENTENCE_END = re.compile(r"[.!?;\n]")


def says_not_it(text: str) -> bool:
    """Whether a short text, or the first sentence of a longer one, says that it is not what was understood."""
    said = words(text)
    if len(said) > LONG_STORY_WORDS:  # «no wait, that's not it. my card was charged twice …»
        said = words(_SENTENCE_END.split(text, maxsplit=1)[0])
    return len(said) <= LONG_STORY_WORDS and _NOT_IT.search(" ".join(said)) is not None
