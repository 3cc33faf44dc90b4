"""A web site in a zip: for any server, or a double click on ``index.html``."""

from __future__ import annotations

from spread_elearn import Edition, Format, Options, Package, Transport, hookimpl


def package(editions: tuple[Edition, ...], options: Options) -> Package:
    """One edition as one page with its files. Progress stays on the device."""
    files = editions[0].as_one_page.files("web")
    return Package(tuple(sorted(files, key=lambda resource: resource.href)))


@hookimpl
def register_formats() -> list[Format]:
    return [Format("web", "zip", package, bundles=True)]


@hookimpl
def register_transports() -> list[Transport]:
    """None at all: a page that nobody tracks keeps its progress on the device."""
    return [Transport("web")]
