"""Requests: what citizens begin, send, follow and withdraw."""
