"""DQ: the data-quality library of Shaanxi of 2018. Every file of the family is listed here; `library.toml` maps the official checks."""

FILES = ()
