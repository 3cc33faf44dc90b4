"""XLIFF 1.2 and 2.1: catalogs out to translators' programs, and back."""
