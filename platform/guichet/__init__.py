"""The portal: procedures published as files, requests, accounts, messages and the agents' side."""
