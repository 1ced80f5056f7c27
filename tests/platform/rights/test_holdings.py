"""Every table that leads to a person is declared: what its person gets a copy of, and how it is erased."""

import pytest
from sqlalchemy import func, inspect, select

from guichet.accounts.models import User
from guichet.database import db
from guichet.documents.services import byte_changes
from guichet.models import METADATA
from guichet.requests.models import Request
from guichet.rights import deletion
from guichet.rights.holdings import HOLDINGS, IMPERSONAL
from guichet.rights.persons import Person


def leads_to_a_person():
    """The tables with a path to users, followed from foreign key to foreign key."""
    found = {"users"}
    while True:
        more = {
            table.name
            for table in METADATA.tables.values()
            if {key.column.table.name for key in table.foreign_keys} & found
        }
        if more <= found:
            return found
        found |= more


def test_every_table_is_declared_once():
    declared = [holding.model.__tablename__ for holding in HOLDINGS]
    assert len(declared) == len(set(declared))
    assert not set(declared) & set(IMPERSONAL)
    assert set(METADATA.tables) == {*declared, *IMPERSONAL}


def test_no_table_that_leads_to_a_person_passes_for_impersonal():
    assert leads_to_a_person() & set(IMPERSONAL) == {"users_roles"}


@pytest.mark.parametrize("holding", HOLDINGS, ids=lambda holding: holding.model.__tablename__)
def test_every_column_is_copied_or_withheld_with_a_reason(app, holding):
    columns = {attribute.key for attribute in inspect(holding.model).column_attrs}
    assert len(holding.copied) == len(set(holding.copied))
    assert not set(holding.copied) & set(holding.withheld)
    assert {*holding.copied, *holding.withheld} == columns
    assert all(holding.withheld.values())
    assert bool(holding.file) != bool(holding.within)
    assert not (holding.erase and holding.erased)
    with app.app_context():
        assert bool(tuple(holding.erasure(Person(1, "ana@example.fr", None)))) != bool(holding.erased)


@pytest.mark.behaviour("Otherwise every personal datum goes, except what the law makes the city keep")
def test_what_is_declared_is_found_before_a_deletion_and_gone_after(app, walk, request_of, decide, furnish):
    walker = walk("ana@example.fr")
    request_id = request_of(walker, "CANARI")
    decide(request_id)
    user_id = furnish("ana@example.fr", "CANARI")

    def counted(person):
        return {
            holding.model.__tablename__: db.session.scalar(
                select(func.count()).select_from(holding.model).where(holding.owned(person))
            )
            for holding in HOLDINGS
        }

    with app.app_context():
        user = db.session.get_one(User, user_id)
        person = Person(user.id, user.email, user.username)
        before = counted(person)
        db.session.rollback()
        with byte_changes() as changes:
            deletion.delete_account(user_id, "owner", changes)
            db.session.commit()
        after = counted(person)
        assert db.session.get_one(Request, request_id).user_id is None
    assert [name for name, count in before.items() if not count] == []
    # The last letter is on its way.
    assert {name: count for name, count in after.items() if count} == {"account_mails": 1}
