"""A disk that fails at a chosen step, and remembers what would be left of it if the power went too."""

from pathlib import Path
from random import Random

from core.storage.audit_log.durable_files import DurableFiles

_GONE = b"<gone>"


class PowerCut(Exception):  # noqa: N818 - an event, told to nobody
    """The end of the process."""


class FailingDisk(DurableFiles):
    """Carries every step out for real, and fails at number `at`; a file being written is then there by half.

    Names are only sure once their folder was synced; until then, each may be there or not.
    """

    def __init__(self, root: Path, at: int = -1, fault: Exception | None = None) -> None:
        self.root = root
        self.steps = 0
        self._at = at
        self._fault = fault or PowerCut()
        self._sure: dict[Path, bytes | None] = {}
        self._unsure: list[tuple[Path, bytes | None]] = []

    def _step(self) -> bool:
        self.steps += 1
        return self.steps - 1 == self._at

    def _change(self, path: Path, content: bytes | None) -> None:
        self._unsure.append((path, content))

    def make_folder(self, folder: Path) -> None:
        if self._step():
            raise self._fault
        super().make_folder(folder)
        self._change(folder, None)

    def put(self, path: Path, content: bytes) -> None:
        is_cut = self._step()
        written = content[: len(content) // 2] if is_cut else content
        path.write_bytes(written)
        self._change(path, written)
        if is_cut:
            raise self._fault

    def move(self, source: Path, target: Path) -> None:
        if self._step():
            raise self._fault
        content = source.read_bytes()
        super().move(source, target)
        self._change(source, _GONE)
        self._change(target, content)

    def sync(self, folder: Path) -> None:
        if self._step():
            raise self._fault
        for path, content in self._unsure:
            if path.parent == folder:
                _apply(self._sure, path, content)
        self._unsure = [change for change in self._unsure if change[0].parent != folder]

    def delete(self, path: Path) -> None:
        if self._step():
            raise self._fault
        super().delete(path)
        self._change(path, _GONE)

    def delete_folder(self, folder: Path) -> None:
        if self._step():
            raise self._fault
        super().delete_folder(folder)
        self._change(folder, _GONE)

    def after_power_cut(self, seed: int) -> dict[str, bytes]:
        """One of the folders that could be found at the next start: content by path."""
        chance = Random(seed)  # noqa: S311 - a draw that can be repeated
        left = dict(self._sure)
        for path, content in self._unsure:
            if chance.random() < chance.choice([0.1, 0.5, 0.9]):
                _apply(left, path, content)
        return {
            str(path.relative_to(self.root)): content
            for path, content in left.items()
            if content is not None and all(folder in left for folder in path.parents if self.root in folder.parents)
        }


class ForgetfulDisk(FailingDisk):
    """A disk that says it has synced, and has not."""

    def sync(self, folder: Path) -> None:
        super().sync(folder / "not")


def _apply(names: dict[Path, bytes | None], path: Path, content: bytes | None) -> None:
    if content == _GONE:
        names.pop(path, None)
    else:
        names[path] = content
