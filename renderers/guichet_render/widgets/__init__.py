"""One module per widget, named like its template."""
