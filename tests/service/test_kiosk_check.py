"""`relais kiosk check` holds a machine to the list: the recipe's own tree meets it, and each planted fault is found."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from service.machine.points import POINTS
from service.machine.tree import Tree
from tests.service.relais_command import ROOT, relais

RECIPE = ROOT / "deploy" / "kiosk" / "tree"
RULES = (RECIPE / "etc" / "nftables.conf").read_text(encoding="utf-8")
FONT = "opt/relais/hardware/fonts/AtkinsonHyperlegibleNext-Regular.ttf"
VOICE = "opt/relais/py_nanotts/lang/fr-FR_ta.bin"
STARTED = {
    "proc/mounts": "/dev/sda2 / ext4 ro,noatime 0 0\n",
    "proc/swaps": "Filename Type Size Used Priority\n",
    "proc/modules": "usbhid 1 0 - Live 0x0\n",
    "proc/sys/kernel/sysrq": "0\n",
    "proc/sys/kernel/core_pattern": "|/bin/false\n",
    "run/systemd/timesync/synchronized": "",
}
"""What a machine that runs the image tells of itself."""


def write(root: Path, path: str, text: str) -> None:
    """One file."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """The files of the recipe, and of Debian's what the list looks at."""
    root = tmp_path / "image"
    shutil.copytree(RECIPE, root, symlinks=True)
    write(root, "etc/passwd", "root:x:0:0:root:/root:/usr/sbin/nologin\nsync:x:4:65534:sync:/bin:/bin/sync\n")
    write(root, "etc/relais/kiosk.env", "KIOSK_SITE=https://site.example\n")
    write(root, "etc/relais/identity.pem", "a key\n")
    for path in (FONT, VOICE):
        write(root, path, "")
    for file in (*(root / "opt").rglob("*"), *(root / "etc/relais").rglob("*"), root / "opt", root / "etc/relais"):
        file.chmod(file.stat().st_mode & 0o755)
    return root


def unmet(root: Path, rules: str | None = None) -> list[str]:
    """The points that a tree does not meet."""
    tree = Tree(root=root, loaded_rules=rules)
    return [name for name, point in POINTS if point(tree)]


Harm = Callable[[Path], None]


def said(path: str, text: str) -> Harm:
    """A file that says something else."""
    return lambda root: write(root, path, text)


def gone(path: str) -> Harm:
    """A file that is not there."""
    return lambda root: (root / path).unlink()


def open_to_all(path: str) -> Harm:
    """A file that anybody may change."""
    return lambda root: (root / path).chmod(0o666)


UNITS = "etc/systemd/system"
ON_DISK = [
    ("nothing is written to the disk", said("etc/fstab", "LABEL=relais-kiosk / ext4 rw 0 1\n")),
    ("nothing is written to the disk", gone("etc/fstab")),
    ("no login on any console", gone(f"{UNITS}/getty@.service")),
    ("no login on any console", said(f"{UNITS}/emergency.service", "[Service]\n")),
    ("no magic keys", gone(f"{UNITS}/ctrl-alt-del.target")),
    ("no magic keys", said("etc/sysctl.d/99-late.conf", "kernel.sysrq = 1\n")),
    ("no USB storage", said("etc/modprobe.d/relais-kiosk.conf", "install usb-storage /bin/false\n")),
    ("firewall", gone(f"{UNITS}/sysinit.target.wants/nftables.service")),
    ("firewall", said("etc/nftables.conf", RULES.replace("hook input priority filter; policy drop", "hook input"))),
    ("watchdog", gone(f"{UNITS}/multi-user.target.wants/relais-kiosk.service")),
    ("watchdog", said(f"{UNITS}/relais-kiosk.service", "[Service]\nRestart=always\nWatchdogSec=0\n")),
    ("watchdog", said("etc/systemd/system.conf.d/zz.conf", "RuntimeWatchdogSec=off\n")),
    ("no virtual card reader", said("usr/lib/pcsc/drivers/serial/libifdvpcd.so", "")),
    ("no virtual card reader", said("etc/reader.conf.d/vpcd", "")),
    ("no shell, no way in", said("etc/passwd", "root:x:0:0:root:/root:/bin/bash\n")),
    ("no shell, no way in", gone("etc/passwd")),
    ("no shell, no way in", said("usr/sbin/sshd", "")),
    ("no swap", said("etc/fstab", "LABEL=r / ext4 ro 0 1\n/swapfile none swap sw 0 0\n")),
    ("no core dumps", said("etc/sysctl.d/99-late.conf", "kernel.core_pattern = core\n")),
    ("log in memory only", gone("etc/systemd/journald.conf.d/relais-kiosk.conf")),
    ("log in memory only", said("var/log/journal/old.journal", "")),
    ("time", gone(f"{UNITS}/sysinit.target.wants/systemd-timesyncd.service")),
    ("letters and voice", gone(FONT)),
    ("letters and voice", gone(VOICE)),
    ("the terminal's own files", open_to_all(FONT)),
    ("the terminal's own files", lambda root: (root / "etc/relais/kiosk.env").chmod(0o644)),
    ("the terminal's own files", lambda root: (root / "etc/relais/identity.pem").chmod(0o640)),
]
WHEN_STARTED = [
    ("nothing is written to the disk", said("proc/mounts", "/dev/sda2 / ext4 rw 0 0\n")),
    ("no magic keys", said("proc/sys/kernel/sysrq", "176\n")),
    ("no USB storage", said("proc/modules", "usb_storage 1 0 - Live 0x0\n")),
    ("no swap", said("proc/swaps", "Filename Type Size Used Priority\n/dev/sda3 partition 1 0 -2\n")),
    ("no core dumps", said("proc/sys/kernel/core_pattern", "core\n")),
    ("time", gone("run/systemd/timesync/synchronized")),
]


def start(root: Path) -> None:
    """The image now runs."""
    for path, text in STARTED.items():
        write(root, path, text)


def test_the_recipe_meets_every_point_before_and_after_it_is_started(image: Path) -> None:
    """The control of all that follows."""
    assert unmet(image) == []
    start(image)
    assert unmet(image, RULES) == []


@pytest.mark.parametrize(("point", "harm"), ON_DISK)
def test_a_fault_of_an_image_is_found_and_nothing_else_is_blamed(image: Path, point: str, harm: Harm) -> None:
    """One fault, one point."""
    harm(image)
    assert unmet(image) == [point]


@pytest.mark.parametrize(("point", "harm"), WHEN_STARTED)
def test_a_machine_that_is_not_as_it_was_set_is_found(image: Path, point: str, harm: Harm) -> None:
    """Well set, and yet."""
    start(image)
    harm(image)
    assert unmet(image, RULES) == [point]


def test_rules_that_were_not_loaded_are_no_firewall(image: Path) -> None:
    """A file with rules stops nobody."""
    start(image)
    assert unmet(image, "") == ["firewall"]


def test_every_point_has_a_planted_fault() -> None:
    """A point that nothing fails is no point."""
    assert {name for name, _ in ON_DISK} == {name for name, _ in POINTS}


def test_the_command_says_one_line_a_point_and_ends_with_one(image: Path) -> None:
    """With 0 when all are met."""
    good = relais("kiosk", "check", "--root", image)
    assert (good.returncode, good.stderr, len(good.stdout.splitlines())) == (0, "", len(POINTS))
    write(image, "usr/sbin/sshd", "")
    bad = relais("kiosk", "check", "--root", image)
    assert bad.returncode == 1
    assert "NOT MET  no shell, no way in: sshd is installed\n" in bad.stdout
    assert bad.stderr == f"relais: 1 of {len(POINTS)} points are not met\n"


def test_without_a_site_the_terminal_does_not_start() -> None:
    """As before: an error of the command line."""
    ended = relais("kiosk", "--demo")
    assert ended.returncode == 2
    assert "--site" in ended.stderr
