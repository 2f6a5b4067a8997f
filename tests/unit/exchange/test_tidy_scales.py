from dosejournal.domain.measures import Measure


def rated(entry):
    return {rating.measure: rating.value for rating in entry.ratings}


def reasons(plan):
    return {held.row: held.reason for held in plan.held_aside}


def keys(plan):
    return [question.key for question in plan.questions]


def test_values_that_may_be_on_a_shorter_scale_are_asked_for(plan):
    text = "at,mood\n2026-03-01,7\n2026-03-02,9\n"
    read = plan(text)
    assert rated(read.check_ins[0]) == {"mood": 7}
    question = read.questions[0]
    assert (question.key, question.assumed) == ("scale:mood", "0-100")
    assert [value for value, _text in question.options] == ["0-100", "0-10", "1-10"]
    read = plan(text, given={"scale:mood": "1-10"})
    (rating,) = read.check_ins[1].ratings
    assert round(rating.value, 3) == 88.889
    assert (rating.raw_value, rating.raw_minimum, rating.raw_maximum) == (9, 1, 10)
    assert plan(text, given={"scale:mood": "ten"}).check_ins[0].ratings[0].value == 7
    assert plan(text, given={"scale:mood": "9-9"}).check_ins[0].ratings[0].value == 7


def test_values_that_prove_their_scale_are_not_asked_for(plan):
    assert keys(plan("at,mood\n2026-03-01,62\n")) == ["zone"]


def test_a_scale_in_the_name_of_a_column_is_believed(plan):
    read = plan("at,Mood (0-10)\n2026-03-01,7\n2026-03-02,11\n")
    assert rated(read.check_ins[0]) == {"mood": 70}
    assert reasons(read) == {3: "A value lies off the scale that it has in the file."}


def test_a_value_may_state_its_own_highest(plan):
    read = plan("at,measure,value\n2026-03-01,mood,8/10\n2026-03-02,Joy,4/5\n2026-03-03,x,1/0\n")
    assert rated(read.check_ins[0]) == {"mood": 80}
    assert rated(read.check_ins[1]) == {"joy": 4}
    assert [(m.name, m.minimum, m.maximum) for m in read.new_measures] == [("Joy", 0, 5)]
    assert reasons(read) == {4: "The scale that the row states has no length."}


def test_a_new_measure_is_a_number_until_the_person_says_more(plan):
    text = "at,Joy\n2026-03-01,3\n"
    read = plan(text)
    assert [(m.name, m.kind, m.minimum, m.archived) for m in read.new_measures] == [
        ("Joy", "number", None, True)
    ]
    assert read.questions[0].assumed == "number"
    read = plan(text, given={"scale:Joy": "1-5"})
    assert [(m.minimum, m.maximum) for m in read.new_measures] == [(1, 5)]
    assert keys(plan("at,Steps\n2026-03-01,8000\n")) == ["zone"]


def test_words_of_the_journals_own_steps_are_understood(plan):
    read = plan(
        "at,measure,value\n2026-03-01,Pain,Some\n2026-03-02,pain,3\n2026-03-03,headache,yes\n"
        "2026-03-04,headache,0\n2026-03-05,pain,awful\n"
    )
    assert [rated(entry) for entry in read.check_ins] == [
        {"pain": 2},
        {"pain": 3},
        {"headache": 1},
        {"headache": 0},
    ]
    assert list(reasons(read)) == [6]


def test_another_unit_is_another_measure(plan):
    read = plan(
        "at,measure,value,unit\n2026-03-01,weight,70,kg\n2026-03-01,weight,155,lb\n"
        "2026-03-02,Sleep,7:30,\n"
    )
    assert [(m.name, m.unit) for m in read.new_measures] == [
        ("weight (CSV)", "lb"),
        ("Sleep", "h"),
    ]
    assert rated(read.check_ins[0]) == {"weight": 70, "weight_2": 155}


def test_a_word_beside_a_stated_scale_is_a_yes_or_no(plan):
    read = plan("at,measure,value,scale_max\n2026-03-01,walked,yes,1\n")
    assert rated(read.check_ins[0]) == {"walked": 1}


def test_a_stated_scale_that_is_the_measures_own_changes_nothing(plan):
    read = plan("at,measure,value\n2026-03-01,mood,62/100\n2026-03-01,pain,2/3\n")
    assert read.check_ins[0].ratings[0].raw_value is None
    assert [(m.name, m.maximum) for m in read.new_measures] == [("pain (CSV)", 3)]


def test_a_scale_with_other_ends_is_not_asked_for(plan):
    ten = Measure("joy", "Joy", minimum=0, maximum=10)
    read = plan("at,Joy\n2026-03-01,3\n", measures=(ten,))
    assert keys(read) == ["zone"]
    assert rated(read.check_ins[0]) == {"joy": 3}


def test_two_units_for_one_value_hold_the_row_aside(plan):
    read = plan(
        "at,measure,value,unit\n2026-03-01,weight,70 kg,kg\n2026-03-02,weight,70 lb,kg\n"
        "2026-03-03,weight,70 KG,\n"
    )
    assert [rated(entry) for entry in read.check_ins] == [{"weight": 70}] * 2
    assert reasons(read)[3].startswith("Two units are given")
