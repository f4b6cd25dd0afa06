"""The checks: `base` says what a rule is; one folder per family, one file per subject."""
