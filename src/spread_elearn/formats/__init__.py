"""The formats of the core, on the public API as a stranger's would be."""
