"""Make answers for a definition: the smallest and the fullest that are valid, any valid ones, and wrong ones."""
