"""Tests of changed code lists."""
