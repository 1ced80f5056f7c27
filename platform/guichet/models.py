"""Every table of the portal: importing this module completes the metadata."""

from guichet.accounts import models as accounts
from guichet.database import Base
from guichet.documents import models as documents
from guichet.messages import models as messages
from guichet.profile import models as profile
from guichet.publishing import models as publishing
from guichet.requests import models as requests

DOMAINS = (accounts, documents, messages, profile, publishing, requests)
METADATA = Base.metadata
