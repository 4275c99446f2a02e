"""The grades of the Admiralty system: how reliable a source is, how credible what it says.

Source: NATO, Allied Joint Doctrine for Intelligence Procedures (AJP-2.1), which rates as STANAG 2511 does; the
labels are its own, the meanings its sense in few words.
"""

from __future__ import annotations

from generator.schema.column import Code, Column

RELIABILITIES = (
    Code(
        "A",
        "completely reliable",
        "Tried and trusted: nothing tells against it, and it has always been right.",
    ),
    Code("B", "usually reliable", "It was right in the past; in single cases some doubt is left."),
    Code("C", "fairly reliable", "It was right now and then, and deserves some trust."),
    Code("D", "not usually reliable", "It was wrong more often than right."),
    Code("E", "unreliable", "It has proved to deserve no trust."),
    Code("F", "reliability cannot be judged", "Nothing is known of how right it was before."),
)

CREDIBILITIES = (
    Code("1", "confirmed by other sources", "Another source, independent of this one, says the same."),
    Code(
        "2",
        "probably true",
        "Independence is not certain, but number and quality of earlier reports make it likely.",
    ),
    Code("3", "possibly true", "Little supports it so far, and it fits what is known."),
    Code("4", "doubtful", "It does not fit well with what is known."),
    Code("5", "improbable", "It contradicts what is known."),
    Code("6", "truth cannot be judged", "Nothing is known that it could be compared with."),
)

RELIABILITY = Column(
    "reliability",
    "string",
    "How reliable the source is by the curator’s judgement, as a grade of the Admiralty system (NATO AJP-2.1, "
    "STANAG 2511).",
    optional=True,
    codes=RELIABILITIES,
)

CREDIBILITY = Column(
    "credibility",
    "list",
    "How credible each of the sources is in this matter by the curator’s judgement: grades of the Admiralty system "
    "(NATO AJP-2.1, STANAG 2511), one for each source and in the order of sources.",
    optional=True,
    codes=CREDIBILITIES,
    beside="sources",
)
