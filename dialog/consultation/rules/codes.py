"""Codes that let people in: made of signs that are hard to mix up, and read however they are typed."""

import re
import secrets
import unicodedata

# Of signs that look alike only one is used, and whoever types the other means it.
ALPHABET = "23456789ACDEFHJKMNPQRTUWXY"
LOOK_ALIKES = str.maketrans("ZSGBVO0I1L", "2568UQQJJJ")
LENGTH, GROUP = 12, 4  # 26**12 is about 2**56: nobody finds one by guessing
MOST_IN_A_BATCH = 2000
MOST_WRONG = 30  # from one network in an hour; a class that types its codes makes mistakes
_SPACES = re.compile(r"[\s\-\u2010-\u2015\u2212._]+")


def new_code() -> str:
    """A random code such as "7K3M-9QXA-22HD"."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(signs[i : i + GROUP] for i in range(0, LENGTH, GROUP))


def read_code(text: str) -> str | None:
    """The signs of a code as somebody typed it; None when it cannot be one."""
    plain = _SPACES.sub("", unicodedata.normalize("NFKC", text)).upper().translate(LOOK_ALIKES)
    is_code = len(plain) == LENGTH and not set(plain) - set(ALPHABET)
    return plain if is_code else None
