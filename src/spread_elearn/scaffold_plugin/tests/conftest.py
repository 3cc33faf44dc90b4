pytest_plugins = ["spread_elearn.testing"]
