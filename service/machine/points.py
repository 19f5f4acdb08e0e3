"""The list that a kiosk's machine is held to, point by point: what is wrong, in an operator's words, or nothing.

Each point reads how the machine is set and, once it is started, how it is.
"""

import re
from collections.abc import Callable

from service.machine.tree import Tree

CONSOLES = (
    "getty@.service",
    "autovt@.service",
    "serial-getty@.service",
    "console-getty.service",
    "emergency.service",
    "rescue.service",
    "debug-shell.service",
)
STORAGE = ("usb-storage", "uas")
UNIT = "etc/systemd/system/relais-kiosk.service"
SYSTEM = ("etc/systemd/system.conf", "etc/systemd/system.conf.d")
JOURNAL = ("etc/systemd/journald.conf", "etc/systemd/journald.conf.d")
KERNEL = ("etc/sysctl.conf", "etc/sysctl.d")
NO_SHELL = ("nologin", "false", "sync")
OWN = ("opt/relais", "etc/relais")
NO_TIME = ("", "0", "off", "infinity")


def read_only_root(tree: Tree) -> str:
    """What the disk holds after a visit is what it held before."""
    if not _is_read_only(tree, "etc/fstab"):
        return "the root file system is not set ro in /etc/fstab"
    return "" if not tree.is_started or _is_read_only(tree, "proc/mounts") else "the root file system can be written to"


def no_console(tree: Tree) -> str:
    """Nobody who plugs a keyboard in is asked for a name."""
    found = [unit for unit in CONSOLES if not tree.is_masked(unit)]
    return f"not masked: {', '.join(found)}" if found else ""


def no_magic_keys(tree: Tree) -> str:
    """No key stops, starts again or opens the machine."""
    if not tree.is_masked("ctrl-alt-del.target"):
        return "Ctrl-Alt-Del starts the machine again: mask ctrl-alt-del.target"
    if tree.setting("kernel.sysrq", *KERNEL) != "0":
        return "kernel.sysrq is not set to 0"
    return "" if not tree.is_started or tree.text("proc/sys/kernel/sysrq").strip() == "0" else "magic keys are on"


def no_usb_storage(tree: Tree) -> str:
    """A stick plugged in is nothing."""
    barred = [
        words[1] for words in tree.lines("etc/modprobe.d") if words[0] == "install" and words[2:] == ["/bin/false"]
    ]
    open_ = [name for name in STORAGE if name not in barred]
    if open_:
        return f"may be loaded: {', '.join(open_)}"
    loaded = {words[0].replace("_", "-") for words in tree.lines("proc/modules")}
    return f"loaded now: {', '.join(loaded & {*STORAGE})}" if loaded & {*STORAGE} else ""


def firewall(tree: Tree) -> str:
    """Nothing comes in; what goes out is named."""
    if not tree.is_enabled("nftables.service"):
        return "nftables.service is not started with the machine"
    if not _is_closed(tree.text("etc/nftables.conf")):
        return "/etc/nftables.conf does not drop by default what comes in, passes through and goes out"
    if tree.loaded_rules is not None and not _is_closed(tree.loaded_rules):
        return "the rules are not loaded"
    return ""


def watchdog(tree: Tree) -> str:
    """A frozen terminal, or a frozen machine, starts again."""
    if not tree.is_enabled("relais-kiosk.service"):
        return "relais-kiosk.service is not started with the machine"
    if tree.setting("WatchdogSec", UNIT) in NO_TIME or tree.setting("Restart", UNIT) != "always":
        return "relais-kiosk.service lacks WatchdogSec, or Restart=always"
    return "RuntimeWatchdogSec is not set" if tree.setting("RuntimeWatchdogSec", *SYSTEM) in NO_TIME else ""


def no_virtual_reader(tree: Tree) -> str:
    """The virtual card reader listens on the network: for test machines only."""
    found = [*tree.root.glob("usr/lib/pcsc/drivers/serial/libifdvpcd.so"), *tree.root.glob("etc/reader.conf.d/vpcd*")]
    return "vsmartcard-vpcd is installed: remove it" if found else ""


def no_shell(tree: Tree) -> str:
    """No account gives a shell, and nothing lets anybody in from elsewhere."""
    accounts = [line.split(":") for line in tree.text("etc/passwd").splitlines()]
    found = [account[0] for account in accounts if account[-1].rpartition("/")[2] not in NO_SHELL]
    if not accounts:
        return "there is no /etc/passwd"
    return f"with a shell: {', '.join(found)}" if found else "sshd is installed" * tree.exists("usr/sbin/sshd")


def no_swap(tree: Tree) -> str:
    """Memory holds what a person reads: it is never written out."""
    if any(words[2:3] == ["swap"] for words in tree.lines("etc/fstab")):
        return "/etc/fstab has a swap"
    return "a swap is in use" if tree.lines("proc/swaps")[1:] else ""


def no_core_dumps(tree: Tree) -> str:
    """A program that falls leaves no picture of its memory."""
    if (
        tree.setting("DefaultLimitCORE", *SYSTEM) != "0"
        or tree.setting("kernel.core_pattern", *KERNEL) != "|/bin/false"
    ):
        return "DefaultLimitCORE is not 0, or kernel.core_pattern not |/bin/false"
    is_off = not tree.is_started or tree.text("proc/sys/kernel/core_pattern").strip() == "|/bin/false"
    return "" if is_off else "core dumps are on"


def journal_in_memory(tree: Tree) -> str:
    """The log is gone when the machine stops."""
    if tree.setting("Storage", *JOURNAL) not in ("volatile", "none"):
        return "Storage=volatile is not set for journald"
    return "/var/log/journal is there: remove it" if tree.exists("var/log/journal") else ""


def time_set(tree: Tree) -> str:
    """A receipt carries the time."""
    if not tree.is_enabled("systemd-timesyncd.service"):
        return "systemd-timesyncd.service is not started with the machine"
    is_set = not tree.is_started or tree.exists("run/systemd/timesync/synchronized")
    return "" if is_set else "the clock was not set by a time server yet"


def letters_and_voice(tree: Tree) -> str:
    """Without them the kiosk shows other letters, or is mute."""
    parts = (("AtkinsonHyperlegibleNext-*.ttf", "the letters"), ("fr-FR_*.bin", "the voice"))
    lacking = [name for pattern, name in parts if not any((tree.root / "opt/relais").rglob(pattern))]
    return f"not under /opt/relais: {', '.join(lacking)}" if lacking else ""


def own_files(tree: Tree) -> str:
    """The terminal can't change itself, and only root reads its key and its settings."""
    absent = [folder for folder in OWN if not tree.exists(folder)]
    if absent:
        return f"not there: {', '.join(absent)}"
    found = [*tree.writable_by_others(*OWN)]
    if found:
        return f"can be changed by others than root: /{found[0]}" + f" and {len(found) - 1} more" * (len(found) > 1)
    secrets = [tree.root / "etc/relais" / name for name in ("kiosk.env", "identity.pem")]
    is_open = [secret.name for secret in secrets if secret.exists() and secret.stat().st_mode & 0o077]
    return f"in /etc/relais, can be read by others than root: {', '.join(is_open)}" if is_open else ""


POINTS: tuple[tuple[str, Callable[[Tree], str]], ...] = (
    ("nothing is written to the disk", read_only_root),
    ("no login on any console", no_console),
    ("no magic keys", no_magic_keys),
    ("no USB storage", no_usb_storage),
    ("firewall", firewall),
    ("watchdog", watchdog),
    ("no virtual card reader", no_virtual_reader),
    ("no shell, no way in", no_shell),
    ("no swap", no_swap),
    ("no core dumps", no_core_dumps),
    ("log in memory only", journal_in_memory),
    ("time", time_set),
    ("letters and voice", letters_and_voice),
    ("the terminal's own files", own_files),
)


def _is_read_only(tree: Tree, table: str) -> bool:
    options = [words[3].split(",") for words in tree.lines(table) if words[1:2] == ["/"]]
    return bool(options) and "ro" in options[-1]


def _is_closed(rules: str) -> bool:
    dropped = re.findall(r"hook (\w+) priority [^;]+; policy drop;", rules)
    return {"input", "forward", "output"} <= {*dropped}
