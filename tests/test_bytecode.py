"""bytecode: templates are compiled once, whoever asks for them, and anew when they or what was kept are others."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from generator.bytecode import Bytecode
from generator.store import Store


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that Jinja has compiled."""
    sources: list[str] = []
    compile = Environment.compile

    def listed(self: Environment, source: str, *arguments: object) -> object:
        sources.append(source)
        return compile(self, source, *arguments)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", listed)
    return sources


def rendered(store: Store, source: str) -> str:
    """A template by another process: of what was compiled before, only the store knows."""
    environment = Environment(
        loader=DictLoader({"page": source}), autoescape=True, bytecode_cache=Bytecode(store)
    )
    return environment.get_template("page").render(name="<Homs>")


def test_a_template_is_compiled_once(tmp_path: Path, compiled: list[str]) -> None:
    assert [rendered(Store(tmp_path, "stamp"), "In {{ name }}.") for _ in range(3)] == [
        "In &lt;Homs&gt;."
    ] * 3
    assert compiled == ["In {{ name }}."]


def test_a_template_that_was_edited_is_compiled_anew(tmp_path: Path, compiled: list[str]) -> None:
    store = Store(tmp_path, "stamp")
    assert [rendered(store, source) for source in ("In {{ name }}.", "At {{ name }}.")] == [
        "In &lt;Homs&gt;.",
        "At &lt;Homs&gt;.",
    ]
    assert compiled == ["In {{ name }}.", "At {{ name }}."]


def test_under_another_stamp_and_of_a_damaged_record_nothing_is_believed(
    tmp_path: Path, compiled: list[str]
) -> None:
    rendered(Store(tmp_path, "stamp"), "In {{ name }}.")
    rendered(Store(tmp_path, "another"), "In {{ name }}.")
    assert len(compiled) == 2
    records = [file for file in (tmp_path / "records" / "template").rglob("*") if file.is_file()]
    assert len(records) == 2
    for file in records:
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
    assert rendered(Store(tmp_path, "stamp"), "In {{ name }}.") == "In &lt;Homs&gt;."
    assert len(compiled) == 3
