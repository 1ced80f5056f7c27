"""The city's own people: who is an agent, a publisher or an administrator, and who made them so."""

from typing import Final

AGENT: Final = "agent"
ADMINISTRATOR: Final = "administrator"
#: From the one who handles requests to the one who says who does.
ROLES: Final = (AGENT, "publisher", ADMINISTRATOR)
