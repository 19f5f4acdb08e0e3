"""Defects of one line in permissions and in sealing, and the tests that must refuse each. Reads as a table."""

from tests.mutants.mutant import Mutant

_ACTS = "tests/core/acts"
_DOMAIN = "tests/core/domain"
_STORAGE = "tests/core/storage"

POLICY = (
    Mutant(
        "whoever asks, their role is not looked at",
        "core/domain/access.py",
        "role not in entry.roles or purpose",
        "purpose",
        f"{_DOMAIN}/test_access.py::test_only_what_the_catalogue_lists_is_allowed",
    ),
    Mutant(
        "the space of somebody else is one's own",
        "core/domain/access.py",
        "role is Role.PATIENT and not acts_for_self",
        "role is Role.PATIENT and acts_for_self is None",
        f"{_DOMAIN}/test_access.py::test_nobody_reads_another_person_as_a_patient",
    ),
    Mutant(
        "a space that was closed is read",
        "core/domain/access.py",
        "account not in entry.spaces",
        "account is None",
        f"{_DOMAIN}/test_access.py::test_a_space_that_is_not_open_is_not_read",
    ),
    Mutant(
        "what is asked again is done again",
        "core/acts/perform.py",
        "is_kept = bool(context.idempotency_key) and",
        "is_kept = False and",
        f"{_ACTS}/test_perform.py::test_the_same_key_gives_the_same_outcome_and_one_effect",
    ),
    Mutant(
        "a key answers another request than the one it was given for",
        "core/storage/remembered.py",
        "if answered != request:",
        "if not answered:",
        f"{_ACTS}/test_perform.py::test_a_key_that_answered_something_else_is_refused",
    ),
    Mutant(
        "whoever knows a key is told her answer",
        "core/acts/perform.py",
        "{context.role.value}:{context.actor_id or ''}:",
        "",
        f"{_ACTS}/test_perform.py::test_an_answer_is_told_again_to_who_got_it_only",
    ),
    Mutant(
        "under one key, whoever comes second is told that they are erased",
        "core/acts/perform.py",
        ":{whom}:",
        ":",
        f"{_ACTS}/test_perform.py::test_a_key_of_one_person_answers_for_no_other",
    ),
    Mutant(
        "a refusal leaves nothing",
        "core/acts/perform.py",
        "self._leave(request, context, OutcomeClass.REFUSED, refusal.key)",
        "str(refusal)",
        "tests/rules/test_acts_are_audited.py::test_an_act_refused_leaves_one_leaf_and_nothing_else",
    ),
    Mutant(
        "a document is opened under any person's name",
        "core/storage/documents.py",
        'documents.c.patient_id == bindparam("patient_id"), documents.c.document_id == bindparam("document_id")',
        'documents.c.document_id == bindparam("document_id")',
        "tests/contracts/test_store.py::test_a_document_is_its_persons_only[sqlcipher]",
    ),
)

CRYPTOGRAPHY = (
    Mutant(
        "a cell opens as another person's",
        "core/storage/envelope.py",
        "{place}|{self.patient_id}|{row}",
        "{place}|{row}",
        f"{_STORAGE}/test_envelope.py::test_a_cell_opens_in_its_own_place_only",
    ),
    Mutant(
        "a cell opens in another row",
        "core/storage/envelope.py",
        "|{row}|{self.version}",
        "|{self.version}",
        f"{_STORAGE}/test_envelope.py::test_a_cell_opens_in_its_own_place_only",
    ),
    Mutant(
        "a cell opens in another table or column",
        "core/storage/envelope.py",
        'f"{place}|',
        'f"',
        f"{_STORAGE}/test_envelope.py::test_a_cell_opens_in_its_own_place_only",
    ),
    Mutant(
        "a nonce serves twice",
        "core/storage/envelope.py",
        "nonce = os.urandom(NONCE_BYTES)",
        "nonce = bytes(NONCE_BYTES)",
        f"{_STORAGE}/test_envelope.py::test_two_seals_of_one_thing_differ",
    ),
    Mutant(
        "what is looked for can be found by trying all numbers",
        "core/storage/vault.py",
        'hmac.new(key, f"{label}:{value}".encode(), hashlib.sha256).digest()',
        'hashlib.sha256(f"{label}:{value}".encode()).digest()',
        f"{_STORAGE}/test_vault.py::test_what_is_looked_for_differs_from_site_to_site",
    ),
    Mutant(
        "one person's key, copied to another's row, opens",
        "core/storage/vault.py",
        "patient-key|{patient_id}|{version}",
        "patient-key|{version}",
        f"{_STORAGE}/test_vault.py::test_a_persons_key_opens_as_theirs_only",
    ),
    Mutant(
        "a file cut between two chunks passes for whole",
        "core/storage/chunked_aead.py",
        "bytes((is_last,))",
        'b""',
        f"{_STORAGE}/test_chunked_aead.py::test_no_edit_goes_unnoticed",
    ),
    Mutant(
        "a bytes' name is not bound to them",
        "core/storage/vault.py",
        "blob|{name}|{key.version}",
        "blob|{key.version}",
        f"{_STORAGE}/test_vault.py::test_bytes_open_under_their_own_name_only",
    ),
)
