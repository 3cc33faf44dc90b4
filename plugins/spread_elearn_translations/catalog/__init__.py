"""Catalogs: what a module says in another language, one PO file for each.

A catalog is ``locales/it.po`` in a module's folder, and one more beside the modules for
what they share. Its entries are the module's units, in reading order; what the module
no longer asks for stays behind them as obsolete.

catalog_files   which catalogs a module has, and what is wrong with them
units           a module -> the entries that it asks for
likeness        of many texts the one that is most like another
update          a catalog and what is asked for -> the catalog brought up to date
catalog_store   modules -> their catalogs on disk, written anew
dictionary      a unit -> its translation, and how complete a translation is
status          modules -> a table of that
"""
