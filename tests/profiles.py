"""How many examples Hypothesis draws for a property, by profile: `--hypothesis-profile quick`, `default` or `ci`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from hypothesis import HealthCheck, settings

_WHOLE = 100
# What each draws of the examples that a property names; a clock says nothing of a property, so none has a deadline.
_PROFILES = {"quick": 10, "default": _WHOLE, "ci": _WHOLE}
_FEWEST = 5


def register_profiles() -> None:
    """Make the profiles known to Hypothesis; `default` holds until another is asked for. CI prints how to draw a failure again."""
    for name, share in _PROFILES.items():
        settings.register_profile(name, max_examples=share, deadline=None, print_blob=name == "ci")
    settings.load_profile("default")


def examples(whole: int, suppress_health_check: Collection[HealthCheck] = ()) -> Callable[[Any], Any]:
    """Draw so many examples of a property; of them a share, where the profile has one, but never fewer than a few."""
    drawn = max(min(whole, _FEWEST), whole * settings.default.max_examples // _WHOLE)
    return settings(max_examples=drawn, suppress_health_check=tuple(suppress_health_check))
