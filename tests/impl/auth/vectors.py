"""Invalid tokens, by name: the expected sentence, and a function that makes the token."""

import json
import time
from collections.abc import Callable

import jwt

from tests.impl.auth.issuer import AUDIENCE, ISSUER, claims
from tests.impl.auth.signing_methods import LEEWAY, SECRET, SigningMethod, part, signed

Vector = Callable[[SigningMethod], str]

INVALID = "The token is not valid."
EXPIRED = "The token has expired."
NOT_YET = "The token is not valid yet."
NOT_OURS = "The token is not meant for this API."
NO_SUB = "The token has no sub."
BAD_SUB = "The token has no usable sub."
OTHER_TYPE = "The token is not of the type JWT."
TOO_LONG = "The token is too long."


def in_seconds(seconds: float) -> int:
    """From now."""
    return int(time.time() + seconds)


def _parts(token: str) -> list[str]:
    return token.split(".")


def _other_last_character(method: SigningMethod) -> str:
    """Return another text of the same signature: some bits of its last character have no meaning."""
    token = method.token_with()
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return token[:-1] + alphabet[alphabet.index(token[-1]) ^ 1]


def _changed_claims(method: SigningMethod) -> str:
    header, _, signature = _parts(method.token_with())
    return f"{header}.{part(claims(sub='bob'))}.{signature}"


FORM: dict[str, tuple[str, Vector]] = {
    "one part": (INVALID, lambda _: "abc"),
    "two parts": (INVALID, lambda method: method.token_with().rpartition(".")[0]),
    "four parts": (INVALID, lambda method: f"{method.token_with()}.x"),
    "five parts, as if encrypted": (INVALID, lambda method: f"{method.token_with()}.AAAA.AAAA"),
    "two dots": (INVALID, lambda _: ".."),
    "two tokens": (INVALID, lambda method: f"{method.token_with()} {method.token_with()}"),
    "not base64": (INVALID, lambda _: "a!b.c!d.e!f"),
    "not ASCII": (INVALID, lambda _: "é.é.é"),
    "base64 of another alphabet": (INVALID, lambda method: method.token_with().replace(".", "/.", 1)),
    "padded signature": (
        INVALID,
        lambda method: method.token_with() + "=" * (-len(_parts(method.token_with())[2]) % 4),
    ),
    "padded once too often": (INVALID, lambda method: method.token_with() + "===="),
    "padded claims": (INVALID, lambda method: "{}.{}==.{}".format(*_parts(method.token_with()))),
    "another text of the signature": (INVALID, _other_last_character),
    "truncated": (INVALID, lambda method: method.token_with()[:-4]),
    "signature is empty": (INVALID, lambda method: method.token_with().rpartition(".")[0] + "."),
    "claims are empty": (INVALID, lambda method: method.token(b"")),
    "claims were changed": (INVALID, _changed_claims),
    "header was changed": (
        INVALID,
        lambda method: f"{part({**method.header, 'x': 1})}." + method.token_with().partition(".")[2],
    ),
    "oversized": (TOO_LONG, lambda method: method.token_with(more="x" * 8200)),
    "oversized and no token": (TOO_LONG, lambda _: "x" * 9000),
}

HEADERS: dict[str, tuple[str, Vector]] = {
    "not JSON": (INVALID, lambda method: signed(method.sign, b"{", claims())),
    "a list": (INVALID, lambda method: signed(method.sign, [], claims())),
    "nested deep": (INVALID, lambda method: signed(method.sign, b"[" * 4000, claims())),
    "a long number": (INVALID, lambda method: signed(method.sign, b'{"alg":' + b"9" * 5000 + b"}", claims())),
    "duplicate name": (
        INVALID,
        lambda method: signed(method.sign, b'{"alg":"none",' + json.dumps(method.header).encode()[1:], claims()),
    ),
    "not UTF-8": (INVALID, lambda method: signed(method.sign, json.dumps(method.header).encode("utf-16"), claims())),
    "no algorithm": (INVALID, lambda method: method.token(claims(), alg=...)),
    "algorithm is null": (INVALID, lambda method: method.token(claims(), alg=None)),
    "algorithm is a list": (INVALID, lambda method: method.token(claims(), alg=[method.header["alg"]])),
    "algorithm in small letters": (
        INVALID,
        lambda method: method.token(claims(), alg=str(method.header["alg"]).lower()),
    ),
    "unsigned": (INVALID, lambda method: jwt.encode(claims(), "", "none", {**method.header, "alg": "none"})),
    "unsigned, with a signature": (INVALID, lambda method: method.token(claims(), alg="none")),
    "unsigned in capitals": (INVALID, lambda method: method.token(claims(), alg="NONE")),
    "unknown algorithm": (INVALID, lambda method: method.token(claims(), alg="HS257")),
    "critical field unknown": (INVALID, lambda method: method.token(claims(), crit=["x"], x=1)),
    "critical field known": (INVALID, lambda method: method.token(claims(), crit=["b64"], b64=True)),
    "nothing critical": (INVALID, lambda method: method.token(claims(), crit=[])),
    "claims apart": (INVALID, lambda method: method.token(claims(), crit=["b64"], b64=False)),
    "another type": (OTHER_TYPE, lambda method: method.token(claims(), typ="logout+jwt")),
    "type is a number": (OTHER_TYPE, lambda method: method.token(claims(), typ=1)),
    "type is null": (OTHER_TYPE, lambda method: method.token(claims(), typ=None)),
}

CLAIMS: dict[str, tuple[str, Vector]] = {
    "not JSON": (INVALID, lambda method: method.token(b"{")),
    "a list": (INVALID, lambda method: method.token([claims()])),
    "a number": (INVALID, lambda method: method.token(1)),
    "nested deep": (INVALID, lambda method: method.token(b'{"x":' + b"[" * 5000)),
    "not UTF-8": (INVALID, lambda method: method.token(json.dumps(claims()).encode("utf-16"))),
    "with a byte order mark": (INVALID, lambda method: method.token(b"\xef\xbb\xbf" + json.dumps(claims()).encode())),
    "duplicate sub": (INVALID, lambda method: method.token_with_json('"sub":"bob"')),
    "duplicate exp": (INVALID, lambda method: method.token_with_json('"exp":1')),
    "NaN somewhere": (INVALID, lambda method: method.token_with_json('"more":NaN')),
    "no exp": ("The token has no exp.", lambda method: method.token_with(exp=...)),
    "exp is null": (INVALID, lambda method: method.token_with(exp=None)),
    "exp is a word": (INVALID, lambda method: method.token_with(exp="tomorrow")),
    "exp is a number in a text": (INVALID, lambda method: method.token_with(exp="4000000000")),
    "exp is a list": (INVALID, lambda method: method.token_with(exp=[4_000_000_000])),
    "exp is true": (INVALID, lambda method: method.token_with(exp=True)),
    "exp is NaN": (INVALID, lambda method: method.token_with(exp=float("nan"))),
    "exp is endless": (INVALID, lambda method: method.token_with(exp=float("inf"))),
    "exp is endless in digits": (INVALID, lambda method: method.token(b'{"sub":"ada","exp":1e400}')),
    "exp is huge": (INVALID, lambda method: method.token_with(exp=1e300)),
    "exp has 400 digits": (INVALID, lambda method: method.token_with(exp=10**400)),
    "exp has 5,000 digits": (INVALID, lambda method: method.token(b'{"sub":"ada","exp":' + b"9" * 5000 + b"}")),
    "exp is in milliseconds": (INVALID, lambda method: method.token_with(exp=in_seconds(60) * 1000)),
    "exp is below zero": (INVALID, lambda method: method.token_with(exp=-1)),
    "expired": (EXPIRED, lambda method: method.token_with(exp=in_seconds(-LEEWAY - 1))),
    "expired long ago": (EXPIRED, lambda method: method.token_with(exp=0)),
    "nbf in the future": (NOT_YET, lambda method: method.token_with(nbf=in_seconds(LEEWAY + 60))),
    "nbf is a text": (INVALID, lambda method: method.token_with(nbf="1")),
    "nbf is null": (INVALID, lambda method: method.token_with(nbf=None)),
    "iat in the future": (NOT_YET, lambda method: method.token_with(iat=in_seconds(LEEWAY + 60))),
    "iat is a text": (INVALID, lambda method: method.token_with(iat="1")),
    "another iss": (NOT_OURS, lambda method: method.token_with(iss="https://evil.example")),
    "iss with a slash more": (NOT_OURS, lambda method: method.token_with(iss=f"{ISSUER}/")),
    "iss is a list": (NOT_OURS, lambda method: method.token_with(iss=[ISSUER])),
    "no iss": ("The token has no iss.", lambda method: method.token_with(iss=...)),
    "another aud": (NOT_OURS, lambda method: method.token_with(aud="https://other.example")),
    "other auds": (NOT_OURS, lambda method: method.token_with(aud=["https://other.example", "x"])),
    "no auds": ("The token has no aud.", lambda method: method.token_with(aud=[])),
    "aud is a number": (NOT_OURS, lambda method: method.token_with(aud=1)),
    "aud is an object": (NOT_OURS, lambda method: method.token_with(aud={AUDIENCE: True})),
    "a number among the auds": (NOT_OURS, lambda method: method.token_with(aud=[AUDIENCE, 1])),
    "no aud": ("The token has no aud.", lambda method: method.token_with(aud=...)),
    "no sub": (NO_SUB, lambda method: method.token_with(sub=...)),
    "sub is null": (NO_SUB, lambda method: method.token_with(sub=None)),
    "sub is no whole number": (BAD_SUB, lambda method: method.token_with(sub=1.5)),
    "sub is a number with a fraction of nothing": (BAD_SUB, lambda method: method.token_with(sub=1.0)),
    "sub is true": (BAD_SUB, lambda method: method.token_with(sub=True)),
    "sub is a list": (BAD_SUB, lambda method: method.token_with(sub=["ada"])),
    "sub is empty": (BAD_SUB, lambda method: method.token_with(sub="")),
    "sub is too long": (BAD_SUB, lambda method: method.token_with(sub="x" * 129)),
    "sub has a NUL": (BAD_SUB, lambda method: method.token_with(sub="ada\0")),
    "sub has a line break": (BAD_SUB, lambda method: method.token_with(sub="ada\n")),
    "sub changes the direction of text": (BAD_SUB, lambda method: method.token_with(sub="ada\u202e")),
    "sub has half a character": (BAD_SUB, lambda method: method.token_with(sub="\ud800")),
}

SECRETS: dict[str, tuple[str, Vector]] = {
    "by another secret": (INVALID, lambda _: jwt.encode(claims(), "x" * 40, "HS256")),
    "by no secret": (INVALID, lambda method: signed(lambda _: b"", method.header, claims())),
    "by the secret, HS384": (INVALID, lambda _: jwt.encode(claims(), SECRET.ljust(64), "HS384")),
    "another algorithm of the family": (INVALID, lambda method: method.token(claims(), alg="HS512")),
    "another family": (INVALID, lambda method: method.token(claims(), alg="RS256")),
}
