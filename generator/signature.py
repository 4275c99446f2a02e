"""A detached signature beside `SHA256SUMS`, checked by the reader's own minisign or ssh-keygen."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from generator.sums import NAME, SIGNATURES

MINISIGN, SSH = SIGNATURES
NAMESPACE = "file"
"""What `ssh-keygen -Y sign -n` says a signature is for: its own word for signed files."""


@dataclass(frozen=True)
class Verdict:
    """What came of one signature: `fault` says why it does not hold, `said` what its tool said where it does."""

    name: str
    said: str = ""
    fault: str = ""


def signatures(folder: Path, key: Path | None, signers: Path | None) -> list[Verdict]:
    """A verdict on each signature in `folder` and on each that a key was given for; sorted as `SIGNATURES`.

    key: a public key of minisign; signers: a file of allowed signers, see ssh-keygen(1). A signature without its key
    has neither `said` nor `fault`: nobody can tell.
    """
    found = []
    for name, given, check in ((MINISIGN, key, _minisign), (SSH, signers, _ssh)):
        if not (folder / name).is_file():
            found += [Verdict(name, fault="is missing")] if given else []
        else:
            found.append(check(folder, given.absolute()) if given else Verdict(name))
    return found


def _minisign(folder: Path, key: Path) -> Verdict:
    """The trusted comment, which is part of what it says, is signed too."""
    return _asked(MINISIGN, ["minisign", "-V", "-p", str(key), "-m", NAME, "-x", MINISIGN], folder)


def _ssh(folder: Path, signers: Path) -> Verdict:
    """First whose key the signature names, then whether that key made it of this very listing."""
    find = ["ssh-keygen", "-Y", "find-principals", "-f", str(signers), "-s", SSH]
    found = _asked(SSH, find, folder)
    if found.fault:
        return found
    check = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-n", NAMESPACE, "-s", SSH]
    return _asked(SSH, [*check, "-I", found.said.split()[0]], folder)


def _asked(name: str, command: list[str], folder: Path) -> Verdict:
    """What the tool says, run in `folder` with the listing as its input."""
    try:
        with (folder / NAME).open("rb") as listing:
            done = subprocess.run(command, cwd=folder, stdin=listing, capture_output=True, check=False)
    except FileNotFoundError:
        return Verdict(name, fault=f"cannot be checked: {command[0]} is not installed")
    lines = (
        (done.stdout + done.stderr if done.returncode else done.stdout).decode(errors="replace").splitlines()
    )
    said = "; ".join(line.strip() for line in lines if line.strip())
    if done.returncode:
        return Verdict(name, fault=f"does not hold: {said or f'{command[0]} gives no reason'}")
    return Verdict(name, said=said or "holds")
