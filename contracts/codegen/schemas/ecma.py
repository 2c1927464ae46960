r"""Translates patterns of ECMA-262 (Unicode mode) for the validator.

The validator treats patterns with look-around or back-references as Rust's, in which `\\d`, `\\w`, `\\s` and word
boundaries match all of Unicode, a dot ends of lines, and a class has classes and operators. So these are written out.
"""

import re

_RUST = re.compile(r"\(\?(?:<?[=!])|\\[1-9bB]")
_PART = re.compile(r"\\.|\[\^?|\]|[^\\\[\]]+", re.DOTALL)
# In a class of Rust these begin an operator, if there are two of them; `-` has its own place in a class.
_OPERATORS = re.compile("[&~]")
_ANY = r"[^\n\r\u2028\u2029]"
_WORD = "A-Za-z0-9_"
_RANGES = {
    r"\d": "0-9",
    r"\D": r"\x00-\x2f\x3a-\u{10ffff}",
    r"\w": _WORD,
    r"\W": r"\x00-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\u{10ffff}",
    r"\s": r"\x09-\x0d\x20\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff",
    r"\S": r"\x00-\x08\x0e-\x1f\x21-\x9f\xa1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e"
    r"\u2060-\u2fff\u3001-\ufefe\uff00-\u{10ffff}",
}
_BOUNDARIES = {
    r"\b": f"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))",
    r"\B": f"(?:(?<=[{_WORD}])(?=[{_WORD}])|(?<![{_WORD}])(?![{_WORD}]))",
}


def expand_classes(pattern: str) -> str:
    """Return an equivalent pattern, with classes and boundaries expanded where the validator would use Unicode's."""
    if not _RUST.search(pattern):
        return pattern
    within_class = False
    written: list[str] = []
    for part in _PART.findall(pattern):
        if part[0] == "[" and not within_class:
            within_class = True
        elif part[0] == "[":
            part = part.replace("[", r"\[")
        elif part == "]":
            within_class = False
        elif within_class and part[0] != "\\":
            part = _OPERATORS.sub(r"\\\g<0>", part)
        elif part[0] != "\\":
            part = part.replace(".", _ANY)
        elif part in _RANGES:
            part = _RANGES[part] if within_class else f"[{_RANGES[part]}]"
        elif part in _BOUNDARIES and not within_class:
            part = _BOUNDARIES[part]
        written.append(part)
    return "".join(written)
