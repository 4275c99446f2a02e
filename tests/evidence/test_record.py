"""The whole command: what it writes, what it keeps, and that it writes when it is broken off."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator import cli
from generator.build import check
from generator.evidence import record
from generator.evidence.hosts import Hosts
from generator.evidence.record import check_sources, to_archive, web
from generator.settings import Settings, read_settings
from tests.evidence.conftest import Local

DAY = date(2031, 6, 17)
EVIDENCE = Path(__file__).parent.parent / "cases" / "evidence"


@pytest.fixture
def site(tmp_path: Path, copy_site: Callable[[Path, Path], Settings]) -> Settings:
    return copy_site(EVIDENCE, tmp_path / "site")


def at(settings: Settings, local: Local) -> Settings:
    """The site with every address at the server here, each at a host of its own of this machine's network."""
    file = settings.content / "data" / "sources.csv"
    file.write_text(file.read_text("utf-8").replace("https://", local.url("/")), "utf-8")
    return settings


def written(settings: Settings) -> dict[str, dict[str, str]]:
    text = (settings.content / "data" / "source_checks.csv").read_text("utf-8")
    return {row["source"]: row for row in csv.DictReader(text.splitlines())}


def test_every_source_with_an_address_is_asked_for_and_written(
    site: Settings, local: Local, hosts: Hosts
) -> None:
    at(site, local)
    local.page("/agency.example/mill")
    local.page("/gazette.example/mill", 301, Location="/agency.example/mill")
    told: list[str] = []
    found = check_sources(check(site).tables, site, DAY, hosts, told.append)
    assert dict(found) == {"live": 2, "gone": 4}
    rows = written(site)
    assert list(rows) == ["agency-1", "gazette-1", "mirror-1", "radio-1", "radio-2", "wire-1"]
    assert {row["date"] for row in rows.values()} == {"2031-06-17"}
    assert rows["gazette-1"] == {
        "source": "gazette-1",
        "date": "2031-06-17",
        "result": "live",
        "status": "200",
        "final_url": local.url("/agency.example/mill"),
        "fault": "",
        "archived_url": "",
    }
    assert rows["wire-1"]["archived_url"] == "https://archive.example/wire"
    assert "mirror-1: gone (answered 404)" in told
    assert check(site).tables.source_checks["result"].tolist().count("live") == 2


def test_what_was_found_is_written_when_the_work_is_broken_off(
    site: Settings, local: Local, hosts: Hosts, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(site, local)
    local.page("/agency.example/mill")
    before = written(site)
    visits = record._visits(record.addresses(check(site).tables), hosts)

    def broken_off(*_: object) -> object:
        yield next(visit for visit in visits if visit[0] == "agency-1")
        raise KeyboardInterrupt

    monkeypatch.setattr(record, "_visits", broken_off)
    with pytest.raises(KeyboardInterrupt):
        check_sources(check(site).tables, site, DAY, hosts, lambda _: None)
    after = written(site)
    assert after["agency-1"]["date"] == "2031-06-17"
    assert {id: row for id, row in after.items() if id != "agency-1"} == {
        id: row for id, row in before.items() if id != "agency-1"
    }


def test_a_fault_of_ours_is_not_swallowed_and_nothing_hangs(
    site: Settings, hosts: Hosts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> object:
        raise RuntimeError("a bug")

    monkeypatch.setattr(record, "visit", fails)
    with pytest.raises(RuntimeError, match="a bug"):
        check_sources(check(site).tables, site, DAY, hosts, lambda _: None)


def test_the_list_for_an_archive(site: Settings) -> None:
    # gazette-1 and radio-2 have copies, wire-1 has one by its check, book-1 has no address.
    assert to_archive(check(site).tables) == [
        "https://agency.example/mill",
        "https://mirror.example/1",
        "https://radio.example/2-may",
    ]


def test_the_command_lists_without_asking_anybody(
    site: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: pytest.fail("asked"))
    assert cli.main(["sources", "check", str(site.folder), "--archive-list"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "https://agency.example/mill"


def test_the_command_never_asks_this_machine(
    site: Settings, local: Local, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Hosts.__init__, "__defaults__", (0,))  # no pause
    at(site, local)
    assert cli.main(["sources", "check", str(site.folder)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "6 failed"
    assert local.asked == []
    assert {row["fault"] for row in written(site).values()} == {"leads to an address that is not public"}


def test_requests_name_the_program_and_the_site(site: Settings) -> None:
    assert web(site).agent.startswith("Frontmark/")
    (site.folder / "mkdocs.yml").write_text(
        "site_url: https://reports.example/\n" + (site.folder / "mkdocs.yml").read_text("utf-8"), "utf-8"
    )
    assert "+https://reports.example/" in web(read_settings(site.folder)).agent


def test_checks_are_no_part_of_an_edition(
    tmp_path: Path, copy_site: Callable[[Path, Path], Settings]
) -> None:
    """The weekly job may renew them: the check of a recorded site goes on holding."""
    recorded = copy_site(EVIDENCE.parent / "editions", tmp_path / "recorded")
    source = check(recorded).tables.sources["id"][0]
    text = f"source,date,result,status,final_url,fault,archived_url\n{source},2031-06-17,gone,404,,answered 404,\n"
    (recorded.content / "data" / "source_checks.csv").write_text(text, "utf-8")
    assert len(check(recorded).tables.source_checks) == 1


def test_a_folder_of_checks_is_refused(site: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    data = site.content / "data"
    (data / "source_checks").mkdir()
    (data / "source_checks.csv").rename(data / "source_checks" / "2031.csv")
    assert cli.main(["sources", "check", str(site.folder)]) == 1
    assert (
        "expected one file: join the files of source_checks/ as source_checks.csv" in capsys.readouterr().err
    )
