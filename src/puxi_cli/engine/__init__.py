"""Where expressions run: Polars in this process, or a Spark cluster; `choose` tells which, `base` what an engine is."""
