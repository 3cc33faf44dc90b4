"""A stranger's question bank in, our own markdown out, through an allow-list."""
