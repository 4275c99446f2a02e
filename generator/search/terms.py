"""Text → the terms under which search knows it. The worker has the same rules, some of them out of the index;
a test holds the two together."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40
"""Letters of a term; the rest of a longer one is cut."""

# Vowel signs, the stretching of Arabic letters, accents, soft hyphens, and the marks of direction.
UNSEEN = (
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069]+"
)
"""Characters that make no difference, as a regular expression in Python and in JavaScript."""

_POSSESSIVE = re.compile(r"['’]s(?![^\W_])")
ALIKE = {
    **dict.fromkeys("'’‘ʼʹʿʾ`´", ""),
    **dict(zip("ıøđłðٱىیةک", "iodldاييهك", strict=True)),
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    **{chr(zero + n): str(n) for zero in (0x660, 0x6F0) for n in range(10)},
}
"""Letters that readers do not tell apart, or that their keyboard lacks, and what stands for them."""

_UNSEEN = re.compile(UNSEEN)
_ALIKE = str.maketrans(ALIKE)
# The Arabic article, as transliterated ("al-Nusra", "Deir ez-Zor") and as written, alone or after a particle.
_ARTICLE = re.compile(r"(^|[\W_])(?:a[dlnrstz]|ash|e[dlnrstz]|esh)[-\u2010\u2011](?=[^\W_])")
_WRITTEN_ARTICLE = re.compile(r"^(?:[وبفك]?ال|لل)(?=...)")
_WORD = re.compile(r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?(?![0-9])|[^\W_]+")


def terms(text: str) -> list[str]:
    """Every word in order: lower case, without accents and vowel signs, forms of alef, hamza and ta marbuta as one,
    without an article or "’s"; a date such as 2024-12-06 is one word.
    """
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKD", text).lower())
    plain = _ARTICLE.sub(r"\1", _POSSESSIVE.sub("", plain).translate(_ALIKE))
    return [_WRITTEN_ARTICLE.sub("", word)[:LONGEST] for word in _WORD.findall(plain)]


STOP = frozenset(
    terms(
        "a about after all also an and any are as at be been but by can did do for from had has have he her his i if"
        " in into is it its may more most no not of on or other our out over she so some than that the their them then"
        " there these they this to up us was we were what when which while who will with would you your al el"
        " في من على إلى عن مع أن أو ما لا هذا هذه ذلك التي الذي كان كانت قد بعد قبل بين كل ثم"
    )
)
"""Words that say nothing of a text; names keep them: "US" is an actor."""
