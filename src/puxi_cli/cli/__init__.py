"""The door: Click, one file per subcommand. Nothing else knows Click."""
