"""What `frontmark record` and `frontmark changes` print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from generator.check.cells import plain, tidy
from generator.check.values import UnfitError
from generator.ledger.published import MisuseError
from generator.ledger.record import Proposal, held, propose, renewed, written
from generator.ledger.summary import as_json, as_markdown, as_text, summary
from generator.settings import Settings


def record(settings: Settings, since: str, reason: str, approved_by: str, day: dt.date) -> str:
    """Record the edition that the tables are now; what was done, in lines. Raises as `propose`, `held` and
    `renewed` do."""
    told = _words({"--reason": reason, "--approved-by": approved_by})
    if not told["--reason"]:
        raise MisuseError("--reason: expected why the tables were changed, in one sentence")
    proposal = propose(settings, since, day)
    held(proposal, settings, since)
    new = renewed(proposal, told["--reason"], told["--approved-by"], day)
    altered = written(settings, proposal, new)
    data = settings.relative(settings.content / "data")
    lines = [
        f"{data}/{file}: saved in the form of the ledger: UTF-8, line feeds, no needless quotes"
        for file in altered
    ]
    return "\n".join([*lines, *_editions(proposal, len(new.editions), new.editions[-1].date)])


def _editions(proposal: Proposal, last: int, day: dt.date) -> list[str]:
    published = len(proposal.kept.editions)
    lines = []
    if not published:
        rows = sum(len(sheet.keys) for sheet in proposal.base.values())
        named = f" as they are at {proposal.published.label}" if proposal.published else ""
        lines.append(f"edition 1, {day}: {rows:,} rows of {len(proposal.base)} tables{named}")
    if proposal.changes:
        lines.append(f"edition {last}, {day}: {summary(proposal.changes, proposal.base, proposal.now)}")
    elif published:
        lines.append(f"nothing has changed since edition {published}")
        if drafts := len(proposal.drafts.editions):
            lines.append(f"taken out: {drafts} edition{'s' * (drafts > 1)} recorded since, not published")
    return lines


def changes(settings: Settings, since: str, format: str, day: dt.date) -> str:
    """What `record` would record, as text, json or markdown. Raises as `propose` does."""
    proposal = propose(settings, since, day)
    if not proposal.published:
        raise MisuseError(
            "nothing to compare with: no tables at git's HEAD; name a commit or a folder of tables with --since"
        )
    found, findings = proposal.changes, proposal.findings
    if format == "json":
        return as_json(found, findings)
    if format == "markdown":
        return as_markdown(found, findings, proposal.base, proposal.now)
    return as_text(found, findings, proposal.base, proposal.now)


def _words(options: Mapping[str, str]) -> dict[str, str]:
    """Each option as a cell of the ledger would hold it."""
    for name, text in options.items():
        try:
            plain(text)
        except UnfitError as error:
            raise MisuseError(f"{name}: {error}") from None
    return {name: tidy(text) for name, text in options.items()}
