"""What words and data say against each other: no fault, since only a person can tell which of the two is wrong.

Each rule is silent where it is not sure: a warning that is none teaches people to pass over all of them. The rules
read English, and say nothing of words in other languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from generator.check.fault import Fault, rows
from generator.check.numbers import DEATHS, SETTLEMENTS, largest, said
from generator.problems import WARNING, Problem
from generator.read import RawTables
from generator.remedy import quoted
from generator.schema import table
from generator.tables import Tables
from generator.untidied import untidied

# "Confirmed", unless something before it in its clause takes it back.
_CONFIRMED = re.compile(r"(?<!un)\bconfirm(?:ed|s)\b", re.IGNORECASE)
_TAKEN_BACK = re.compile(
    r"\b(?:not|no|nobody|never|neither|nor|without|yet|cannot|if|until|only|had|other)\b|n[’']t\b",
    re.IGNORECASE,
)
_OF_DEATH = re.compile(r"[Kk]ill|[Dd]ied|[Dd]ead")
_CLAUSE = re.compile(r"[;,.:()–—]")
_LIKELIHOODS = re.compile(
    r"\b(?:(?:very |highly |most |more |less )?(?:un)?likely|(?:im)?probabl[ey]|almost (?:certain(?:ly)?|no chance)"
    r"|nearly certain|remote chance|even chance|roughly even odds)\b",
    re.IGNORECASE,
)


@untidied()
def doubts(tables: Tables, raw: RawTables) -> list[Problem]:
    """Warnings about checked tables, each with its file and line."""
    found = [
        *_confirmed(tables),
        *_other_confidence(tables.control, tables.events),
        *_likelihood(tables.assessments),
        *_settlements(tables.control, tables.events),
        *_deaths(tables.events),
        *(fault for name in ("events", "support", "meetings") for fault in _older(name, tables)),
    ]
    return sorted(_warning(fault, raw) for fault in found)


def _warning(fault: Fault, raw: RawTables) -> Problem:
    return Problem(*raw.tables[fault.table].place(fault.row), fault.column, fault.message, WARNING)


def _confirmed(tables: Tables) -> Iterator[Fault]:
    """A summary that says "confirmed" of what the row has as claimed or disputed."""
    for name in ("events", "support"):
        frame = tables.frame(name)
        unsure = frame["confidence"] != "confirmed"
        for row in rows(unsure & frame["summary"].str.contains("confirm", case=False, regex=False)):
            if word := _plain_word(frame["summary"][row]):
                message = f"says {quoted(word)}, and confidence is {quoted(frame['confidence'][row])}"
                yield Fault(name, row, "summary", message)


def _plain_word(text: str) -> str:
    """ "confirmed", where a clause says so and takes nothing of it back."""
    for clause in _CLAUSE.split(text):
        if (word := _CONFIRMED.search(clause)) and not _TAKEN_BACK.search(clause):
            return word.group()
    return ""


def _other_confidence(control: pd.DataFrame, events: pd.DataFrame) -> Iterator[Fault]:
    """A note on a change of control that is, or holds as a clause of its own, another confidence than its event's."""
    codes = {code.code for code in table("events").column("confidence").codes}
    sure = dict(zip(events["id"].tolist(), events["confidence"].tolist(), strict=True))
    for row in rows(control["note"] != ""):
        known = sure[control["event"][row]]
        told = [clause.strip().lower() for clause in re.split(r"[;,]", control["note"][row])]
        if other := next((word for word in told if word in codes and word != known), ""):
            message = f"says {quoted(other)}, and confidence of its event is {quoted(known)}"
            yield Fault("control", row, "note", message)


def _likelihood(assessments: pd.DataFrame) -> Iterator[Fault]:
    """A statement that says how likely it is, in a row that does not."""
    for row in rows(assessments["likelihood_term"] == ""):
        if word := _LIKELIHOODS.search(assessments["statement"][row]):
            message = f"says {quoted(word.group())}, and likelihood_term is empty"
            yield Fault("assessments", row, "statement", message)


def _settlements(control: pd.DataFrame, events: pd.DataFrame) -> Iterator[Fault]:
    """The total of an area, where the words of its event and its note give numbers and none is that total.

    "The mill and nine hamlets" are ten: a number one short of the total may leave out the place itself.
    """
    summaries = dict(zip(events["id"].tolist(), events["summary"].tolist(), strict=True))
    for row in rows((control["scope"] == "area") & control["settlements"].notna()):
        total = int(control["settlements"][row])
        words = (summaries[control["event"][row]], control["note"][row])
        numbers = {phrase: number for text in words for number, phrase in said(SETTLEMENTS, text)}
        if numbers and not {total, total - 1} & set(numbers.values()):
            told = " and ".join(map(quoted, numbers))
            yield Fault("control", row, "settlements", f"is {total}, and the words of the row say {told}")


def _deaths(events: pd.DataFrame) -> Iterator[Fault]:
    """More deaths in the words of an event than in its highest estimate; fewer may be a part of them."""
    high = events["fatalities_high"]
    most = high.fillna(events["fatalities_best"])
    known = np.flatnonzero(most.notna())
    # Plain lists: to ask a frame for each of 400,000 cells takes as long as all else in the check.
    of_row = zip(
        known.tolist(), events["summary"].iloc[known].tolist(), most.iloc[known].tolist(), strict=True
    )
    for row, summary, bound in of_row:
        if _OF_DEATH.search(summary) and largest(summary) > bound:
            numbers = [words for number, words in said(DEATHS, summary) if number > bound]
            if numbers:
                column = "fatalities_best" if pd.isna(high[row]) else "fatalities_high"
                message = f"is {bound}, and the summary says {quoted(numbers[0])}"
                yield Fault("events", row, column, message)


def _older(name: str, tables: Tables) -> Iterator[Fault]:
    """A source that was published before what it is named for.

    A day of difference may be one of time zones: it counts only where no source of the row is from its day or later.
    An event whose date is approximate is left alone.
    """
    frame = tables.frame(name)
    count = frame["sources"].map(len).to_numpy(dtype=int) if len(frame) else np.zeros(0, dtype=int)
    row = np.repeat(np.arange(len(frame)), count)
    ids = np.array([id for cell in frame["sources"] for id in cell], dtype=object)
    published = tables.sources.set_index("id")["published"].reindex(ids).to_numpy()
    day = frame["date"].to_numpy()[row]
    since = (day - published) / np.timedelta64(1, "D")  # NaN where no date is known
    timely = np.zeros(len(frame), dtype=bool)
    timely[row[since <= 0]] = True
    unknown = np.zeros(len(frame), dtype=bool)
    unknown[row[np.isnan(since)]] = True
    if "date_precision" in frame:
        timely |= unknown | (frame["date_precision"] == "approx").to_numpy()
        since = np.where((frame["date_precision"] == "approx").to_numpy()[row], 0, since)
    late = np.flatnonzero((since > 1) | ((since == 1) & ~(timely | unknown)[row]))
    days = (np.datetime_as_string(each[late], unit="D").tolist() for each in (published, day))
    for at, id, out, named in zip(row[late].tolist(), ids[late].tolist(), *days, strict=True):
        message = f"names {quoted(id)}, which was published on {out}, before {named}"
        yield Fault(name, at, "sources", message)
