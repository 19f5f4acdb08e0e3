"""Runs the model on one engine: `python -m tests.model.run ENGINE STEPS SEED`. One seed replays a failure."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from service.bench.postgres_server import PostgresServer
from tests.model.machine import Machine
from tests.model.site import Site
from tests.model.witness import Witness

STEPS_OF_A_RUN = 500
