"""What the portal writes to people: a message kind and its context become a subject, a text and an HTML letter."""
