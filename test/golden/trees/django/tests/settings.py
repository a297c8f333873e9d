"""The settings, for tests that leave nothing behind."""

import os

os.environ |= {
    "APP_ENV": "test",
    "DATABASE_URL": "sqlite::memory:",
    "MIGRATE_ON_START": "false",
}

from config.settings import *  # noqa: F403
