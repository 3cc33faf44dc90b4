"""What a build writes. An ``Edition`` comes in, files beside each other go out.

sources   ``source/sources.zip``, for whoever wants to adapt a module
bundle    several languages of a module as one edition
staging   files that get their names all together, at the end
"""

from spread_elearn.package.sources import sources_resource
from spread_elearn.package.staging import Built, Staging

__all__ = ["Built", "Staging", "sources_resource"]
