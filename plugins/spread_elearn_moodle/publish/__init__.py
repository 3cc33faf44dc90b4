"""``publish``: a package to a Moodle site, as far as its web services go."""
