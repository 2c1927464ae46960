"""Tokens that prove nothing, by name: the sentence that refuses each, and how it is made."""

import json
import time
from collections.abc import Callable

import jwt

from tests.impl.auth.issuer import AUDIENCE, ISSUER, claims
from tests.impl.auth.ways import LEEWAY, SECRET, Way, part, signed

Vector = Callable[[Way], str]

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


def _other_last_character(way: Way) -> str:
    """Another text of the same signature: its last character holds bits that say nothing."""
    token = way.saying()
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return token[:-1] + alphabet[alphabet.index(token[-1]) ^ 1]


def _changed_claims(way: Way) -> str:
    header, _, signature = _parts(way.saying())
    return f"{header}.{part(claims(sub='bob'))}.{signature}"


FORM: dict[str, tuple[str, Vector]] = {
    "one part": (INVALID, lambda _: "abc"),
    "two parts": (INVALID, lambda way: way.saying().rpartition(".")[0]),
    "four parts": (INVALID, lambda way: f"{way.saying()}.x"),
    "five parts, as if encrypted": (INVALID, lambda way: f"{way.saying()}.AAAA.AAAA"),
    "two dots": (INVALID, lambda _: ".."),
    "two tokens": (INVALID, lambda way: f"{way.saying()} {way.saying()}"),
    "not base64": (INVALID, lambda _: "a!b.c!d.e!f"),
    "not ASCII": (INVALID, lambda _: "é.é.é"),
    "base64 of another alphabet": (INVALID, lambda way: way.saying().replace(".", "/.", 1)),
    "padded signature": (INVALID, lambda way: way.saying() + "=" * (-len(_parts(way.saying())[2]) % 4)),
    "padded once too often": (INVALID, lambda way: way.saying() + "===="),
    "padded claims": (INVALID, lambda way: "{}.{}==.{}".format(*_parts(way.saying()))),
    "another text of the signature": (INVALID, _other_last_character),
    "truncated": (INVALID, lambda way: way.saying()[:-4]),
    "signature is empty": (INVALID, lambda way: way.saying().rpartition(".")[0] + "."),
    "claims are empty": (INVALID, lambda way: way.token(b"")),
    "claims were changed": (INVALID, _changed_claims),
    "header was changed": (INVALID, lambda way: f"{part({**way.header, 'x': 1})}." + way.saying().partition(".")[2]),
    "oversized": (TOO_LONG, lambda way: way.saying(more="x" * 8200)),
    "oversized and no token": (TOO_LONG, lambda _: "x" * 9000),
}

HEADERS: dict[str, tuple[str, Vector]] = {
    "not JSON": (INVALID, lambda way: signed(way.sign, b"{", claims())),
    "a list": (INVALID, lambda way: signed(way.sign, [], claims())),
    "nested deep": (INVALID, lambda way: signed(way.sign, b"[" * 4000, claims())),
    "a long number": (INVALID, lambda way: signed(way.sign, b'{"alg":' + b"9" * 5000 + b"}", claims())),
    "said twice": (
        INVALID,
        lambda way: signed(way.sign, b'{"alg":"none",' + json.dumps(way.header).encode()[1:], claims()),
    ),
    "not UTF-8": (INVALID, lambda way: signed(way.sign, json.dumps(way.header).encode("utf-16"), claims())),
    "no algorithm": (INVALID, lambda way: way.token(claims(), alg=...)),
    "algorithm is null": (INVALID, lambda way: way.token(claims(), alg=None)),
    "algorithm is a list": (INVALID, lambda way: way.token(claims(), alg=[way.header["alg"]])),
    "algorithm in small letters": (INVALID, lambda way: way.token(claims(), alg=str(way.header["alg"]).lower())),
    "unsigned": (INVALID, lambda way: jwt.encode(claims(), "", "none", {**way.header, "alg": "none"})),
    "unsigned, with a signature": (INVALID, lambda way: way.token(claims(), alg="none")),
    "unsigned in capitals": (INVALID, lambda way: way.token(claims(), alg="NONE")),
    "unknown algorithm": (INVALID, lambda way: way.token(claims(), alg="HS257")),
    "critical field unknown": (INVALID, lambda way: way.token(claims(), crit=["x"], x=1)),
    "critical field known": (INVALID, lambda way: way.token(claims(), crit=["b64"], b64=True)),
    "nothing critical": (INVALID, lambda way: way.token(claims(), crit=[])),
    "claims apart": (INVALID, lambda way: way.token(claims(), crit=["b64"], b64=False)),
    "another type": (OTHER_TYPE, lambda way: way.token(claims(), typ="logout+jwt")),
    "type is a number": (OTHER_TYPE, lambda way: way.token(claims(), typ=1)),
    "type is null": (OTHER_TYPE, lambda way: way.token(claims(), typ=None)),
}

CLAIMS: dict[str, tuple[str, Vector]] = {
    "not JSON": (INVALID, lambda way: way.token(b"{")),
    "a list": (INVALID, lambda way: way.token([claims()])),
    "a number": (INVALID, lambda way: way.token(1)),
    "nested deep": (INVALID, lambda way: way.token(b'{"x":' + b"[" * 5000)),
    "not UTF-8": (INVALID, lambda way: way.token(json.dumps(claims()).encode("utf-16"))),
    "with a byte order mark": (INVALID, lambda way: way.token(b"\xef\xbb\xbf" + json.dumps(claims()).encode())),
    "sub said twice": (INVALID, lambda way: way.saying_json('"sub":"bob"')),
    "exp said twice": (INVALID, lambda way: way.saying_json('"exp":1')),
    "NaN somewhere": (INVALID, lambda way: way.saying_json('"more":NaN')),
    "no exp": ("The token has no exp.", lambda way: way.saying(exp=...)),
    "exp is null": (INVALID, lambda way: way.saying(exp=None)),
    "exp is a word": (INVALID, lambda way: way.saying(exp="tomorrow")),
    "exp is a number in a text": (INVALID, lambda way: way.saying(exp="4000000000")),
    "exp is a list": (INVALID, lambda way: way.saying(exp=[4_000_000_000])),
    "exp is true": (INVALID, lambda way: way.saying(exp=True)),
    "exp is NaN": (INVALID, lambda way: way.saying(exp=float("nan"))),
    "exp is endless": (INVALID, lambda way: way.saying(exp=float("inf"))),
    "exp is endless in digits": (INVALID, lambda way: way.token(b'{"sub":"ada","exp":1e400}')),
    "exp is huge": (INVALID, lambda way: way.saying(exp=1e300)),
    "exp has 400 digits": (INVALID, lambda way: way.saying(exp=10**400)),
    "exp has 5,000 digits": (INVALID, lambda way: way.token(b'{"sub":"ada","exp":' + b"9" * 5000 + b"}")),
    "exp is in milliseconds": (INVALID, lambda way: way.saying(exp=in_seconds(60) * 1000)),
    "exp is below zero": (INVALID, lambda way: way.saying(exp=-1)),
    "expired": (EXPIRED, lambda way: way.saying(exp=in_seconds(-LEEWAY - 1))),
    "expired long ago": (EXPIRED, lambda way: way.saying(exp=0)),
    "nbf in the future": (NOT_YET, lambda way: way.saying(nbf=in_seconds(LEEWAY + 60))),
    "nbf is a text": (INVALID, lambda way: way.saying(nbf="1")),
    "nbf is null": (INVALID, lambda way: way.saying(nbf=None)),
    "iat in the future": (NOT_YET, lambda way: way.saying(iat=in_seconds(LEEWAY + 60))),
    "iat is a text": (INVALID, lambda way: way.saying(iat="1")),
    "another iss": (NOT_OURS, lambda way: way.saying(iss="https://evil.example")),
    "iss with a slash more": (NOT_OURS, lambda way: way.saying(iss=f"{ISSUER}/")),
    "iss is a list": (NOT_OURS, lambda way: way.saying(iss=[ISSUER])),
    "no iss": ("The token has no iss.", lambda way: way.saying(iss=...)),
    "another aud": (NOT_OURS, lambda way: way.saying(aud="https://other.example")),
    "other auds": (NOT_OURS, lambda way: way.saying(aud=["https://other.example", "x"])),
    "no auds": ("The token has no aud.", lambda way: way.saying(aud=[])),
    "aud is a number": (NOT_OURS, lambda way: way.saying(aud=1)),
    "aud is an object": (NOT_OURS, lambda way: way.saying(aud={AUDIENCE: True})),
    "a number among the auds": (NOT_OURS, lambda way: way.saying(aud=[AUDIENCE, 1])),
    "no aud": ("The token has no aud.", lambda way: way.saying(aud=...)),
    "no sub": (NO_SUB, lambda way: way.saying(sub=...)),
    "sub is null": (NO_SUB, lambda way: way.saying(sub=None)),
    "sub is a number": (INVALID, lambda way: way.saying(sub=1)),
    "sub is a list": (INVALID, lambda way: way.saying(sub=["ada"])),
    "sub is empty": (BAD_SUB, lambda way: way.saying(sub="")),
    "sub is too long": (BAD_SUB, lambda way: way.saying(sub="x" * 129)),
    "sub has a NUL": (BAD_SUB, lambda way: way.saying(sub="ada\0")),
    "sub has a line break": (BAD_SUB, lambda way: way.saying(sub="ada\n")),
    "sub changes the direction of text": (BAD_SUB, lambda way: way.saying(sub="ada\u202e")),
    "sub has half a character": (BAD_SUB, lambda way: way.saying(sub="\ud800")),
}

SECRETS: dict[str, tuple[str, Vector]] = {
    "by another secret": (INVALID, lambda _: jwt.encode(claims(), "x" * 40, "HS256")),
    "by no secret": (INVALID, lambda way: signed(lambda _: b"", way.header, claims())),
    "by the secret, HS384": (INVALID, lambda _: jwt.encode(claims(), SECRET.ljust(64), "HS384")),
    "another algorithm of the family": (INVALID, lambda way: way.token(claims(), alg="HS512")),
    "another family": (INVALID, lambda way: way.token(claims(), alg="RS256")),
}
