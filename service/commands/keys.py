"""`relais keys`: the keys that close people's keys, and a person's own; replaced while the site runs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.naming import AccessNumber, WithoutCard, whom
from service.commands.options import Database, DataFolder, SettingsFile, read_settings
from service.faults import OperatorError
from service.operator.asking import tell
from service.operator.operation import Operation
from service.operator.whom import Whom

if TYPE_CHECKING:
    from service.premises import Premises

app = typer.Typer(name="keys", no_args_is_help=True, help="Show and replace keys; the site may be running.")


class ListKeys(Operation, frozen=True, kw_only=True):
    """Which versions there are, and how many people are under each."""

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """Oldest first; people are counted with the site itself, which has a key like them."""
        from core.storage.opening import key_versions

        in_use = key_versions(premises.store.database)
        versions = premises.store.vault.wrapping.versions
        for version in versions:
            is_current = " (current)" if version == versions[-1] else ""
            yield f"version {version}{is_current}: {in_use.get(version, 0)} people's keys"


class RotateKeys(Operation, frozen=True, kw_only=True):
    """A new key-encryption key, and everybody's key under it."""

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """Says how far it is; cut anywhere, the same command goes on from there."""
        from core.storage.rotation import rotate, wrap_anew

        version = rotate(premises.store)
        yield f"version {version} closes from now on"
        for count in wrap_anew(premises.store):
            yield f"{count} people's keys are under it"
        yield f"done: take a backup and the key files; then `relais keys retire {version - 1}`"


class RetireKeys(Operation, frozen=True, kw_only=True):
    """An earlier version is destroyed."""

    version: int

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """Refused while anybody is under it."""
        from core.storage.errors import StoreError
        from core.storage.rotation import retire

        try:
            retire(premises.store, self.version)
        except StoreError as fault:
            raise OperatorError(f"{fault}; nothing was destroyed") from None
        yield f"version {self.version} is destroyed here: destroy its copies too; backups made under it open no more"


class RenewKey(Operation, frozen=True, kw_only=True):
    """One person's own key is replaced."""

    whom: Whom

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """In one transaction; the number is never said back."""
        from core.storage.renewal import renew_key
        from service.operator.known_person import known_person

        done = renew_key(premises.store, known_person(premises, self.whom))
        yield f"version {done.version} of this person's key: {done.cells} cells and {done.blobs} blobs sealed again"


@app.command("list")
def list_keys(data: DataFolder, database: Database = "", settings_file: SettingsFile = None) -> None:
    """Say which versions of the key-encryption key there are, and how many people's keys are under each."""
    tell(ListKeys(), data, read_settings(settings_file, database))


@app.command()
def rotate(data: DataFolder, database: Database = "", settings_file: SettingsFile = None) -> None:
    """Draw a new key-encryption key and put everybody's key under it; cut, it goes on when asked again."""
    tell(RotateKeys(), data, read_settings(settings_file, database))


@app.command()
def retire(
    version: Annotated[int, typer.Argument(help="an earlier version, as `relais keys list` numbers them")],
    data: DataFolder,
    database: Database = "",
    settings_file: SettingsFile = None,
) -> None:
    """Destroy an earlier version, once nobody's key is under it; backups made before the rotation open no more."""
    tell(RetireKeys(version=version), data, read_settings(settings_file, database))


@app.command()
def renew(
    data: DataFolder,
    access_number: AccessNumber = "",
    without_card: WithoutCard = False,  # noqa: FBT002 - typer's way to write a flag
    database: Database = "",
    settings_file: SettingsFile = None,
) -> None:
    """Give one person a new key, and seal everything of theirs again under it."""
    tell(RenewKey(whom=whom(access_number, without_card=without_card)), data, read_settings(settings_file, database))
