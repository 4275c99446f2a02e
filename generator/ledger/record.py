"""What changed since the last published edition, and the edition that records it.

`propose` compares and writes nothing. An edition that was recorded and not yet published (at git's HEAD, or in the
folder compared with) is a draft: the next record renews it, and what it had recorded keeps its reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.check import check
from generator.ledger.compare import compare
from generator.ledger.entries import Edition, Entry, Ledger, ledger, sheets
from generator.ledger.guard import Case, Finding, guard
from generator.ledger.published import Published, last_recorded, published
from generator.ledger.sheet import NONE, State, digests, files, state
from generator.problems import ContentError, Problem
from generator.read import RawTable, read
from generator.schema import LEDGER
from generator.settings import Settings

BEGINNING = "The tables as they were when the record of editions began."


@dataclass(frozen=True)
class Proposal:
    """`published`: what was compared with, None when there is nothing. `here`: the ledger beside the tables, of
    which `drafts` is what is not published. `now`: the tables that are there, and `places` where their rows stand.
    `findings` are of `changes`.
    """

    published: Published | None
    here: Ledger
    drafts: Ledger
    now: State
    changes: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    places: Mapping[str, RawTable]

    @property
    def base(self) -> State:
        """The tables that were compared with; those that are there when nothing is published."""
        return self.published.state if self.published else self.now

    @property
    def kept(self) -> Ledger:
        """The ledger that is published."""
        return self.published.ledger if self.published else self.here


def propose(settings: Settings, since: str, day: dt.date) -> Proposal:
    """Compare the tables with those last published, or with those of `since`; see `published`.

    Raises ContentError when the tables are not sound; MisuseError when `since` is nothing. `day`: that of the
    record, for the rules that count days.
    """
    raw = read(settings)
    check(raw, settings)
    now, here = state(raw.tables), ledger(raw.tables)
    base = published(settings, since)
    kept = base.ledger if base else here
    drafts = Ledger(
        here.editions[len(kept.editions) :],
        tuple(each for each in here.changes if each.edition > len(kept.editions)),
    )
    before = base.state if base else now
    changes = compare(before, now)
    case = Case(changes, before, now, kept, day)
    findings = guard(case, settings.guard)
    return Proposal(base, here, drafts, now, changes, findings, raw.tables)


def held(proposal: Proposal, settings: Settings, since: str) -> None:
    """Raises ContentError when what was compared with is not the last edition of the ledger here, so that recording
    the changes would leave a gap or take back what is published.
    """
    here, base = proposal.here, proposal.published

    def fault(message: str) -> ContentError:
        return ContentError([Problem(settings.relative(settings.content / "data"), 0, "", message)])

    for table in LEDGER:
        if table.name in proposal.places and len(_in_data(proposal.places[table.name].files[0])) > 1:
            raise fault(
                f"expected the ledger in one file: join the files of {table.name}/ as {table.name}.csv"
            )
    if base is None:
        if here.editions and digests(proposal.now) != here.editions[-1].tables:
            raise fault(
                f"nothing to compare with: no tables at git's HEAD; name a folder or a commit that holds edition "
                f"{len(here.editions)} with --since"
            )
        return
    number = len(base.ledger.editions)
    if here.editions[:number] != base.ledger.editions or here.upto(number).changes != base.ledger.changes:
        raise fault(
            f"the editions or changes here do not go on from those at {base.label}, which end with edition {number}; "
            "bring back the rows that were taken out or altered"
        )
    if number and digests(base.state) != base.ledger.editions[-1].tables:
        last = last_recorded(settings)
        hint = f"; git recorded it last in {last}" if last else ""
        raise fault(
            f"the tables at {base.label} are not those of edition {number}: name a commit or a folder that holds "
            f"them with --since{hint}"
        )
    if since and (head := published(settings)) and len(head.ledger.editions) > number:
        raise fault(
            f"edition {len(head.ledger.editions)} is committed, and {since} ends with edition {number}; leave out "
            "--since to compare with the last"
        )


def _in_data(file: str) -> tuple[str, ...]:
    """The parts of a path inside `data/`."""
    return tuple(file.rpartition("/data/")[2].split("/"))


def renewed(proposal: Proposal, reason: str, approved_by: str, day: dt.date) -> Ledger:
    """The ledger with one edition more (two where the first had to be made of what was published before).

    Raises ContentError when the day lies before the last edition, and with one line for each change that a rule of
    the guard has caught and nobody has approved.
    """
    kept = proposal.kept
    drafts = proposal.drafts.editions
    if not kept.editions:
        note = BEGINNING if proposal.changes else reason
        first = Edition(1, day, digests(proposal.base), note)
        kept = Ledger((drafts[0] if drafts and drafts[0].tables == first.tables else first,))
    if not proposal.changes:
        return kept
    if kept.editions and day < (last := kept.editions[-1].date):
        raise ContentError(
            [_fault(proposal, "editions", f"edition {len(kept.editions)} is of {last}, after {day}")]
        )
    number = len(kept.editions) + 1
    entries = _reasoned(proposal, number, reason, approved_by)
    if waiting := [each for each in proposal.findings if not entries[each.entry].approved_by]:
        raise ContentError(_unapproved(proposal, waiting))
    notes = [
        each.note for each in drafts if each not in kept.editions and each.note not in (reason, BEGINNING)
    ]
    edition = Edition(number, day, digests(proposal.now), " ".join([*notes, reason]))
    return Ledger((*kept.editions, edition), (*kept.changes, *entries))


def _reasoned(proposal: Proposal, number: int, reason: str, approved_by: str) -> list[Entry]:
    """The changes as rows of the edition; one that a draft had already keeps the reason it had there."""
    rules: dict[int, list[str]] = {}
    for finding in proposal.findings:
        if finding.rule not in rules.setdefault(finding.entry, []):
            rules[finding.entry].append(finding.rule)
    before = {_what(each): each for each in proposal.drafts.changes}
    entries = []
    for at, entry in enumerate(proposal.changes):
        known = before.get(_what(entry))
        guards = tuple(rules.get(at, ()))
        approved = known.approved_by if known and set(guards) <= set(known.guard) else ""
        entries.append(
            replace(
                entry,
                edition=number,
                reason=known.reason if known else reason,
                guard=guards,
                approved_by=(approved or approved_by) if guards else "",
            )
        )
    return entries


def _what(entry: Entry) -> tuple[str, ...]:
    return entry.table, entry.id, entry.column, entry.kind, entry.old, entry.new


def _unapproved(proposal: Proposal, findings: Sequence[Finding]) -> Iterator[Problem]:
    """One line for each change that waits for an approval; what is true of a whole table is said once (problems
    that are alike are one).
    """
    for finding in findings:
        entry = proposal.changes[finding.entry]
        ask = f"{finding.message}; needs --approved-by NAME (rule {finding.rule})"
        if finding.whole:
            yield _fault(proposal, entry.table, ask)
        else:
            yield replace(_fault(proposal, entry.table, f"{entry.id}: {ask}", entry.id), column=entry.column)


def _fault(proposal: Proposal, table: str, message: str, id: str = "") -> Problem:
    """A problem at the row of that id, or of its table when the row is there no longer."""
    keys = proposal.now[table].keys if table in proposal.now else ()
    if id in keys:
        return Problem(*proposal.places[table].place(keys.index(id)), "", message)
    raw = proposal.places.get(table)
    return Problem(raw.files[0] if raw else f"{table}.csv", 0, "", message)


def written(settings: Settings, proposal: Proposal, new: Ledger) -> list[str]:
    """Write the ledger, and bring the files of the tables into its form; the files of tables that this altered."""
    data = settings.content / "data"
    wanted = {file: text for sheet in proposal.now.values() for file, text in files(sheet).items()}
    altered = [file for file, text in wanted.items() if (data / file).read_bytes() != text]
    editions, changes = sheets(new)
    # The editions come last: a record that is cut short leaves tables that the check refuses, and can be repeated.
    ordered = {**{file: wanted[file] for file in altered}, **files(changes), **files(editions)}
    try:
        for file, text in ordered.items():
            temporary = data / f".{file.replace('/', '-')}.tmp"
            temporary.write_bytes(text)
            temporary.replace(data / file)
        if changes == NONE:
            (data / "changes.csv").unlink(missing_ok=True)
    except OSError as error:
        fault = f"cannot be written: {error.strerror}"
        raise ContentError([Problem(settings.relative(data), 0, "", fault)]) from error
    return altered
