"""Settings: one file, then the environment over it; a mistake is named with where it stands."""

from pathlib import Path

import pytest

from service.settings import Settings, SettingsError, describe, load_settings
from tests.service.relais_command import relais


def _file(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "relais.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_nothing_said_gives_the_defaults() -> None:
    """A site starts with no file."""
    assert load_settings(environment={}) == Settings()


def test_the_environment_stands_over_the_file(tmp_path: Path) -> None:
    """The file, then RELAIS_… variables."""
    file = _file(tmp_path, 'keys = "Mairie"\nspeech = "none"\npx_per_mm = 4\nfullscreen = true\n')
    settings = load_settings(file, {"RELAIS_KEYS": "Poste", "RELAIS_PX_PER_MM": "3.5", "KEYS": "elsewhere"})
    assert (settings.keys, settings.speech, settings.px_per_mm) == ("Poste", "none", 3.5)
    assert settings.fullscreen


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour = 1", "colour: no such setting; `relais settings` lists them"),
        ("keys = 3", "keys: a str is expected"),
        ('px_per_mm = "wide"', "px_per_mm: a float is expected"),
        ("fullscreen = 1", "fullscreen: a bool is expected"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, text: str, said: str) -> None:
    """Unknown names and wrong kinds, before anything starts."""
    with pytest.raises(SettingsError, match=said):
        load_settings(_file(tmp_path, text), {})


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("RELAIS_PX_PER_MM", "wide", "RELAIS_PX_PER_MM: a float is expected"),
        ("RELAIS_FULLSCREEN", "yes", "RELAIS_FULLSCREEN: 0 or 1 is expected"),
    ],
)
def test_a_mistake_in_the_environment_is_named(name: str, value: str, said: str) -> None:
    """With the variable's own name."""
    with pytest.raises(SettingsError, match=said):
        load_settings(environment={name: value})


@pytest.mark.parametrize("text", ["place = ", "\xff"])
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, text: str) -> None:
    """Broken syntax, or no text at all."""
    file = tmp_path / "relais.toml"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(SettingsError, match=r"relais\.toml: "):
        load_settings(file, {})


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    """Never the defaults in silence."""
    with pytest.raises(SettingsError, match=r"absent\.toml"):
        load_settings(tmp_path / "absent.toml", {})


def test_secrets_are_not_shown() -> None:
    """A settings object in a log tells no secret."""
    settings = Settings(pkcs11_pin="canary-1", twilio_auth_token="canary-2")
    assert "canary" not in repr(settings)


def test_relais_settings_lists_every_setting() -> None:
    """Name, default, variable and meaning of each."""
    listed = relais("settings")
    assert listed.returncode == 0
    for name, default, meaning in describe():
        assert f"{name} = {default}\n    RELAIS_{name.upper()}: {meaning}\n" in listed.stdout


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"RELAIS_PUBLIC_ORIGIN": "relais.example/"}, "public_origin"),
        ({"RELAIS_PUBLIC_ORIGIN": "https://relais.example", "RELAIS_HUMAN_NUMBER": "0199"}, "human_number"),
        ({"RELAIS_HUMAN_HOURS": "lundi"}, "human_hours: expected"),
        ({"RELAIS_PX_PER_MM": "x"}, "RELAIS_PX_PER_MM"),
    ],
)
def test_a_site_with_a_wrong_setting_says_so_on_one_line(tmp_path: Path, more: dict[str, str], said: str) -> None:
    """No traceback; code 2."""
    ended = relais("site", "--data", tmp_path / "site", "--port", "0", **more)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"relais: {said}")
    assert ended.stderr.count("\n") == 1
