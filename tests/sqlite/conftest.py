"""Tests of one engine: they are collected unless DATABASE_URL names another."""

import os

on_postgresql = os.environ.get("DATABASE_URL", "").startswith("postgresql")
collect_ignore_glob = ["test_*.py"] if on_postgresql else []
