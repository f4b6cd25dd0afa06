"""What rules and figures may read of a person, a household, a village and a year of income, as of a day.

Facts are narwhals expressions over the tables, so one definition runs on every engine. All aggregation happens here, by joins of
aggregates (windows with distinct counts do not run everywhere).
"""
