"""`python -m service.bench NAME…`: some of the measures, by a part of their name, for whoever tunes one."""

import sys

from service.bench.run import MEASURES, run_all
from service.bench.table import write_line, write_table

if __name__ == "__main__":
    wanted = [each for each in MEASURES if any(word in each.name for word in sys.argv[1:])]
    sys.stdout.write(write_table(()) + "\n")
    for row in run_all(wanted):
        sys.stdout.write(write_line(row) + "\n")
