"""A bank account, by four as on the bank's own papers."""

from guichet_render.grouped import Grouped

# A family shares a computer: the browser keeps no account.
WIDGET = Grouped(
    "iban", "iban", "FR76 3000 6000 0112 3456 7890 189", width=34, capitals="characters", autocomplete="off"
)
