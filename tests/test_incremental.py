"""A build that starts from what earlier ones left gives the very bytes of one that starts from nothing."""

from __future__ import annotations

import csv
import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import vl_convert
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import stamp
from generator.build import build
from generator.problems import ContentError
from generator.settings import read_settings
from generator.store import FOLDER

FULL = Path(__file__).parent / "cases/full"
EXAMPLES = int(os.environ.get("FRONTMARK_EXAMPLES", "2"))
Rows = list[dict[str, str]]


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    """Draw in this process, where each form is compiled once; leave the bundle of Vega out."""
    vl_convert.vegalite_to_svg({"mark": "bar", "data": {"values": []}, "encoding": {}})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.remake.bundle", lambda: "/* Vega */\n")
        yield


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for part in ("content", "site")
        for path in sorted((folder / part).rglob("*"))
        if path.is_file()
    }


def built(folder: Path) -> list[str]:
    """Build; the problems where there are any."""
    chosen = read_settings(folder)
    try:
        build(chosen, chosen.site)
    except ContentError as error:
        return list(map(str, error.problems))
    return []


def written(folder: Path, target: Path) -> Path:
    """What people wrote of a site, in another folder."""
    for part in ("content/data", "content/notes", "overrides"):
        if (folder / part).is_dir():
            shutil.copytree(folder / part, target / part)
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(folder / "mkdocs.yml", target)
    return target


def table(file: Path) -> tuple[list[str], Rows]:
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        rows = list(reader)
        return list(reader.fieldnames or ()), rows


def save(file: Path, names: list[str], rows: Rows) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


# --- edits: each gets the site's folder and a source of chance -----------------------------------------------


def one_table(folder: Path, chance: random.Random, *but: str) -> Path:
    files = [file for file in sorted((folder / "content/data").rglob("*.csv")) if file.stem not in but]
    return chance.choice(files)


def change_words(folder: Path, chance: random.Random) -> None:
    file = one_table(folder, chance)
    names, rows = table(file)
    column = chance.choice(
        [n for n in names if n in ("name", "summary", "title", "statement", "note", "purpose")] or names
    )
    if rows:
        chance.choice(rows)[column] += chance.choice([" ü", " & co", " *new*", "\n2"])
    save(file, names, rows)


def drop_row(folder: Path, chance: random.Random) -> None:
    file = one_table(folder, chance)
    names, rows = table(file)
    if len(rows) > 1:
        rows.pop(chance.randrange(len(rows)))
    save(file, names, rows)


def add_row(folder: Path, chance: random.Random) -> None:
    file = one_table(folder, chance, "axes")
    names, rows = table(file)
    if rows:
        row = dict(chance.choice(rows))
        row |= {"id": f"new-{chance.randrange(10**6)}"} if "id" in names else {}
        if "date" in names and chance.random() < 0.7:
            row["date"] = f"2031-03-{chance.randrange(1, 29):02}"
        rows.insert(chance.randrange(len(rows) + 1), row)
    save(file, names, rows)


def rename_actor(folder: Path, chance: random.Random) -> None:
    _, actors = table(folder / "content/data/actors.csv")
    old = chance.choice(actors)["id"]
    new = f"{old}-{chance.randrange(100)}"
    for file in sorted((folder / "content/data").rglob("*.csv")):
        names, rows = table(file)
        for row in rows:
            for name in names:
                row[name] = "|".join(new if part == old else part for part in row[name].split("|"))
        save(file, names, rows)


def change_note(folder: Path, chance: random.Random) -> None:
    note = (
        folder / "content/notes" / chance.choice(["dates/2031-03-04.md", "actors/river-front.md", "index.md"])
    )
    note.parent.mkdir(parents=True, exist_ok=True)
    if note.exists() and chance.random() < 0.4:
        note.unlink()
    else:
        note.write_text(f"A *note*, {chance.random()}.\n\n- one\n- two\n", "utf-8")


def change_settings(folder: Path, chance: random.Random) -> None:
    file = folder / "mkdocs.yml"
    lines = [
        line
        for line in file.read_text("utf-8").splitlines()
        if not line.startswith(("copyright", "site_url"))
    ]
    lines.append(f"copyright: Ours, {chance.randrange(3)}")
    lines += ["site_url: https://reports.example/north/"] if chance.random() < 0.5 else []
    file.write_text("\n".join(lines) + "\n", "utf-8")


def change_template(folder: Path, chance: random.Random) -> None:
    partial = folder / "overrides/partials/copyright.html"
    partial.parent.mkdir(parents=True, exist_ok=True)
    said = chance.choice(["Mine", "{{ config.extra.facts.events }} of them", "{{ page.title }}"])
    partial.write_text(f"<p>{said} {chance.randrange(3)}</p>\n", "utf-8")
    mkdocs = (folder / "mkdocs.yml").read_text("utf-8")
    if "custom_dir" not in mkdocs:
        mkdocs = mkdocs.replace("  font: false\n", "  font: false\n  custom_dir: overrides\n")
    (folder / "mkdocs.yml").write_text(mkdocs, "utf-8")


def change_version(_folder: Path, chance: random.Random) -> None:
    VERSIONS["jinja2"] = f"9.{chance.randrange(3)}"


def damage_store(folder: Path, chance: random.Random) -> None:
    files = [path for path in sorted((folder / FOLDER).rglob("*")) if path.is_file()]
    for _ in range(chance.choice([1, 5, len(files)])):
        file, other = chance.choice(files), chance.choice(files)
        data = file.read_bytes()
        match chance.randrange(6):
            case 0:
                file.unlink()
            case 1:
                file.write_bytes(data[: chance.randrange(len(data) + 1)])
            case 2 if data:
                at = chance.randrange(len(data))
                file.write_bytes(data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :])
            case 3:
                file.write_bytes(other.read_bytes())
            case 4:
                other_data = other.read_bytes()
                for path, changed in ((file, other_data), (other, data)):
                    path.unlink()
                    path.write_bytes(changed)
            case _:
                file.unlink()
                file.write_text("<html>not ours</html>")
        files = [path for path in files if path.exists()]


def damage_output(folder: Path, chance: random.Random) -> None:
    """Something happened to the site, or a generated page was deleted."""
    files = [
        path for path in sorted((folder / "site").rglob("*")) if path.is_file() and path.name != ".frontmark"
    ]
    if files:
        file = chance.choice(files)
        if chance.random() < 0.5:
            file.unlink()
        else:
            with file.open("ab") as stream:  # in place, through whatever link it is
                stream.write(b"!")
    pages = sorted((folder / "content/dates").glob("*.md"))
    if pages and chance.random() < 0.5:
        chance.choice(pages).unlink()


EDITS: dict[str, Callable[[Path, random.Random], None]] = {
    edit.__name__: edit
    for edit in (
        change_words,
        drop_row,
        add_row,
        rename_actor,
        change_note,
        change_settings,
        change_template,
        change_version,
        damage_store,
        damage_output,
    )
}
VERSIONS: dict[str, str] = {}
STEPS = st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 2**16)), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole site, built once; each example starts from a copy of it."""
    folder = tmp_path_factory.mktemp("base")
    written(FULL, folder)
    assert built(folder) == []
    return folder


@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=EXAMPLES < 20, suppress_health_check=list(HealthCheck)
)
@given(steps=STEPS)
def test_after_any_edits_an_incremental_build_is_a_clean_one(
    base: Path, steps: list[tuple[str, int]]
) -> None:
    VERSIONS.clear()
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        real = stamp.version_of
        patch.setattr(stamp, "version_of", lambda asked: VERSIONS.get(asked) or real(asked))
        folder = shutil.copytree(base, Path(name) / "site")
        for number, (edit, seed) in enumerate(steps):
            before = written(folder, Path(name) / f"before-{number}")
            EDITS[edit](folder, random.Random(seed))
            clean = written(folder, Path(name) / f"clean-{number}")
            wrong = built(clean)
            assert built(folder) == wrong, (edit, seed)
            if wrong:  # an edit that the check refuses: undone, as its author would
                for part in ("content/data", "content/notes"):
                    shutil.rmtree(folder / part)
                shutil.copytree(before, folder, dirs_exist_ok=True)
            else:
                compare(tree(folder), tree(clean))


def compare(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    assert found.keys() == expected.keys()
    assert [path for path in found if found[path] != expected[path]] == []
