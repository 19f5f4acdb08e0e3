"""Defects of one line in tries, store and log, and the tests that must refuse each. Reads as a table."""

from tests.mutants.mutant import Mutant

_ACTS = "tests/core/acts"
_DOMAIN = "tests/core/domain"
_STORAGE = "tests/core/storage"
_DELETING = "tests/core/storage/test_migrations.py::test_the_trace_refuses_to_be_changed"

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
        "core/storage/sqlcipher_driver.py",
        '"BEGIN IMMEDIATE"',
        '"BEGIN DEFERRED"',
        f"{_STORAGE}/test_opening.py::test_a_transaction_takes_its_place_before_it_reads",
    ),
    Mutant(
        "the last commits may be lost with the power",
        "core/storage/sqlcipher_driver.py",
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
        "core/storage/sqlcipher_driver.py",
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
