"""The definition model: is a definition publishable, and do answers fit it?"""
