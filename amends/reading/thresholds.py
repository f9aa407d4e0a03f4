"""Every number at which the dialogue takes a message for something, in one place.

Probabilities are the classifier's, from 0 to 1. On the held-out sentences of docs/decisions/0021 (360, 36 intents, the
same hand as the training ones) it names the right intent for 90 %; what real customers write has not been measured, so
each number stands on the side that asks once more. Whoever retrains the model measures them again.
"""

# How sure the model has to be.
NAMES_A_PROBLEM = 0.4
"""Below it a typed sentence names no problem and asks nothing: the problem decides which rules apply."""
CALLS_A_PERSON = 0.4
"""A request for a person is less often mistaken than anger, and a needless handoff costs less than a lost customer."""
SURE = 0.5
"""From it on, an intent may interrupt a question that takes any text; anger, disagreement, a greeting and a
farewell count from it on, too."""
SURE_HOW_MEANT = 0.5
"""From it on, a message is meant that way: likelier than all other ways together. Below it, it is taken as stated."""
ALSO_DOES = 0.25
"""From it on, a message does a second thing as well."""
BESIDE_A_QUESTION = 0.1
"""From it on, a problem stands beside a question: lost, it would have to be told again; too many cost a question."""
MAY_BE = 0.05
"""From it on, a problem is offered to somebody who was not understood; chance would give each about 0.03."""
NEVER_WORKED_EITHER = 0.02
"""From it on, words that say that something is down may say that it never worked: the records or the customer tell."""
DOWN_EITHER = 0.15
"""The other way round; «never» is seldom said of what worked."""
TAKEN_FOR_SOMETHING_ELSE = 0.7
"""Below it, words that describe what does not happen are a fault, where the model finds one at all likely."""
ANOTHER_PROBLEM = 0.6
"""From it on, a short text is about another problem; neighbours are mistaken for each other below."""

OFFERS_AN_ARTICLE = 0.35
"""From it on, a help article is offered to words that were not understood: of all that they say, so much stands in its
title or in how customers ask for it. On tests/articles/questions.tsv it offers 31 of 32 their article, and one of 20 a
wrong one; of messages of other hands that are out of scope, one in a hundred any."""

# How many words make a story. Order numbers and e-mail addresses are not counted.
EXPLAINS_WORDS = 5
"""A first message of so many is an explanation already, though it only asks for something."""
TELLS_WORDS = 3
"""With fewer, words that were not understood are no more of the story."""
STATES_WORDS = 2
"""A single word names a problem, and tells nothing of it."""
STORY_WORDS = 8
"""From so many on, a text tells what happened although the model finds another problem in it."""
LONG_STORY_WORDS = 12
"""The same, although the model takes it for a question, a command, small talk or an outburst; and more words than that
are no plain «after all»."""
HESITATION_WORDS = 20
"""«I have to talk to my wife first, because …»: a longer text tells something."""
ANSWER_WORDS = 4
"""A yes or no of more words may hold more than that."""
MILD_WORDS = 6
"""«This is annoying»: in so few words nothing more is told than that it is a nuisance."""
BEFORE_A_QUESTION_WORDS = 2
"""With more words before it, and no question mark after it, «when» tells of a time and «why» of a reason."""
ASKS_FOR_A_LANGUAGE_WORDS = 6
"""«in english please»: so few words that move the chat into another language, and nothing else, ask for it."""
EXPLAINS_LETTERS = 10
"""A shorter text explains nothing."""

# How often one question is put.
EXPLAIN_AFTER = 2
"""So many failed tries at one question: it is said otherwise, with a person offered."""
HAND_OVER_AFTER = 3
"""So many: a person goes on, without another question."""
