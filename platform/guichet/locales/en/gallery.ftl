gallery-title = Gallery of fields
gallery-intro = Every field that the portal can draw, in all its states, with the schema that describes it.
gallery-schema = Its schema
gallery-state-empty = Empty
gallery-state-filled = Filled in
gallery-state-wrong = To be corrected
gallery-state-readonly = Read only
gallery-state-repeated = In rows
