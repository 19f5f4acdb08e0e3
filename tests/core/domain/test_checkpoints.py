"""Signed notes and checkpoints: published examples hold, and whatever is unusual is refused."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain.checkpoints import (
    Checkpoint,
    VerifyingKey,
    open_checkpoint,
    open_note,
    sign_checkpoint,
    sign_note,
    unsigned_checkpoint,
)
from core.domain.merkle import EMPTY_ROOT, leaf_hash
from tests.audit_logs import KEY, SIGNER, STRANGER, note_of

# Source: golang.org/x/mod, sumdb/note, documentation and note_test.go; the private key is published there too.
GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_NOTE = (
    GO_TEXT + "\n\u2014 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
# Source: C2SP signed-note, verifier keys.
C2SP_VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
C2SP_NOTE = (
    "This is an example message.\n\n\u2014 example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
# Source: C2SP tlog-checkpoint, introduction; its key is not published, so that only its form is checked.
C2SP_CHECKPOINT = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "\u2014 example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)
NOTE = note_of(3, leaf_hash(b"root"))
LINE = NOTE.split("\n\n")[1]


@pytest.mark.parametrize(("vkey", "note"), [(GO_VKEY, GO_NOTE), (C2SP_VKEY, C2SP_NOTE)])
def test_published_notes_hold(vkey: str, note: str) -> None:
    """Keys are read and written as published; the signature covers the text and its last newline."""
    key = VerifyingKey.parse(vkey)
    assert key.text() == vkey
    assert open_note(note, key) == note.partition("\n\n")[0] + "\n"


def test_we_sign_the_published_note_to_the_letter() -> None:
    """With the published private key."""
    key, private = VerifyingKey.parse(GO_VKEY), Ed25519PrivateKey.from_private_bytes(GO_SEED)
    assert sign_note(GO_TEXT, key, private.sign) == GO_NOTE


def test_the_published_checkpoint_is_read() -> None:
    """Name, size and root."""
    checkpoint = unsigned_checkpoint(C2SP_CHECKPOINT)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert C2SP_CHECKPOINT.startswith(checkpoint.text())


def test_a_checkpoint_comes_back() -> None:
    """What was signed is what is read."""
    assert open_checkpoint(NOTE, KEY) == Checkpoint(KEY.name, 3, leaf_hash(b"root"))


@pytest.mark.parametrize("at", range(len(NOTE)))
def test_no_letter_of_a_note_can_change(at: int) -> None:
    """Text, gap, dash, name, id or signature."""
    for letter in {"0", "A", "\n", " ", "=", "\u00e9"} - {NOTE[at]}:
        with pytest.raises(ValueError, match=r"."):
            open_checkpoint(NOTE[:at] + letter + NOTE[at + 1 :], KEY)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n",
        NOTE[:-1],
        NOTE + "\n",
        NOTE.replace("\n", "\r\n"),
        "\ufeff" + NOTE,
        NOTE + LINE,
        NOTE.replace("\n\n", "\n"),
        NOTE.replace("\n\n", "\n\n\n"),
        NOTE.replace("\u2014 ", "- "),
        NOTE.replace("\u2014 ", "\u2014  "),
        NOTE[: -len(LINE)],
        NOTE + "\u2014 other AAAA\n",
        NOTE + "\u2014 other AAAAAA\n",
        NOTE + "unsigned\n",
        NOTE + "\u2014 other AAAAAAAAAA==\n" * 16,
        NOTE.replace("\n3\n", "\n03\n"),
        NOTE.replace("\n3\n", "\n+3\n"),
        NOTE.replace("\n3\n", "\n\u0663\n"),
    ],
    ids=repr,
)
def test_what_is_unusual_is_refused(note: str) -> None:
    """Other line ends, gaps, doubled signatures, lines that are none, numbers written otherwise."""
    with pytest.raises(ValueError, match=r"."):
        open_checkpoint(note, KEY)


@pytest.mark.parametrize(
    "text",
    [
        "x\n3\nAAAA\n",
        f"x\n3\n{base64.b64encode(b'r' * 31).decode()}\n",
        f"x\n3\n{base64.b64encode(b'r' * 32).decode()}",
        f"x\n3\n{base64.b64encode(b'r' * 32).decode()}\nextension\n",
        f"x y\n3\n{base64.b64encode(b'r' * 32).decode()}\n",
        f"\n3\n{base64.b64encode(b'r' * 32).decode()}\n",
        f"x\n-3\n{base64.b64encode(b'r' * 32).decode()}\n",
        f"x\n00\n{base64.b64encode(EMPTY_ROOT).decode()}\n",
        f"x\n0\n{base64.b64encode(b'r' * 32).decode()}\n",
        f"x\n{'9' * 20}\n{base64.b64encode(b'r' * 32).decode()}\n",
        "x\n3\n",
        "",
    ],
    ids=repr,
)
def test_other_lines_than_three_are_no_checkpoint(text: str) -> None:
    """Even when signed: no extension lines, no other root for an empty log."""
    note = sign_note(text, KEY, SIGNER.sign)
    with pytest.raises(ValueError, match=r"."):
        open_checkpoint(note, KEY)


def test_lines_of_unknown_keys_are_passed_over() -> None:
    """A witness may sign beside the log, before or after; its name or its id alone makes nobody the log."""
    witness = VerifyingKey("witness.example", STRANGER.public_key().public_bytes_raw())
    same_name = VerifyingKey(KEY.name, witness.public)
    for other in (witness, same_name):
        line = sign_note(NOTE.split("\n\n")[0] + "\n", other, STRANGER.sign).split("\n\n")[1]
        assert open_checkpoint(NOTE + line, KEY) == open_checkpoint(NOTE[: -len(LINE)] + line + LINE, KEY)
        with pytest.raises(ValueError, match="did not sign"):
            open_checkpoint(NOTE[: -len(LINE)] + line, KEY)


def test_a_log_does_not_sign_for_another() -> None:
    """A right signature under the name of another log is not believed."""
    note = sign_note(Checkpoint("other.example/log", 3, leaf_hash(b"root")).text(), KEY, SIGNER.sign)
    with pytest.raises(ValueError, match="another log"):
        open_checkpoint(note, KEY)


def test_a_checkpoint_signed_with_a_wrong_key_never_leaves() -> None:
    """Nobody could ever check it."""
    with pytest.raises(ValueError, match="does not hold"):
        sign_checkpoint(Checkpoint(KEY.name, 3, leaf_hash(b"root")), KEY, STRANGER.sign)


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "name",
        GO_VKEY + "\n",
        " " + GO_VKEY,
        GO_VKEY.replace("c74f20a3", "c74f20a4"),
        GO_VKEY.replace("c74f20a3", "C74F20A3"),
        GO_VKEY.replace("PeterNeumann", "Peter Neumann"),
        GO_VKEY.replace("+AR", "+AV"),
        GO_VKEY[:-4],
        GO_VKEY.replace("+ARpc", "+BBpc"),
    ],
    ids=repr,
)
def test_a_key_written_otherwise_is_refused(vkey: str) -> None:
    """Another kind, an id that is not its own, spaces."""
    with pytest.raises(ValueError, match=r"."):
        VerifyingKey.parse(vkey)
