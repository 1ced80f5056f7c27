"""The preview of one definition: the portal on a file that is being written, for whoever writes it."""
