"""Patterns, which are ECMA-262's, not Python's: unanchored, with look-around, `\\d` for ASCII digits only."""

from tests.contracts.codegen.verdicts.cases import NO_ORACLE, Case, case


def _pattern(
    detail: str, pattern: str, accept: list[str], reject: list[str], python: str | object | None = None
) -> Case:
    """`python` says the same to Python's `re`, where that differs."""
    meaning = {"type": "string", "pattern": python} if isinstance(python, str) else python
    schema = {"type": "string", "pattern": pattern}
    return case("pattern", detail, schema, accept=accept, reject=reject, meaning=meaning)


PATTERNS: tuple[Case, ...] = (
    _pattern("unanchored", "b", ["abc", "b"], ["ac", "", "B"]),
    _pattern("anchored", "^[a-z]+$", ["abc"], ["Abc", "a1", "ab\n", ""], r"^[a-z]+\Z"),
    _pattern("digits", r"^\d+$", ["0123"], ["\u0661\u0662", "1a"], "^[0-9]+$"),
    _pattern("no digits", r"^\D+$", ["ab", "\u0661"], ["a1"], "^[^0-9]+$"),
    _pattern("word", r"^\w+$", ["a_1"], ["é", "a-b"], "^[A-Za-z0-9_]+$"),
    _pattern("no word", r"^\W$", ["é", "-"], ["a", "_"], "^[^A-Za-z0-9_]$"),
    _pattern("space", r"^a\sb$", ["a b", "a\u00a0b", "a\ufeffb"], ["ab", "a_b"], "^a[\\s\ufeff]b$"),
    _pattern("look-ahead", r"^(?=.*[0-9])(?=.*[a-z]).{3,}$", ["ab1", "1a2"], ["abc", "123", "a1"]),
    _pattern("negative look-ahead", r"^(?!admin$)[a-z]+$", ["user", "admins"], ["admin"]),
    _pattern("look-behind", r"^a(?<=a)b$", ["ab"], ["b", "aab"]),
    _pattern("back-reference", r"^(.)\1$", ["aa", "😀😀"], ["ab", "a"]),
    _pattern("letters of Unicode", r"^\p{L}+$", ["aé漢"], ["a1", "-"], r"^[^\W\d_]+$"),
    _pattern("a code point", r"^.$", ["a", "😀"], ["", "ab"]),
    _pattern("escape", r"^\u00e9\x2d$", ["é-"], ["e-", "é"]),
    _pattern("alternatives", "^(?:GET|POST)$", ["GET", "POST"], ["PUT", "GETS"]),
    _pattern("class", r"^[\w.-]+@[^\s@]+$", ["a.b-c@d"], ["@d", "a@b@c", "a b@c"]),
    _pattern("slash", r"^\/a$", ["/a"], ["a"]),
    _pattern("look-ahead with digits", r"^(?=.*\d)[^ ]+$", ["a1"], ["a\u0661", "a"], "^(?=.*[0-9])[^ ]+$"),
    _pattern(
        "look-ahead with words", r"^(?=\W)[\w\u00e9]+$", ["é", "éa"], ["aé", "éü"], "^(?=[^A-Za-z0-9_])[A-Za-z0-9_é]+$"
    ),
    _pattern("look-ahead with spaces", r"^(?!a)\S\s[\S]$", ["b\ufeffc"], ["b c ", "b\x85c", "bcd"], "^b[ \ufeff]c$"),
    _pattern(
        "back-reference with digits", r"^(\D)\1[\D\d]\d$", ["aab1", "\u0661\u0661\u06610"], ["aab\u0661"], NO_ORACLE
    ),
    _pattern("word boundary", r"^a\bé$", ["aé"], ["ae", "a"], "^a(?=é)é$"),
    _pattern("word boundaries", r"^.*\b[b]\b.*$", ["a b", "b", "éb"], ["ab", "ba"], "^.*(?<![A-Za-z])b(?![A-Za-z]).*$"),
    _pattern("no word boundary", r"^a\Bb$", ["ab"], ["a", "a b"]),
    _pattern("brace", r"^\{[0-9]{2,3}\}$", ["{12}"], ["{1}", "12"]),
    _pattern("operators of other engines", "^[a&&b]+$", ["a&b", "&"], ["c"], "^[a&b]+$"),
    _pattern("tildes", "^[a~~b]+$", ["a~b"], ["c"], "^[a~b]+$"),
    _pattern("a bracket in a class", "^[^[]+$", ["a"], ["a["], r"^[^\[]+$"),
    _pattern("look-ahead with operators", "^(?=[a&&b~~[]+$).+$", ["a&b~["], ["c", "a\u2028"], r"^[a&b~\[]+$"),
    _pattern(
        "large repetition", r"^[\w ]{1,255}$", ["abc d", "a" * 255], ["", "a" * 256, "é"], "^[A-Za-z0-9_ ]{1,255}$"
    ),
    _pattern("quotes", r"""^["'\\]$""", ['"', "'", "\\"], ["a"]),
    case(
        "pattern",
        "with length",
        {"type": "string", "pattern": "^[a-z]*$", "minLength": 2, "maxLength": 3},
        accept=["ab", "abc"],
        reject=["a", "abcd", "A1"],
    ),
)
