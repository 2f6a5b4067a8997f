def _rate(terminal, day, *values):
    for value in values:
        terminal.say("check-in", "--rate", f"mood={value}", "--at", f"2026-02-{day:02}T12:00")


def test_a_measure_never_rated_has_no_days(terminal):
    assert terminal.say("trend", "mood") == "Mood · check-ins: 0 · days: 0\n"
    told = terminal.json("trend", "mood")
    assert (told["n_check_ins"], told["n_days"]) == (0, 0)
    assert (told["days"], told["rolling_7d"]) == ([], [])


def test_the_days_and_their_seven_day_mean_are_told(terminal):
    _rate(terminal, 1, 40, 50)
    for day in range(2, 5):
        _rate(terminal, day, 45)
    assert terminal.say("trend", "mood").splitlines() == [
        "Mood · check-ins: 5 · days: 4",
        "day            mean     n   7 days           95 %",
        "2026-02-01     45.0     2",
        "2026-02-02     45.0     1",
        "2026-02-03     45.0     1",
        "2026-02-04     45.0     1     45.0    45.0 – 45.0",
    ]
    told = terminal.json("trend", "Mood")
    assert told["measure"] == "mood"
    assert told["days"][0] == {"day": "2026-02-01", "mean": 45.0, "n": 2}
    assert told["rolling_7d"] == [{"day": "2026-02-04", "mean": 45.0, "low": 45.0, "high": 45.0}]


def test_the_range_narrows_the_days(terminal):
    for day in range(1, 5):
        _rate(terminal, day, 45)
    told = terminal.json("trend", "mood", "--from", "2026-02-02", "--to", "2026-02-03")
    assert [each["day"] for each in told["days"]] == ["2026-02-02", "2026-02-03"]
    assert (told["n_check_ins"], told["n_days"]) == (2, 2)


def test_an_unknown_measure_is_told(terminal):
    assert "the measures are: mood" in terminal.refused("trend", "luck")


def test_a_day_that_cannot_be_is_told(terminal):
    assert "1900–2100" in terminal.refused("trend", "mood", "--to", "9999-12-31")


def test_the_ground_of_a_measure_is_told(terminal):
    _rate(terminal, 1, 40)
    _rate(terminal, 4, 45)
    terminal.say("dose", "Item A", "--at", "2026-02-04T09:00")
    told = terminal.json("trend", "mood")
    assert (told["n_missing"], told["n_dose_days"], told["n_knowing"]) == (2, 1, 1)
    assert (told["n_expected"], told["expected_mean"], told["expected_certainty"]) == (
        0,
        None,
        None,
    )
    narrow = terminal.json("trend", "mood", "--to", "2026-02-03")
    assert (narrow["n_missing"], narrow["n_dose_days"]) == (2, 0)
