"""Documents: the files that people bring, how they are judged and where they are kept."""
