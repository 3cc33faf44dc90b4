"""``publish``: a package to a Moodle site, as far as its web services go.

commands     the command line
sending      what it does: look, send, say which click remains
activities   which activity of a course holds an older build of a package
service      the site's web services
"""
