"""«Ma bibliothèque de justificatifs»: the documents that a person keeps, and what agents say of them."""
