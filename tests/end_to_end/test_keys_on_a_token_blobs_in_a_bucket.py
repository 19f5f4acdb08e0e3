"""One site whose keys are on a PKCS#11 token and in a folder of their own, and whose bytes are in a bucket."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.acts.register_patient import RegisterPatient
from core.domain.identifiers import PatientId
from core.storage.backup.restoring import restore_backup
from core.storage.blobs import open_blobs
from service.commands.backup import Backup
from service.commands.keys import RetireKeys, RotateKeys
from service.faults import OperatorError
from service.operator.asking import ask
from service.places import choose_places
from service.premises import open_premises
from service.settings import Settings, SettingsError, load_settings
from tests.core.interop.cda_samples import as_bytes
from tests.people import as_operator, filing, identity
from tests.real_stacks import requires
from tests.s3_server import S3Server, s3_server
from tests.service.relais_command import relais
from tests.softhsm import softhsm_token

pytestmark = requires("softhsm")


@dataclass(frozen=True)
class Elsewhere:
    """Where the site keeps what; its settings as an operator gives them."""

    data: Path
    keys: Path
    server: S3Server
    environment: dict[str, str]

    @property
    def settings(self) -> Settings:
        return load_settings(environment=self.environment)

    def objects(self) -> list[bytes]:
        """What the bucket holds."""
        bucket = open_blobs("s3://relais", self.server.access)
        return [bucket.get(name) for name in bucket.names()]


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Elsewhere]:
    """A token and a server, both empty."""
    with softhsm_token(tmp_path / "token") as token, s3_server() as server:
        server.make_bucket("relais")
        access = server.access
        environment = {
            "RELAIS_KEYS": str(tmp_path / "keys"),
            "RELAIS_PKCS11_MODULE": str(token.module),
            "RELAIS_PKCS11_TOKEN": token.label,
            "RELAIS_PKCS11_PIN": token.pin,
            "RELAIS_BLOBS": "s3://relais/site-1",
            "RELAIS_S3_ENDPOINT": access.endpoint,
            "RELAIS_S3_REGION": access.region,
            "RELAIS_S3_ACCESS_KEY_ID": access.access_key_id,
            "RELAIS_S3_SECRET_ACCESS_KEY": access.secret_access_key,
        }
        yield Elsewhere(tmp_path / "site", tmp_path / "keys", server, environment)


def originals(elsewhere: Elsewhere) -> list[bytes]:
    """Every document as received, read back through a site opened anew."""
    with open_premises(elsewhere.data, elsewhere.settings) as premises:
        with premises.store.transaction() as transaction:
            people = transaction.connection.exec_driver_sql("SELECT patient_id FROM nirs").scalars().all()
        with premises.store.begin() as records:
            return [
                records.documents.original(PatientId(each), document.document_id)
                for each in people
                for document in records.documents.newest_first(PatientId(each))
            ]


def test_a_document_filed_is_read_back(elsewhere: Elsewhere, tmp_path: Path) -> None:
    """By another process, through a rotation too; the data folder has neither key nor blob, the bucket no word."""
    (tmp_path / "letter.xml").write_bytes(as_bytes())
    ended = relais("import", tmp_path / "letter.xml", "--data", elsewhere.data, **elsewhere.environment)
    assert (ended.returncode, ended.stdout) == (0, "1 filed\n")
    assert originals(elsewhere) == [as_bytes()]
    for operation in (RotateKeys(), RetireKeys(version=1)):
        list(ask(operation, elsewhere.data, elsewhere.settings))
    assert originals(elsewhere) == [as_bytes()]
    names = {path.name for path in elsewhere.data.iterdir()}
    assert not {name for name in names if name.endswith(".key")} | (names & {"blobs"})
    assert {path.name for path in elsewhere.keys.glob("*.key")} == {
        "space.key",
        "pseudonym.key",
        "signing.key",
        "log.key",
    }
    [sealed] = elsewhere.objects()
    assert as_bytes()[:100] not in sealed
    assert len(sealed) > len(as_bytes())


def test_a_backup_comes_back_on_another_token_folder_and_bucket_alike(elsewhere: Elsewhere, tmp_path: Path) -> None:
    """The same keys, records and bytes lost: all of it is restored where the settings say."""
    with open_premises(elsewhere.data, elsewhere.settings) as premises:
        patient_id = premises.door.perform(RegisterPatient(identity=identity()), as_operator()).patient_id
        premises.door.perform(filing(original=as_bytes()), as_operator(patient_id))
    backup = [each for each in ask(Backup(), elsewhere.data, elsewhere.settings) if isinstance(each, bytes)]
    environment = {**elsewhere.environment, "RELAIS_BLOBS": "s3://relais/site-2"}
    again = Elsewhere(tmp_path / "again", elsewhere.keys, elsewhere.server, environment)
    again.data.mkdir(mode=0o700)
    restore_backup(backup, again.data, places=choose_places(again.data, again.settings))
    assert originals(again) == [as_bytes()]


def test_what_cannot_be_reached_is_named_without_its_secret(elsewhere: Elsewhere) -> None:
    """A wrong PIN, a bucket that is not there, half of a token's settings: one line, and no secret in it."""
    wrong_pin = {**elsewhere.environment, "RELAIS_PKCS11_PIN": "000000"}
    with (
        pytest.raises(OperatorError, match="PIN") as refused,
        open_premises(elsewhere.data, load_settings(environment=wrong_pin)),
    ):
        pass
    assert "000000" not in str(refused.value)
    no_bucket = {**elsewhere.environment, "RELAIS_BLOBS": "s3://nowhere/site-1"}
    with (
        pytest.raises(OperatorError, match="no such bucket") as missing,
        open_premises(elsewhere.data, load_settings(environment=no_bucket)),
    ):
        pass
    assert elsewhere.environment["RELAIS_S3_SECRET_ACCESS_KEY"] not in str(missing.value)
    half = {name: value for name, value in elsewhere.environment.items() if name != "RELAIS_PKCS11_PIN"}
    with (
        pytest.raises(SettingsError, match="pkcs11_pin"),
        open_premises(elsewhere.data, load_settings(environment=half)),
    ):
        pass


def test_the_settings_print_no_secret(elsewhere: Elsewhere) -> None:
    """Neither PIN nor access key, whoever prints them."""
    shown = repr(elsewhere.settings)
    for name in ("RELAIS_PKCS11_PIN", "RELAIS_S3_ACCESS_KEY_ID", "RELAIS_S3_SECRET_ACCESS_KEY"):
        assert elsewhere.environment[name] not in shown
