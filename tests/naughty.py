"""What strangers write into fields: by category, a few of each. Each is a valid string of Python; some are no text."""

CATEGORIES: dict[str, tuple[str, ...]] = {
    "nothing": ("", " ", "\u200b", "\u3164", "\n\n"),
    "words of programs": ("undefined", "null", "None", "NaN", "true", "-0", "0x0", "1e309", "[]", "{}"),
    "numbers": ("99999999999999999999999999", "-1", "0.1e-999", "٣", "½", "1,000.00", "9" * 400),
    "SQL": ("' OR 1=1 --", "\"; DROP TABLE cases; --", "1) UNION SELECT 1--", "%", "_", "\\", "'||pg_sleep(9)--"),
    "words of search": ("NEAR(", '"', "*", "a AND", "col:*", "^", "- -", "a:b & !c |", "tsquery('a')"),
    "markup": (
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "<svg/onload=alert(1)>",
        "&lt;b&gt;", "{{7*7}}", "{% raw %}", "${7*7}", "#{7*7}", "]]>", "<!--", "<a href='//evil.example.com'>x</a>",
    ),
    "shell and paths": (
        "$(touch /tmp/x)", "`id`", "; ls", "../../etc/passwd", "C:\\con\\nul", "/dev/null", "%00", "%2e%2e/",
    ),
    "headers": ("a\r\nBcc: b@example.com", "a\nSet-Cookie: x=y", "a\r\n\r\n<html>", "=?utf-8?q?a?="),
    "formats": ("%s%s%n%d", "{0.__class__}", "{order}", "{}", "%(a)s", "{number!r:>99999}", "$name", "\\1\\g<0>"),
    "formulas": ("=1+1", "+1", "@SUM(A1)", "-2+3", "\t=cmd|' /C calc'!A0"),
    "right to left": ("\u202eevil\u202c", "שלום", "مرحبا بكم", "\u2066\u2067a\u2069", "a\u200fb\u200e"),
    "many marks": ("Z\u0351\u036b\u0343\u036a\u0302\u036b" * 20, "\u0e01" + "\u0e49" * 60, "e\u0301" * 100),
    "wide and emoji": ("👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "𝕬𝖇𝖈", "ＡＢＣ", "ﷺ", "🇳🇴" * 30, "\U0001f3ff", "漢字仮名"),
    "unassigned and private": ("\ue000", "\ufdd0", "\uffff", "\U0010ffff", "\ufff9a\ufffab\ufffb", "\u0378"),
    "controls": ("\x00", "a\x00b", "\x07\x08\x1b[31m", "\x7f", "\x85", "\u2028", "\x1a"),
    "no text": ("\ud800", "a\udfff", "\udc00\ud800"),
    "long": ("a" * 4_001, "å" * 8_000, "a b " * 5_000, "(" * 3_000, "a@" * 2_000, "1/" * 2_000, "\n" * 4_000),
    "addresses": (
        "a@b", "@", "a@@b.c", '"a b"@example.com', "a@[127.0.0.1]", "a@xn--ls8h.example", "ø@ex@mple.com", "a@b,d@e",
    ),
    "dates": ("2026-02-30", "31/31/31", "0000-00-00", "9999-12-31T23:59:60Z", "24:61", "yesterday " * 50),
    "JSON": ('{"a":' * 500, "[" * 5_000, '{"text":"x","text":"y"}', '"\\ud800"', "1e400"),
}  # fmt: skip
EVERY = tuple(text for texts in CATEGORIES.values() for text in texts)


def one_each(turn: int) -> list[str]:
    """One of each category, another one at the next turn."""
    return [texts[turn % len(texts)] for texts in CATEGORIES.values()]
