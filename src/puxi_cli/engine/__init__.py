"""Where expressions run: Polars in this process."""
