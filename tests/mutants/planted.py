"""Defects of one line each, as hurried hands make them, and the tests that must refuse each. Reads as a table."""

from dataclasses import dataclass

_ACTS, _DOMAIN, _STORAGE = "tests/core/acts", "tests/core/domain", "tests/core/storage"

_DELETING = "tests/core/storage/test_migrations.py::test_the_trace_refuses_to_be_changed"


@dataclass(frozen=True)
class Mutant:
    """One defect: in which file, what stands there, what would stand there, and who must notice."""

    defect: str
    path: str
    old: str
    new: str
    caught_by: str
    """A test, in the house of what it tests."""
    needs_postgres: bool = False


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
        "if row.digest != request:",
        "if not row.digest:",
        f"{_ACTS}/test_perform.py::test_a_key_that_answered_something_else_is_a_bug",
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

THROTTLING = (
    Mutant(
        "a code is looked at before the try is counted",
        "core/acts/prove_identity.py",
        "counted = door.perform(CountTry(claim=asked.claim), context)",
        'hasher.verify("", asked.secret); counted = door.perform(CountTry(claim=asked.claim), context)',
        f"{_ACTS}/test_prove_identity_tries.py::test_a_try_is_counted_before_it_is_looked_at",
    ),
    Mutant(
        "each channel has tries of its own",
        "core/acts/claims.py",
        "scene.keys.pseudonym(patient_id or name_of(claim))",
        "scene.keys.pseudonym(name_of(claim))",
        f"{_ACTS}/test_prove_identity_tries.py::test_one_counter_for_both_channels",
    ),
    Mutant(
        "each of her visits is ten new guesses for somebody else",
        "core/domain/tries.py",
        "return replace(tries, count=0, of_the_day=tuple(of_the_day))",
        "return Tries()",
        f"{_DOMAIN}/test_tries.py::test_a_success_gives_nobody_ten_fresh_guesses",
    ),
    Mutant(
        "a clock set years ahead ends every wait",
        "core/domain/tries.py",
        "timedelta(0) <= now - tries.last_at <= LONGEST_ABSENCE",
        "timedelta(0) <= now - tries.last_at",
        f"{_DOMAIN}/test_tries.py::test_a_clock_that_jumps_years_ahead_never_helps",
    ),
    Mutant(
        "after the tenth try one may go on",
        "core/domain/tries.py",
        "return self.is_closed or self.left_today == 0",
        "return self.is_closed",
        f"{_DOMAIN}/test_tries.py::test_five_free_then_doubling_then_a_human",
    ),
    Mutant(
        "an unknown number is answered sooner than a wrong code",
        "core/storage/secret_hasher.py",
        "self._argon2.verify(kept or self._nobody, secret)",
        "self._argon2.verify(kept, secret)",
        f"{_STORAGE}/test_secret_hasher.py::test_nobodys_secret_costs_what_anybodys_does",
    ),
)

STORE = (
    Mutant(
        "a transaction takes its place when it first writes",
        "core/storage/engine.py",
        '"BEGIN IMMEDIATE"',
        '"BEGIN DEFERRED"',
        f"{_STORAGE}/test_opening.py::test_a_transaction_takes_its_place_before_it_reads",
    ),
    Mutant(
        "the last commits may be lost with the power",
        "core/storage/engine.py",
        "PRAGMA synchronous = FULL",
        "PRAGMA synchronous = NORMAL",
        f"{_STORAGE}/test_opening.py::test_the_settings_that_make_a_commit_last_are_in_force",
    ),
    Mutant(
        "whom a transaction saw is seen by the next one on its connection",
        "core/storage/postgres_driver.py",
        "set_config('relais.patient', {who}, true)",
        "set_config('relais.patient', {who}, false)",
        f"{_STORAGE}/test_row_level_security.py::test_nobody_is_carried_over_to_the_next_transaction",
        needs_postgres=True,
    ),
    Mutant(
        "the owner of the tables sees everybody",
        "core/storage/migrations/on_postgres.py",
        "FORCE ROW LEVEL SECURITY",
        "NO FORCE ROW LEVEL SECURITY",
        f"{_STORAGE}/test_row_level_security.py::test_every_personal_table_is_bound_and_no_partition_is_a_side_door",
        needs_postgres=True,
    ),
    Mutant(
        "an errand is carried out by two at once",
        "core/storage/outbox.py",
        "outbox.c.due_at <= now, is_free",
        "outbox.c.due_at <= now",
        "tests/contracts/test_outbox_contract.py::test_a_leased_errand_is_nobody_elses_until_its_lease_ends[sqlcipher]",
    ),
)

AUDIT = (
    Mutant(
        "two subtrees hash as an entry does",
        "core/domain/merkle.py",
        'b"\\x01" + left + right',
        "left + right",
        f"{_DOMAIN}/test_merkle.py::test_roots_are_the_published_ones",
    ),
    Mutant(
        "an entry hashes as two subtrees do",
        "core/domain/merkle.py",
        'b"\\x00" + body',
        "body",
        f"{_DOMAIN}/test_merkle.py::test_roots_are_the_published_ones",
    ),
    Mutant(
        "a receipt names a hash that is not in the log",
        "core/domain/audit.py",
        'b"\\x00" + self.canonical()',
        "self.canonical()",
        f"{_DOMAIN}/test_audit_leaf.py::test_a_receipt_names_the_hash_that_the_log_has",
    ),
    Mutant(
        "a log that was rewritten is consistent with its past",
        "core/domain/merkle.py",
        "return last == 0 and old == old_root and new == root",
        "return last == 0 and new == root",
        f"{_DOMAIN}/test_forged_proofs.py",
    ),
    Mutant(
        "a checkpoint that nobody could check is published",
        "core/domain/checkpoints.py",
        "    open_checkpoint(note, key)\n    return note",
        "    return note",
        f"{_DOMAIN}/test_checkpoints.py::test_a_checkpoint_signed_with_a_wrong_key_never_leaves",
    ),
    Mutant(
        "a note is believed without its signature",
        "core/domain/checkpoints.py",
        "if not key.has_signed(text, ours[0][_ID_BYTES:]):",
        "if not ours:",
        f"{_DOMAIN}/test_checkpoints.py::test_no_letter_of_a_note_can_change",
    ),
    Mutant(
        "the trace can be replaced row by row",
        "core/storage/engine.py",
        '"PRAGMA recursive_triggers = ON",',
        "",
        f"{_STORAGE}/test_migrations.py::test_no_replacement_slips_past_the_triggers",
    ),
    Mutant(
        "the trace can be deleted",
        "core/storage/migrations/versions/0002_the_sealed_schema.py",
        "BEFORE UPDATE OR DELETE ON audit_leaves",
        "BEFORE UPDATE ON audit_leaves",
        _DELETING + "[postgres-DELETE FROM audit_leaves]",  # noqa: S608 - a test's name
        needs_postgres=True,
    ),
    Mutant(
        "receipts are not chained",
        "core/acts/receipt_numbers.py",
        'previous=last.chain_hash() if last else ""',
        'previous=""',
        "tests/faults/test_clock_jumps.py::test_the_last_word_counts_whatever_the_clock_said",
    ),
    Mutant(
        "a receipt is worth the same in another place",
        "core/domain/receipts.py",
        "_in_ascii(self.place),",
        '"",',
        f"{_DOMAIN}/test_receipts.py::test_the_square_says_ten_things",
    ),
)

MUTANTS = (*POLICY, *CRYPTOGRAPHY, *THROTTLING, *STORE, *AUDIT)
