"""What the operator asks of a site, whether it runs or not: the same code carries it out in both cases.

To add a command, write one file in `service/commands`, and name it in that package:

    class Count(Operation, frozen=True, kw_only=True):
        \"\"\"How many people there are.\"\"\"

        def run_on(self, premises: Premises) -> Iterator[str]:
            yield "42"

    def count(data: DataFolder, database: Database = "", settings_file: SettingsFile = None) -> None:
        \"\"\"Help of the command.\"\"\"
        tell(Count(), data, read_settings(settings_file, database))

Fields of the operation are what is asked (any type that msgspec writes as JSON); lines go to standard output, bytes
to whoever `ask`ed for them. `OperatorError` ends the command with 2, `BadNewsError` with 1. Imports of the core stand
inside `run_on`: the command line starts fast, and a kiosk's machine has no core.
"""
