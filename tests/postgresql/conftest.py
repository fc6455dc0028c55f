"""Tests of one engine: they are collected where DATABASE_URL names it."""

import os

on_postgresql = os.environ.get("DATABASE_URL", "").startswith("postgresql")
collect_ignore_glob = [] if on_postgresql else ["test_*.py"]
