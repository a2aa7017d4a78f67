"""Properties are tried without deadlines."""

import tests.support.unhurried  # noqa: F401 - loads the profile
