"""Exports as folders: built beside, renamed when whole, numbered, described by a manifest, verified, run by cron or systemd."""
