"""One search of one parser by atheris, with coverage of our houses. Run by `tests.fuzz.run` in a process of its own.

`python -m tests.fuzz.engine NAME [options of libFuzzer and folders]`; must import nothing of ours before the hook.
"""

import sys

import atheris

HOUSES = ["core", "hardware", "ivr", "kiosk", "tests.fuzz"]


def main(name: str, options: list[str]) -> None:
    """Search until the time is over or a promise is broken; libFuzzer ends the process itself."""
    for hook in ("RegEx", "str"):
        atheris.enabled_hooks.add(hook)
    with atheris.instrument_imports(include=HOUSES):
        from tests.fuzz.harnesses import harness

        one = harness(name).one
    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
