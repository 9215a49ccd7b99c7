"""Names, phones and addresses that nobody can have: invented syllables and numbers never assigned."""

from reporting.practice.draw import Draw

SYLLABLES = (
    "bli", "bru", "cho", "dwi", "fex", "fro", "gli", "gwe", "jop", "klu", "kwo", "lux", "mib", "myo",
    "nib", "plo", "pru", "qua", "ryx", "sfo", "ski", "tlo", "tup", "vex", "vro", "wib", "xan", "yup",
    "zem", "zlo",
)  # fmt: skip
FAMILY_MARK = "Zoezi"  # Swahili for "exercise": whoever reads the name knows what it is
LANGUAGES = {"Swahili": 60, "Giriama": 12, "Luhya": 8, "Somali": 8, "Dholuo": 7, "English": 5}


def invented_name(draw: Draw) -> str:
    """Return such as "Blizem Zoezi-Quatup": three parts, clearly a practice name."""
    given, family = ("".join(draw.some(SYLLABLES, 2)) for _ in range(2))
    return f"{given.title()} {FAMILY_MARK}-{family.title()}"


def unassigned_phone(draw: Draw) -> str:
    """Return a number with the prefix 000, which no network of Kenya has."""
    return f"+254 000 {draw.number(0, 999_999):06d}"


def invented_document(draw: Draw) -> str:
    return f"PRACTICE-{draw.number(0, 9_999_999):07d}"
