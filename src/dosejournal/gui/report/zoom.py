"""How large pages are shown: steps from a quarter of their size to twice."""

STEPS = (0.25, 0.33, 0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)

_SAME = 0.005


def larger(zoom: float) -> float:
    """Return the next step up, or the last one."""
    return next((step for step in STEPS if step > zoom + _SAME), STEPS[-1])


def smaller(zoom: float) -> float:
    """Return the next step down, or the first one."""
    return next((step for step in reversed(STEPS) if step < zoom - _SAME), STEPS[0])
