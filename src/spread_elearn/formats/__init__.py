"""Editions come in, a package's files go out: one file for each format.

scorm12 scorm2004   packages for an LMS; ``manifest`` and ``lom`` write what both need
web                 a page for a website
"""
