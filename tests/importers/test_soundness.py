from __future__ import annotations

from contextlib import ExitStack
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from tests.importers.told import source
from vault.importers.archive import unpacked
from vault.importers.soundness import sound
from vault.record.batch import Refused


def test_a_damaged_member_is_told_and_the_others_stay() -> None:
    """APPNOTE.TXT 4.4.7: the checksum of a member is that of all of it."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as one:
        one.writestr("a.csv", "1,2")
        one.writestr("b.csv", "3,4")
    content = packed.getvalue().replace(b"1,2", b"1,3", 1)
    with ExitStack() as doors:
        found = sound(unpacked(source(content, "a.zip"), doors))

        assert (found.names, found.damaged) == (("b.csv",), ("a.csv",))
        assert found.refused == (Refused("a.csv", "damaged"),)
        assert found.probe().names == ("b.csv", "a.csv")
        assert found.probe().peek("a.csv") == b""
        assert found.probe().peek("b.csv") == b"3,4"


def test_what_has_no_members_stays_as_it_is() -> None:
    assert sound(source(b"1,2")).refused == ()
