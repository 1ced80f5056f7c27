"""Which function does which kind of job: the one table."""

from collections.abc import Callable, Mapping

from guichet.accounts import tasks as accounts
from guichet.documents import integrity, scanning
from guichet.messages import tasks as messages

#: A handler gets the job's ids, leaves its effect in the session and never commits it; it may return what is to be done
#: once that is committed.
HANDLERS: Mapping[str, Callable[[Mapping[str, str]], Callable[[], None] | None]] = {
    "mail": messages.deliver,
    "account-mail": accounts.deliver,
    "scan": scanning.scan,
    integrity.EXAMINE: integrity.examine_part,
}
