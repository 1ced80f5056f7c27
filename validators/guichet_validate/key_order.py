"""The canonical order of keys: one table of the kinds of objects that a definition is made of."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# A kind lists its keys in order. `key:kind` tells the kind of what the key holds: an object, `key:[kind]` an array of
# such objects, `key:{kind}` an object whose own keys are free. Keys without a kind hold values that are left as they
# are. A key that is not listed stays after those that are.
_KINDS = {
    "definition": """$schema $id $comment x-definition title description x-i18n x-procedure:procedure
        x-information:information x-settings:{setting} x-privacy:privacy x-steps:[step] type additionalProperties
        required properties:{field} allOf:[branch] x-rules:[rule] x-messages:{message} x-decision:[decision]
        x-tests:[test] x-checks:checks $defs:{field}""",
    "procedure": """id version state category service online access languages reference summary opens closes delay
        delays:[promise] silence limit:limit follows legal:[link] keywords audience x-i18n""",
    "promise": "if:condition delay",
    "limit": "perAccount perMember",
    "information": "sections:[section] offices:[section] links:[link] x-i18n",
    "section": "title body x-i18n",
    "link": "title href source x-i18n",
    "setting": """$comment title description type minimum maximum minLength maxLength format pattern oneOf:[choice]
        default x-ui:ui x-i18n""",
    "privacy": "purpose basis retention draftRetention recipients sensitive erase x-i18n",
    "step": "$comment id title description x-help fields:[entry] review x-i18n",
    "entry": "id if:condition notice:notice",
    "notice": "tone title body x-i18n",
    "field": """$ref $comment title description type const enum format pattern minLength maxLength minimum
        exclusiveMinimum maximum exclusiveMaximum multipleOf minItems maxItems uniqueItems default examples readOnly
        deprecated x-ui:ui x-help x-computed x-document:document x-lookup:lookup x-prefill:prefill x-feed:feed
        x-privacy:privacy x-errors:errors oneOf:[choice] items:field contains:condition additionalProperties required
        properties:{field} allOf:[branch] x-rules:[rule] x-i18n $defs:{field}""",
    "choice": "const title description deprecated x-i18n",
    "ui": "widget rows autocomplete inputmode width prefix suffix itemLabel addLabel x-i18n",
    "errors": """required type pattern format const enum oneOf lookup minLength maxLength minimum maximum
        exclusiveMinimum exclusiveMaximum multipleOf minItems maxItems uniqueItems contains as issued expires maxAge
        notExpired fileSize fileType fileCount x-i18n""",
    "document": "holder reuse verify model accepts:[alternative] x-i18n",
    "alternative": "id kind title description maxAge notExpired x-i18n",
    "lookup": "list value label filter",
    "prefill": "from where:condition when:condition lock",
    "feed": "to mode map match when:condition",
    "branch": "$comment x-exit:exit if:condition then:effect else:effect",
    "exit": "id title body links:[link] x-i18n",
    "condition": """$comment $ref type const enum minimum exclusiveMinimum maximum exclusiveMaximum minItems maxItems
        contains:condition properties:{condition} required anyOf:[condition] not:condition""",
    "effect": """type const enum pattern minLength maxLength minimum exclusiveMinimum maximum exclusiveMaximum
        multipleOf minItems maxItems contains:condition not:condition required properties:{effect}""",
    "rule": "$comment id each when assert at level message x-i18n",
    "message": "subject body x-i18n",
    "decision": "id title body x-i18n",
    "test": """$comment name base with date settings account:account profile household library:[paper] earlier lists
        answers valid exit errors:[problem] warnings:[problem] steps notices hidden asked delay computed prefilled
        fed""",
    "checks": "accept:[accepted]",
    "accepted": "code at because",
    "account": "signedIn assurance franceconnect",
    "paper": "kind holder issued expires",
    "problem": "at code",
}


def _parsed(line: str) -> Mapping[str, str]:
    return MappingProxyType({key: kind for key, _, kind in (word.partition(":") for word in line.split())})


# The keys of each kind in their order, with the kind of what they hold; empty for a value.
KEYS: Mapping[str, Mapping[str, str]] = MappingProxyType({kind: _parsed(line) for kind, line in _KINDS.items()})
TRANSLATIONS = "x-i18n"
