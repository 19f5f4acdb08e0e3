"""The power goes at a random moment of a recorded run, many times; each time the folder is opened and judged."""

import random
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.storage.errors import StoreError
from tests.faults.deeds import open_counter
from tests.faults.disk import Disk, Luck
from tests.faults.invariants import check_kept
from tests.faults.recording import Event

WHOLE, LOST, DAMAGED = "whole", "lost", "damaged"


def cut_often(made: Path, events: Sequence[Event], images: int, shelf: Path, seed: int) -> Counter[str]:
    """Rebuild so many images of a run that began on `made`; how many were whole, lost something told, or damaged."""
    chance = random.Random(seed)  # noqa: S311 - one seed replays a run
    moments = Counter(chance.randrange(len(events) + 1) for _ in range(images))
    disk, told, found = Disk(made), dict[int, str](), Counter[str]()
    for moment in range(len(events) + 1):
        for _ in range(moments[moment]):
            luck = chance.choices(tuple(Luck), [each.value for each in Luck])[0]
            image = shelf / "image"
            shutil.rmtree(image, ignore_errors=True)
            image.mkdir(mode=0o700)
            disk.write(image, luck, chance)
            found[judge(image, told)] += 1
        if moment < len(events):
            event = events[moment]
            if event.told:
                told[event.told[0]] = event.told[1]
            else:
                disk.do(event)
    return found


def judge(image: Path, told: Mapping[int, str]) -> str:
    """Open what is left, as a site does, and look for what was told."""
    try:
        counter = open_counter(image, drawn=100_000)
    except StoreError:
        return DAMAGED
    try:
        check_kept(counter, told)
    except AssertionError:
        return LOST
    finally:
        counter.close()
    return WHOLE
