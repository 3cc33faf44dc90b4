"""A stranger's glossary in, our own ``glossary.md`` out, through an allow-list."""
