"""What a search transfers is measured as a reader's browser meets it: on the built site, in Chromium."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.transfer import serve, transfer


def test_the_host_counts_what_it_sends(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("x" * 100_000, "utf-8")
    (tmp_path / "picture.png").write_bytes(b"x" * 1_000)
    with serve(tmp_path) as host:
        for name, least, most in (("", 100, 1_000), ("picture.png", 1_000, 1_200)):
            before = host.sent
            with urllib.request.urlopen(host.address + name) as answer:
                body = answer.read()
            assert len(body) < host.sent - before < most
            assert least <= len(body)


def test_a_search_is_measured_until_its_first_result(
    built: Callable[[str], Path],
    chromium: Browser,  # noqa: ARG001  # without one the test is skipped, or fails where CI requires it
    tmp_path: Path,
) -> None:
    with ThreadPoolExecutor(1) as beside:  # Playwright runs once in a thread, and the tests' runs in this one
        found = beside.submit(transfer, built("full") / "site", "harbour").result()
    assert "Harbour" in found.result
    assert found.page > 20_000
    assert found.search > 1_000
    (tmp_path / "index.html").write_text("<p>no box</p>", "utf-8")
    with ThreadPoolExecutor(1) as beside:
        none = beside.submit(transfer, tmp_path, "harbour")
    with pytest.raises(RuntimeError, match="no result for 'harbour': "):
        none.result()
