"""Words of likelihood → the ranges of probability that Intelligence Community Directive 203 gives them.

Source: ICD 203, Analytic Standards, Office of the Director of National Intelligence, 2 January 2015, section
D.6.e.(2)(a): seven steps, each with a term of either of two families, and their ranges in per cent.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.language import later


@dataclass(frozen=True)
class Step:
    """One step: its terms of both families (what the directive has in brackets is a term of its own), and the ends
    of its range in per cent. `label`: how pages name it.
    """

    code: str
    label: str
    terms: tuple[str, ...]
    low: int
    high: int

    @property
    def probability(self) -> float:
        """The middle of the range, from 0 to 1: the directive names none."""
        return (self.low + self.high) / 200

    @property
    def doubts(self) -> bool:
        """Whether the word says that the thing will rather not happen."""
        return self.high < 50


STEPS = (
    Step("almost-no-chance", later("almost no chance"), ("almost no chance", "remote"), 1, 5),
    Step("very-unlikely", later("very unlikely"), ("very unlikely", "highly improbable"), 5, 20),
    Step("unlikely", later("unlikely"), ("unlikely", "improbable", "improbably"), 20, 45),
    Step("even", later("roughly even chance"), ("roughly even chance", "roughly even odds"), 45, 55),
    Step("likely", later("likely"), ("likely", "probable", "probably"), 55, 80),
    Step("very-likely", later("very likely"), ("very likely", "highly probable"), 80, 95),
    Step(
        "almost-certain",
        later("almost certain"),
        ("almost certain", "almost certainly", "nearly certain"),
        95,
        99,
    ),
)
_OF_TERM = {term: step for step in STEPS for term in step.terms}


def step_of(term: str) -> Step | None:
    """The step of a term, whatever its case and spaces; None for every other wording, however near: "increasingly
    improbable" is no term of the directive, and nobody has said which range it stands for.
    """
    return _OF_TERM.get(" ".join(term.split()).casefold())
