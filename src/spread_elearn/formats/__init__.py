"""The formats that come with the core. They use the public API, as a stranger's would."""
