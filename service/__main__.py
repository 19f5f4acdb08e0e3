"""`python -m service` is the `relais` command."""

from service.commands import main

main()
