"""Requests made without an account: the address they are bound to, and the private link that opens them."""
