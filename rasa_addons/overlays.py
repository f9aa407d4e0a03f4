"""The sentences of a further language, laid over those of domain/<topic>.yml. Standard library only, and pure.

A language's folder has a file a topic: the name of each response with its text, or with `text` and the titles of its
`buttons` in their order. What a button does, and that the sentence is for this language alone, is said by the response
that it lies over: there is nothing else to get wrong.
"""

from typing import Any, Dict, List, Mapping

SENTENCES = "sentences"
"""The folder of a language's folder that holds them."""
Variation = Dict[str, Any]


def variations(shared: Mapping[str, List[Variation]], told: Mapping[str, Any], language: str) -> Dict[str, Variation]:
    """The variation of each response that `told`, one file, has words for. ValueError, naming the response, for one
    that lies over nothing, or has other buttons than what it lies over."""
    return {name: _variation(name, shared.get(name) or [], words, language) for name, words in told.items()}


def _variation(name: str, shared: List[Variation], words: Any, language: str) -> Variation:
    if not shared:
        raise ValueError(f"{name} is no response of domain/<topic>.yml. Take its name from there.")
    text, titles = (words.get("text"), words.get("buttons") or []) if isinstance(words, dict) else (words, [])
    buttons = shared[0].get("buttons") or []
    if not isinstance(text, str) or not all(isinstance(title, str) for title in titles):
        raise ValueError(f"{name} needs a text, and titles of buttons that are texts")
    if len(titles) != len(buttons):
        raise ValueError(f"{name} has {len(titles)} buttons instead of {len(buttons)}")
    made: Variation = {"condition": [{"type": "slot", "name": "language", "value": language}], "text": text}
    if buttons:
        made["buttons"] = [{**button, "title": title} for button, title in zip(buttons, titles, strict=True)]
    return made
