"""verify: a copy of a site against its SHA256SUMS, and the signature of that by the tools of minisign and OpenSSH."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from generator import cli
from generator.sums import NAME, agrees, list_files


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A whole copy of a site of three files, in the current folder."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "mirror"
    for path, data in (("index.html", b"home"), ("dates/6/index.html", b"six"), ("assets/ü.css", b"")):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    list_files(folder)
    return folder


def verify(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main(["verify", "mirror", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.usefixtures("mirror")
def test_a_whole_copy_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(capsys) == (0, "3 files in mirror, each as SHA256SUMS lists it\n", "")


def test_each_difference_is_a_line(mirror: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (mirror / "index.html").write_bytes(b"hom")
    (mirror / "dates/6/index.html").unlink()
    (mirror / "new\x1b[2J.html").write_bytes(b"")
    assert verify(capsys) == (
        1,
        "",
        "dates/6/index.html: is missing\n"
        "index.html: is altered\n"
        r"'new\x1b[2J.html': is not listed"
        "\n3 faults\n",
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_what_cannot_be_read_is_said(mirror: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (mirror / "index.html").chmod(0)
    assert verify(capsys) == (1, "", "index.html: cannot be read\n1 fault\n")


@pytest.mark.parametrize("text", [b"", b"nonsense\n", b"\xff\xfe", b"0" * 64 + b"  ../secret\n\n"])
def test_a_listing_that_no_build_wrote(mirror: Path, capsys: pytest.CaptureFixture[str], text: bytes) -> None:
    (mirror / NAME).write_bytes(text)
    fault = "SHA256SUMS: is no list of files with their SHA-256, as a build writes it\n1 fault\n"
    assert verify(capsys) == (1, "", fault)


def test_a_path_out_of_the_folder_is_not_followed(mirror: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (mirror.parent / "secret").write_bytes(b"")
    (mirror / NAME).write_text(f"{'0' * 64}  ../secret\n")
    assert verify(capsys)[2].startswith("../secret: is missing\n")


def test_a_copy_without_its_listing(mirror: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (mirror / NAME).unlink()
    assert verify(capsys) == (1, "", "SHA256SUMS: is missing\n1 fault\n")


@pytest.mark.usefixtures("mirror")
@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (["nowhere"], "frontmark: no folder nowhere\n"),
        (["mirror", "--key", "no.pub"], "frontmark: no file no.pub\n"),
    ],
)
def test_wrong_usage(capsys: pytest.CaptureFixture[str], arguments: list[str], err: str) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["verify", *arguments])
    assert (ended.value.code, capsys.readouterr().err) == (2, err)


# --- signatures ------------------------------------------------------------------------------------------


def run(*command: str | Path, **options: object) -> None:
    subprocess.run(command, check=True, capture_output=True, **options)  # type: ignore[call-overload]


def minisign(mirror: Path) -> Path:
    """Sign the copy with a new key; returns its public half."""
    public, secret = mirror.parent / "publisher.pub", mirror.parent / "publisher.key"
    run("minisign", "-G", "-W", "-p", public, "-s", secret)
    run("minisign", "-S", "-s", secret, "-m", mirror / NAME, "-t", "edition 2")
    return public


def ssh(mirror: Path) -> Path:
    """The same by ssh-keygen; returns a file of allowed signers."""
    key, signers = mirror.parent / "key", mirror.parent / "signers"
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)
    run("ssh-keygen", "-q", "-Y", "sign", "-f", key, "-n", "file", mirror / NAME)
    signers.write_text(f"desk@example.org {key.with_suffix('.pub').read_text()}")
    return signers


needs_minisign = pytest.mark.skipif(not shutil.which("minisign"), reason="needs minisign")
needs_ssh = pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="needs ssh-keygen of OpenSSH")
WHOLE = "3 files in mirror, each as SHA256SUMS lists it\n"


@needs_minisign
def test_a_signature_of_minisign_says_its_trusted_comment(
    mirror: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    public = minisign(mirror)
    said = "SHA256SUMS.minisig: Signature and comment signature verified; Trusted comment: edition 2\n"
    assert verify(capsys, "--key", public.name) == (0, said + WHOLE, "")
    (mirror / NAME).write_text((mirror / NAME).read_text().replace("index.html", "other.html"))
    code, _out, err = verify(capsys, "--key", public.name)
    assert (code, err.splitlines()[-2:]) == (
        1,
        ["SHA256SUMS.minisig: does not hold: Signature verification failed", "5 faults"],
    )


@needs_ssh
def test_a_signature_of_ssh_says_who_signed(mirror: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signers = ssh(mirror)
    code, out, err = verify(capsys, "--signers", signers.name)
    assert (code, err) == (0, "")
    assert out.startswith(
        'SHA256SUMS.sig: Good "file" signature for desk@example.org with ED25519 key SHA256:'
    )
    assert out.endswith(WHOLE)
    (mirror / NAME).write_bytes((mirror / NAME).read_bytes().replace(b"0", b"1"))
    assert "SHA256SUMS.sig: does not hold: " in verify(capsys, "--signers", signers.name)[2]


@needs_ssh
def test_a_key_that_nobody_allowed(mirror: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signers = ssh(mirror)
    signers.write_text("")
    code, out, err = verify(capsys, "--signers", signers.name)
    assert (code, out) == (1, "")
    assert err.startswith("SHA256SUMS.sig: does not hold: ")


@needs_ssh
def test_a_signature_for_another_purpose(mirror: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signers = ssh(mirror)
    (mirror / f"{NAME}.sig").unlink()
    run("ssh-keygen", "-q", "-Y", "sign", "-f", mirror.parent / "key", "-n", "git", mirror / NAME)
    assert verify(capsys, "--signers", signers.name)[0] == 1


@pytest.mark.parametrize(
    ("name", "option"), [("SHA256SUMS.minisig", "--key"), ("SHA256SUMS.sig", "--signers")]
)
def test_a_signature_that_is_asked_for_and_is_not_there(
    mirror: Path, capsys: pytest.CaptureFixture[str], name: str, option: str
) -> None:
    (mirror.parent / "key").touch()
    assert verify(capsys, option, "key") == (1, "", f"{name}: is missing\n1 fault\n")


def test_a_signature_without_its_key_is_not_believed(
    mirror: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (mirror / "SHA256SUMS.sig").touch()
    said = "SHA256SUMS.sig: not checked: it takes the key of who signed, see --help\n"
    assert verify(capsys) == (0, said + WHOLE, "")


@pytest.mark.parametrize(
    ("name", "option", "tool"),
    [("SHA256SUMS.minisig", "--key", "minisign"), ("SHA256SUMS.sig", "--signers", "ssh-keygen")],
)
def test_a_tool_that_is_missing_is_named(
    mirror: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    option: str,
    tool: str,
) -> None:
    (mirror / name).touch()
    (mirror.parent / "key").touch()
    monkeypatch.setenv("PATH", str(mirror.parent / "no-tools"))
    fault = f"{name}: cannot be checked: {tool} is not installed\n1 fault\n"
    assert verify(capsys, option, "key") == (1, "", fault)


def test_a_signed_site_is_still_the_one_that_was_built(mirror: Path) -> None:
    before = agrees(mirror)
    (mirror / "SHA256SUMS.minisig").touch()
    (mirror / "SHA256SUMS.sig").touch()
    assert before
    assert agrees(mirror) == before
