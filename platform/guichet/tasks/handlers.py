"""Which function does which kind of job: the one table."""

from collections.abc import Callable, Mapping

from guichet.accounts import tasks as accounts
from guichet.messages import tasks as messages

#: A handler gets the job's ids, leaves its effect in the session and never commits it.
HANDLERS: Mapping[str, Callable[[Mapping[str, str]], None]] = {
    "mail": messages.deliver,
    "account-mail": accounts.deliver,
}
