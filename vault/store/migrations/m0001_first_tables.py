"""The first tables: people, provenance, samples, facts, search, devices, sharing, journal."""

from __future__ import annotations

from typing import Final

# of the vault
_VAULT: Final = (
    """CREATE TABLE meta (
        key TEXT PRIMARY KEY, value ANY NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE setting (
        person INTEGER, key TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (person, key)
    ) STRICT""",
    """CREATE TABLE signing_key (
        id INTEGER PRIMARY KEY, person INTEGER, use TEXT NOT NULL,
        thumbprint TEXT NOT NULL UNIQUE, public TEXT NOT NULL, private BLOB NOT NULL,
        created INTEGER NOT NULL, retired INTEGER
    ) STRICT""",
    """CREATE TABLE draft (
        id INTEGER PRIMARY KEY, person INTEGER, form TEXT NOT NULL, target TEXT,
        body TEXT NOT NULL, saved INTEGER NOT NULL, UNIQUE (person, form, target)
    ) STRICT""",
    """CREATE TABLE journal (
        seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, offset_min INTEGER NOT NULL,
        actor TEXT NOT NULL, kind TEXT NOT NULL, person TEXT, body TEXT NOT NULL,
        previous BLOB NOT NULL, hash BLOB NOT NULL
    ) STRICT""",
)

# whose records
_PEOPLE: Final = (
    """CREATE TABLE person (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, relation TEXT NOT NULL,
        basis TEXT NOT NULL, called TEXT NOT NULL, given TEXT, family_birth TEXT,
        family_used TEXT, born TEXT, born_precision TEXT, sex TEXT NOT NULL DEFAULT 'unknown',
        zone TEXT NOT NULL, colour INTEGER NOT NULL, resource TEXT NOT NULL,
        created INTEGER NOT NULL, deleted INTEGER
    ) STRICT""",
    """CREATE TABLE identity_number (
        id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person, system TEXT NOT NULL,
        value TEXT NOT NULL, status TEXT NOT NULL, batch INTEGER, UNIQUE (person, system, value)
    ) STRICT""",
)

# where facts come from
_PROVENANCE: Final = (
    """CREATE TABLE blob (
        id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, size INTEGER NOT NULL,
        packed TEXT NOT NULL, body BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE batch (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        person INTEGER NOT NULL REFERENCES person, kind TEXT NOT NULL, format TEXT NOT NULL,
        format_version TEXT, reader_version TEXT NOT NULL, file_name TEXT, file_hash BLOB,
        file_size INTEGER, zone TEXT, started INTEGER NOT NULL, finished INTEGER,
        state TEXT NOT NULL, report TEXT NOT NULL, undone INTEGER
    ) STRICT""",
    """CREATE TABLE source (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, vendor TEXT, app TEXT, model TEXT,
        device_class TEXT NOT NULL, label TEXT, rank INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    """CREATE TABLE instrument (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        source INTEGER NOT NULL REFERENCES source, driver TEXT NOT NULL,
        address_hash BLOB NOT NULL, person INTEGER REFERENCES person, settings TEXT NOT NULL,
        paired INTEGER NOT NULL, forgotten INTEGER
    ) STRICT""",
    """CREATE TABLE inbox (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        instrument INTEGER REFERENCES instrument, received INTEGER NOT NULL,
        proposed INTEGER REFERENCES person, reason TEXT, key BLOB NOT NULL UNIQUE,
        body TEXT NOT NULL
    ) STRICT""",
)

# streams of samples, in chunks of a UTC day
_SAMPLES: Final = (
    """CREATE TABLE stream (
        id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person,
        measure TEXT NOT NULL, source INTEGER NOT NULL REFERENCES source, unit TEXT NOT NULL,
        code TEXT NOT NULL, spans INTEGER NOT NULL,
        UNIQUE (person, measure, source, unit, code, spans)
    ) STRICT""",
    """CREATE TABLE chunk (
        id INTEGER PRIMARY KEY, stream INTEGER NOT NULL REFERENCES stream, day INTEGER NOT NULL,
        part INTEGER NOT NULL, batch INTEGER NOT NULL REFERENCES batch, offset_min INTEGER,
        time_quality INTEGER NOT NULL, method INTEGER NOT NULL, n INTEGER NOT NULL,
        first_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL, lo REAL NOT NULL, hi REAL NOT NULL,
        total REAL NOT NULL, digest BLOB NOT NULL, body BLOB NOT NULL,
        UNIQUE (stream, day, part, batch)
    ) STRICT""",
    """CREATE INDEX chunk_brief ON chunk (stream, day, n, lo, hi, total)""",
    """CREATE INDEX chunk_batch ON chunk (batch)""",
    """CREATE TABLE chunk_seen (
        batch INTEGER NOT NULL, chunk INTEGER NOT NULL REFERENCES chunk ON DELETE CASCADE,
        bits BLOB, PRIMARY KEY (batch, chunk)
    ) STRICT, WITHOUT ROWID""",
    """CREATE INDEX chunk_seen_chunk ON chunk_seen (chunk)""",
    """CREATE TABLE chunk_mask (
        chunk INTEGER NOT NULL REFERENCES chunk ON DELETE CASCADE, ix INTEGER NOT NULL,
        why TEXT NOT NULL, batch INTEGER, at INTEGER NOT NULL, PRIMARY KEY (chunk, ix)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE day_total (
        person INTEGER NOT NULL, measure TEXT NOT NULL, day INTEGER NOT NULL,
        n INTEGER NOT NULL, lo REAL, hi REAL, mean REAL, total REAL, sources TEXT NOT NULL,
        rule INTEGER NOT NULL, PRIMARY KEY (person, measure, day)
    ) STRICT, WITHOUT ROWID""",
)

# clinical facts, their history and what belongs to them
_FACTS: Final = (
    """CREATE TABLE fact (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        person INTEGER NOT NULL REFERENCES person, type TEXT NOT NULL,
        version INTEGER NOT NULL DEFAULT 1, status TEXT NOT NULL, title TEXT NOT NULL,
        system TEXT, code TEXT, measure TEXT, value REAL, value2 REAL, unit TEXT,
        start_ms INTEGER, end_ms INTEGER, offset_min INTEGER, time_quality INTEGER NOT NULL,
        when_text TEXT, key BLOB NOT NULL, digest BLOB NOT NULL, native TEXT,
        batch INTEGER NOT NULL REFERENCES batch, source INTEGER NOT NULL REFERENCES source,
        document INTEGER REFERENCES fact, duplicate_of INTEGER REFERENCES fact, sensitive TEXT,
        withheld INTEGER NOT NULL DEFAULT 0, said_by TEXT NOT NULL, resource TEXT NOT NULL,
        created INTEGER NOT NULL, changed INTEGER NOT NULL, deleted INTEGER
    ) STRICT""",
    """CREATE UNIQUE INDEX fact_key ON fact (person, type, key) WHERE deleted IS NULL AND status <>
    'superseded'""",
    """CREATE INDEX fact_gone ON fact (person, type, key) WHERE deleted IS NOT NULL
    OR status = 'superseded'""",
    """CREATE INDEX fact_when ON fact (person, start_ms) WHERE deleted IS NULL""",
    """CREATE INDEX fact_type ON fact (person, type, start_ms) WHERE deleted IS NULL""",
    """CREATE INDEX fact_measure ON fact (person, measure, start_ms) WHERE measure IS NOT NULL AND
    deleted IS NULL""",
    """CREATE INDEX fact_batch ON fact (batch)""",
    """CREATE TABLE fact_version (
        fact INTEGER NOT NULL REFERENCES fact ON DELETE CASCADE, version INTEGER NOT NULL,
        at INTEGER NOT NULL, actor TEXT NOT NULL, act TEXT NOT NULL, batch INTEGER,
        row TEXT NOT NULL, PRIMARY KEY (fact, version)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE fact_seen (
        batch INTEGER NOT NULL, fact INTEGER NOT NULL REFERENCES fact ON DELETE CASCADE,
        PRIMARY KEY (batch, fact)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE fact_link (
        from_fact INTEGER NOT NULL REFERENCES fact ON DELETE CASCADE,
        to_fact INTEGER NOT NULL REFERENCES fact ON DELETE CASCADE, kind TEXT NOT NULL,
        PRIMARY KEY (from_fact, to_fact, kind)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE document (
        fact INTEGER PRIMARY KEY REFERENCES fact ON DELETE CASCADE,
        blob INTEGER NOT NULL REFERENCES blob, media TEXT NOT NULL, category TEXT NOT NULL,
        loinc TEXT, set_id TEXT, set_version INTEGER, pages INTEGER, language TEXT,
        confidentiality TEXT, pinned INTEGER NOT NULL DEFAULT 0, folder TEXT
    ) STRICT""",
    """CREATE TABLE attachment (
        fact INTEGER NOT NULL REFERENCES fact ON DELETE CASCADE,
        blob INTEGER NOT NULL REFERENCES blob, media TEXT NOT NULL, role TEXT NOT NULL,
        PRIMARY KEY (fact, blob, role)
    ) STRICT, WITHOUT ROWID""",
    # what is deleted looks for those that point at it
    """CREATE INDEX fact_twin ON fact (duplicate_of) WHERE duplicate_of IS NOT NULL""",
    """CREATE INDEX fact_part ON fact (document) WHERE document IS NOT NULL""",
    """CREATE INDEX fact_seen_fact ON fact_seen (fact)""",
    """CREATE INDEX fact_link_to ON fact_link (to_fact)""",
    """CREATE TABLE intake (
        id INTEGER PRIMARY KEY, fact INTEGER NOT NULL REFERENCES fact ON DELETE CASCADE,
        due_ms INTEGER NOT NULL, state TEXT NOT NULL, at_ms INTEGER, amount REAL, note TEXT,
        actor TEXT NOT NULL, UNIQUE (fact, due_ms)
    ) STRICT""",
    """CREATE TABLE nothing_known (
        person INTEGER NOT NULL REFERENCES person, section TEXT NOT NULL, state TEXT NOT NULL,
        at INTEGER NOT NULL, actor TEXT NOT NULL, batch INTEGER, PRIMARY KEY (person, section)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE reference (
        id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person,
        measure TEXT NOT NULL, context TEXT, low REAL, high REAL, unit TEXT NOT NULL,
        given_by TEXT NOT NULL, source TEXT, source_date TEXT, since INTEGER NOT NULL,
        until INTEGER
    ) STRICT""",
)

# full text, contentless: rowid = fact.id
_SEARCH: Final = (
    """CREATE VIRTUAL TABLE search USING fts5 (words, stems, content='', contentless_delete=1,
    tokenize="unicode61 remove_diacritics 2", prefix='2 3')""",
    """INSERT INTO search (search, rank) VALUES ('secure-delete', 1)""",
)

# raw frames, readings that were seen, clocks of devices
_DEVICES: Final = (
    """CREATE TABLE frame (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, session TEXT NOT NULL,
        instrument INTEGER REFERENCES instrument, received INTEGER NOT NULL, uuid TEXT NOT NULL,
        kind TEXT NOT NULL, body BLOB NOT NULL, state TEXT NOT NULL, reason TEXT
    ) STRICT""",
    """CREATE INDEX frame_state ON frame (state, received)""",
    """CREATE TABLE reading_key (
        key BLOB PRIMARY KEY, instrument INTEGER NOT NULL REFERENCES instrument,
        state TEXT NOT NULL, at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE clock_check (
        id INTEGER PRIMARY KEY, instrument INTEGER NOT NULL REFERENCES instrument,
        at INTEGER NOT NULL, offset_s REAL, timeline INTEGER NOT NULL, action TEXT NOT NULL
    ) STRICT""",
)

# catalogues, grants, sendings, the ledger of statements
_SHARING: Final = (
    """CREATE TABLE catalogue (
        id INTEGER PRIMARY KEY, iss TEXT NOT NULL UNIQUE, url TEXT NOT NULL, kind TEXT NOT NULL,
        roots TEXT NOT NULL, added INTEGER NOT NULL, version INTEGER, iat INTEGER,
        expires INTEGER, checked INTEGER, problem TEXT
    ) STRICT""",
    """CREATE TABLE catalogue_version (
        catalogue INTEGER NOT NULL REFERENCES catalogue ON DELETE CASCADE,
        version INTEGER NOT NULL, sha256 BLOB NOT NULL, token BLOB, seen INTEGER NOT NULL,
        PRIMARY KEY (catalogue, version)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE consent (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        person INTEGER NOT NULL REFERENCES person, catalogue INTEGER REFERENCES catalogue,
        service TEXT NOT NULL, name TEXT NOT NULL, way TEXT NOT NULL, finality TEXT,
        mode TEXT NOT NULL, state TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
        paused INTEGER, replaces INTEGER REFERENCES consent, key INTEGER REFERENCES signing_key,
        id_key BLOB NOT NULL, token BLOB, notice TEXT NOT NULL, stop_state TEXT,
        stop_asked INTEGER, stop_answered INTEGER, seq INTEGER NOT NULL DEFAULT 0, sender TEXT
    ) STRICT""",
    """CREATE INDEX consent_state ON consent (person, state, until)""",
    """CREATE TABLE sending (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        consent INTEGER NOT NULL REFERENCES consent, kind TEXT NOT NULL, seq INTEGER,
        state TEXT NOT NULL, made INTEGER NOT NULL, body BLOB, body_sha256 BLOB NOT NULL,
        bytes INTEGER NOT NULL, items INTEGER NOT NULL, envelope BLOB, envelope_sha256 BLOB,
        fresh_until INTEGER, auto INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0,
        next_try INTEGER, problem TEXT, answered INTEGER
    ) STRICT""",
    """CREATE INDEX sending_due ON sending (state, next_try)""",
    """CREATE TABLE sent_item (
        sending INTEGER NOT NULL REFERENCES sending ON DELETE CASCADE, ref TEXT NOT NULL,
        fact TEXT NOT NULL, version INTEGER NOT NULL, salt BLOB NOT NULL, digest BLOB NOT NULL,
        PRIMARY KEY (sending, ref)
    ) STRICT, WITHOUT ROWID""",
    """CREATE INDEX sent_item_fact ON sent_item (fact)""",
    """CREATE TABLE statement (
        id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person, ledger TEXT NOT NULL,
        seq INTEGER NOT NULL, kind TEXT NOT NULL, direction TEXT NOT NULL, sha256 BLOB NOT NULL,
        token BLOB NOT NULL, at INTEGER NOT NULL, consent INTEGER REFERENCES consent,
        sending INTEGER REFERENCES sending, UNIQUE (ledger, seq)
    ) STRICT""",
    """CREATE INDEX statement_sha ON statement (sha256)""",
    """CREATE TABLE head (
        ledger TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, token BLOB NOT NULL,
        at INTEGER NOT NULL, PRIMARY KEY (ledger, size)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE witness (
        ledger TEXT NOT NULL, size INTEGER NOT NULL, salt BLOB NOT NULL,
        commitment BLOB NOT NULL, service TEXT NOT NULL, receipt BLOB,
        PRIMARY KEY (ledger, size, service)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE recovery_run (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        person INTEGER NOT NULL REFERENCES person, service TEXT NOT NULL, how TEXT NOT NULL,
        started INTEGER NOT NULL, finished INTEGER, batch INTEGER REFERENCES batch,
        refresh BLOB, report TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE link (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        consent INTEGER NOT NULL REFERENCES consent, place TEXT NOT NULL, name TEXT NOT NULL,
        uri TEXT NOT NULL, key BLOB NOT NULL, expires INTEGER NOT NULL, state TEXT NOT NULL,
        erased INTEGER
    ) STRICT""",
)

STEPS: Final = (
    *_VAULT, *_PEOPLE, *_PROVENANCE, *_SAMPLES, *_FACTS, *_SEARCH, *_DEVICES, *_SHARING,
)  # fmt: skip
