"""The gallery of widgets: pages of the demonstration, and the command that shows them."""
