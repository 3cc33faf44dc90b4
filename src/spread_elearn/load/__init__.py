"""The first step. A module's folder comes in, a ``Module`` goes out.

Begin with ``module``. Every mistake of an author is a ``Problem`` of the module, with
its line; none is raised.

module         a folder: all its lessons, documents, media
lessons        a file: front matter and body; ``bodies`` below the front matter
module_file    module.yaml; ``yaml`` reads tables, and says what YAML complains about
media          the files that lessons show or offer
references     where links and images lead; ``links`` complains about those to nowhere
module_checks  what the parts say of each other
files          bytes of a file to text; ``module_files``: which are the module's own
asked          what a command's arguments mean: found and read
find           which folders are modules; ``selection``: what of a module is built
"""
