"""What a screen said, in a text that tells of it: «it says "connection timed out"», «foutcode 809»."""

import re
import unicodedata

LONGEST = 200
_SAYS = (
    r"(?:error|message|screen|app|page|says?|said|saying|shows?|showed|reads?|fout\w*|melding\w*|scherm|staat|stond|"
    r"zegt|zei|toont|geeft|krijg|kreeg|feil\w*|skjermen|står|stod|sto|sier|viser|viste|får|fikk|get|got|getting)"
)
_WAS = r"(?:was|is|said|says|var|er)"
_REST = rf"(?P<said>\w[^\n.!?;\"]{{2,{LONGEST}}})"
_CODE_NAME = r"(?:error|err|http|status|foutcode|fout|feilkode|feil)(?: code| kode)?"
_SHAPES = (
    rf"(?<!\w){_SAYS}(?!\w)[^.!?\"“”„«»]{{0,40}}[\"“”„«]\s*(?P<said>[^\"“”«»]{{3,{LONGEST}}}?)\s*[\"“”»]",
    rf"(?<!\w)(?:error(?: message)?|message|foutmelding|melding(?:en)?|feilmelding(?:en)?)\s*[:=]\s*{_REST}",
    rf"(?<!\w)(?:error message|message|foutmelding|melding(?:en)?|feilmelding(?:en)?) {_WAS} {_REST}",
    rf"(?<!\w)(?P<said>{_CODE_NAME}[ #:_-]{{0,2}}[a-z]{{0,5}}[-_]?\d{{2,6}}|ERR_[a-z0-9_]+)(?!\w)",
    rf"(?<!\w)(?:(?:it|screen|app) (?:just )?(?:says?|said|shows)|er (?:staat|stond)|det (?:står|stod|sto)) "
    rf"(?!(?:that|dat|at)\b){_REST}",
)
_PATTERNS = tuple(re.compile(shape, re.IGNORECASE) for shape in _SHAPES)


def find_error_text(text: str) -> str | None:
    """What the screen said, as `text` has it; None where it tells of none."""
    whole = unicodedata.normalize("NFKC", text)
    for shape in _PATTERNS:
        if found := shape.search(whole):
            return " ".join(found["said"].split()).rstrip(" ,") or None
    return None
