"""Acts whose syncs are counted from outside: `python -m service.bench.write_probe FOLDER ACTS EXTRA_SYNCS`."""

import os
import sys
from contextlib import closing
from pathlib import Path

from core.acts.claims import NumberClaim
from core.acts.count_try import CountTry
from core.acts.perform import Door
from core.acts.request import Context
from core.domain.audit import Channel, PurposeOfUse, Role
from core.domain.identifiers import VisitId
from core.storage.keys import open_keys
from core.storage.opening import open_store
from service.chance import SystemChance
from service.clock import SystemClock


def main(folder: Path, acts: int, extra_syncs: int) -> None:
    """Carry out this many acts that write; sync a file once more for each extra one."""
    context = Context(
        role=Role.STRANGER,
        purpose=PurposeOfUse.IDENTIFICATION,
        channel=Channel.PHONE,
        place="bench",
        visit_id=VisitId("bench"),
    )
    with closing(open_store(folder)) as store, (folder / "extra").open("wb") as extra:
        door = Door(store=store, clock=SystemClock(), ids=SystemChance(), keys=open_keys(folder))
        for _ in range(acts):
            door.perform(CountTry(claim=NumberClaim(access_number="00000000")), context)
        for _ in range(extra_syncs):
            os.fsync(extra.fileno())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
