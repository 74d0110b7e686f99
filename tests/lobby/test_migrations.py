"""The record's schema: up, down and up again with data in it, and what the migrations build is what the code reads."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from lobby import commands as c
from lobby import migrate
from lobby.errors import Trouble
from lobby.migrate import downgrade, upgrade
from lobby.model import HoldKind, PrintState, StationRole
from lobby.store import SCHEMA, Store
from lobby.tables import Base
from tests.lobby.shift import GOLD_CARD, Shift, as_owner, kept
from tests.lobby.staffed import House


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    return ScriptDirectory.from_config(config)


@pytest.fixture
def full(shift: Shift) -> Shift:
    """A record with a row in every table."""
    shift.know_customers()
    shift.open("1", "2", "5")
    first = shift.take()
    shift.pass_time(minutes=2)
    shift.do(c.TakeTicket("cash-withdraw", 100_000, "elderly", GOLD_CARD), key="touch")
    shift.do(c.RecordPrint(first.id, PrintState.PRINTING))
    shift.serve("1", minutes=3), shift.do(c.Hold("1", HoldKind.WITHOUT_PAPERS))
    shift.serve("2", minutes=3), shift.do(c.Transfer("2", service="wealth"))
    shift.do(c.PauseCounter("5", "lunch"))
    shift.do(c.ReportDevice("dispenser-1", "jam")), shift.do(c.CallHelp("1")), shift.do(c.PostNotice("请排队"))
    shift.do(c.DivertAtKiosk("cash-withdraw", "dispenser-2", accepted=False, amount=100))
    shift.take(), shift.serve("1"), shift.do(c.RateVisit(shift.finish("1").token, 5))
    shift.do(c.TakeOver(shift.clock.now(), "counter-pc-3"))
    house = House(shift)
    house.asks(StationRole.KIOSK), house.counter("3", "t3").refusal(c.SignIn("t4", "not so"))
    return shift


def tables(url: str) -> set[str]:
    store = Store(url, unfinished=True)
    found = inspect(store.engine).get_table_names()
    store.close()
    return set(found)


def test_the_code_reads_the_newest_schema() -> None:
    assert scripts().get_current_head() == SCHEMA
    assert len(scripts().get_heads()) == 1


def test_the_fixture_has_a_row_in_every_table(full: Shift) -> None:
    assert [name for name, found in kept(full.url).items() if not found] == []


def test_what_the_migrations_build_is_what_the_code_says(url: str) -> None:
    store = Store(url)
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
    store.close()


def test_every_constraint_has_a_name(url: str) -> None:
    store = Store(url)
    inspector = inspect(store.engine)
    for table in inspector.get_table_names():
        if table != "alembic_version":
            assert inspector.get_pk_constraint(table)["name"] == f"pk_{table}"
        for key in inspector.get_foreign_keys(table):
            assert key["name"]
        for unique in inspector.get_unique_constraints(table):
            assert unique["name"]
    store.close()


def test_upgrading_what_is_new_already_changes_nothing(full: Shift) -> None:
    before = kept(full.url)
    full.lobby.close()
    upgrade(as_owner(full.url))
    assert kept(full.url) == before


def test_each_step_down_and_up_again_keeps_what_the_older_schema_knows(full: Shift) -> None:
    """From the head down to the first tables and back; a new revision is tried here without another line."""
    before = kept(full.url)
    full.lobby.close()
    for revision in list(scripts().walk_revisions())[:-1]:
        assert isinstance(revision.down_revision, str)
        downgrade(as_owner(full.url), revision.down_revision)
        known = tables(full.url)
        upgrade(as_owner(full.url))
        after = {name: len(found) for name, found in kept(full.url).items() if name in known}
        assert after == {name: len(found) for name, found in before.items() if name in known}
    again = Shift.begin(full.url, full.clock.now())
    assert again.take().state == "waiting"
    again.lobby.close()


def test_down_to_nothing_and_up_again_is_an_empty_record(full: Shift) -> None:
    full.lobby.close()
    downgrade(as_owner(full.url), "base")
    with pytest.raises(Trouble) as trouble:
        Store(full.url)
    assert trouble.value.kind in ("database-damaged", "database-old")
    upgrade(as_owner(full.url))
    assert set(map(len, kept(full.url).values())) == {0}


def test_a_migration_happens_wholly_or_not_at_all(full: Shift, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept(full.url)
    full.lobby.close()

    def half_way(config: Config, revision: str) -> None:
        connection = config.attributes["connection"]
        connection.exec_driver_sql("DELETE FROM legs")
        connection.exec_driver_sql("DROP TABLE prints")
        raise RuntimeError("the power went")

    monkeypatch.setattr("lobby.migrate.command.upgrade", half_way)
    with pytest.raises(RuntimeError):
        upgrade(as_owner(full.url))
    assert kept(full.url) == before


def test_a_migration_that_would_orphan_rows_is_undone(full: Shift, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept(full.url)
    full.lobby.close()

    def careless(config: Config, revision: str) -> None:
        config.attributes["connection"].exec_driver_sql("DELETE FROM tickets")

    monkeypatch.setattr("lobby.migrate.command.upgrade", careless)
    with pytest.raises(Trouble, match="Nothing was changed"):
        upgrade(as_owner(full.url))
    assert kept(full.url) == before
