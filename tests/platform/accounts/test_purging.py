"""What nobody needs any more is thrown away: registrations after 48 hours above all."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from guichet.accounts import purging, throttling
from guichet.accounts.models import AccountMail, Registration, Throttle
from guichet.database import db
from guichet.tasks.tidying import tidy

START = datetime(2026, 3, 27, 12, tzinfo=UTC)


def rows(app, *models):
    with app.app_context():
        return [db.session.scalar(select(func.count()).select_from(model)) for model in models]


@pytest.mark.behaviour("without activation in that time the account is not created")
@pytest.mark.parametrize(("after", "left"), [(timedelta(hours=47), [1, 1]), (timedelta(hours=49), [0, 0])])
def test_a_registration_never_activated_goes_with_its_letter(app, client, ask, after, left):
    with time_machine.travel(START, tick=False):
        ask(client)
    with time_machine.travel(START + after, tick=False), app.app_context():
        purging.purge()
    assert rows(app, Registration, AccountMail) == left


def test_allowances_that_are_whole_again_leave_no_trace(app):
    with app.app_context(), time_machine.travel(START, tick=False) as clock:
        throttling.take(throttling.Try(throttling.SIGN_IN_NAME, "ana"))
        db.session.commit()
        purging.purge()
        assert rows(app, Throttle) == [1]
        clock.shift(throttling.SIGN_IN_NAME.every)
        purging.purge()
    assert rows(app, Throttle) == [0]


def test_the_relay_tidies_accounts_too(app, client, ask):
    with time_machine.travel(START, tick=False):
        ask(client)
    with app.app_context():
        tidy()
    assert rows(app, Registration) == [0]
