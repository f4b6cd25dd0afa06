"""What each command does, without Click: tests, cron and the commands call the same functions."""
