"""Every table of the portal: importing this module completes the metadata."""

from guichet.accounts import models as accounts
from guichet.database import Base
from guichet.documents import models as documents
from guichet.federation import models as federation
from guichet.library import models as library
from guichet.messages import models as messages
from guichet.opinions import models as opinions
from guichet.private import models as private
from guichet.profile import models as profile
from guichet.publishing import models as publishing
from guichet.requests import models as requests
from guichet.rights import models as rights
from guichet.second_factor import models as second_factor
from guichet.staff import models as staff

DOMAINS = (
    accounts,
    documents,
    federation,
    library,
    messages,
    private,
    opinions,
    profile,
    publishing,
    requests,
    rights,
    second_factor,
    staff,
)
METADATA = Base.metadata
