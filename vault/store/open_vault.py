"""All that one open file holds, a repository a kind; made when first asked for."""

from __future__ import annotations

from functools import cached_property

from vault.store.batches import Batches
from vault.store.catalogues import Catalogues
from vault.store.consents import Consents
from vault.store.database import Database
from vault.store.drafts import Drafts
from vault.store.facts import Facts
from vault.store.frames import ClockChecks, Frames, ReadingKeys
from vault.store.inbox import Inbox
from vault.store.instruments import Instruments
from vault.store.journal import Journal
from vault.store.nothing_known import NothingKnownSections
from vault.store.people import People
from vault.store.recoveries import Recoveries
from vault.store.references import References
from vault.store.samples import Samples
from vault.store.search import Search
from vault.store.sendings import Sendings
from vault.store.settings import Meta, Settings
from vault.store.signing_keys import SigningKeys
from vault.store.sources import Sources
from vault.store.statements import Statements
from vault.store.totals import Totals


class OpenVault:
    """One open, migrated database and its repositories; used by the one thread that opened it."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @cached_property
    def batches(self) -> Batches:
        """The acts that brought facts."""
        return Batches(self.database, self.totals)

    @cached_property
    def catalogues(self) -> Catalogues:
        """Which services exist, as somebody signed it."""
        return Catalogues(self.database)

    @cached_property
    def consents(self) -> Consents:
        """What people agreed to."""
        return Consents(self.database)

    @cached_property
    def drafts(self) -> Drafts:
        """Forms that were begun and not finished."""
        return Drafts(self.database)

    @cached_property
    def meta(self) -> Meta:
        """What the vault knows about itself."""
        return Meta(self.database)

    @cached_property
    def facts(self) -> Facts:
        """Clinical facts, with their history."""
        return Facts(self.database, self.sources, self.search, self.totals)

    @cached_property
    def frames(self) -> Frames:
        """What devices sent, byte for byte."""
        return Frames(self.database)

    @cached_property
    def clock_checks(self) -> ClockChecks:
        """Clocks of devices held against ours."""
        return ClockChecks(self.database)

    @cached_property
    def inbox(self) -> Inbox:
        """Readings that no person has claimed."""
        return Inbox(self.database)

    @cached_property
    def instruments(self) -> Instruments:
        """The devices that people added."""
        return Instruments(self.database, self.sources, self.meta)

    @cached_property
    def reading_keys(self) -> ReadingKeys:
        """Readings that were seen, whatever became of them."""
        return ReadingKeys(self.database)

    @cached_property
    def settings(self) -> Settings:
        """What was chosen, for a person or for the whole vault."""
        return Settings(self.database)

    @cached_property
    def journal(self) -> Journal:
        """Who did what, when; chained."""
        return Journal(self.database)

    @cached_property
    def nothing_known(self) -> NothingKnownSections:
        """Sections about which it is said that there is nothing."""
        return NothingKnownSections(self.database)

    @cached_property
    def people(self) -> People:
        """Whose records these are."""
        return People(self.database)

    @cached_property
    def recoveries(self) -> Recoveries:
        """What was taken back from services."""
        return Recoveries(self.database)

    @cached_property
    def references(self) -> References:
        """What people take as a reference of a measure."""
        return References(self.database)

    @cached_property
    def samples(self) -> Samples:
        """Streams of samples."""
        return Samples(self.database, self.sources, self.totals)

    @cached_property
    def search(self) -> Search:
        """Full text over the facts."""
        return Search(self.database)

    @cached_property
    def sendings(self) -> Sendings:
        """What leaves, and what was answered."""
        return Sendings(self.database)

    @cached_property
    def signing_keys(self) -> SigningKeys:
        """Keys that sign for people."""
        return SigningKeys(self.database)

    @cached_property
    def sources(self) -> Sources:
        """Where numbers came from."""
        return Sources(self.database)

    @cached_property
    def statements(self) -> Statements:
        """The ledgers of what was signed, sent and received."""
        return Statements(self.database)

    @cached_property
    def totals(self) -> Totals:
        """Totals of days."""
        return Totals(self.database)
