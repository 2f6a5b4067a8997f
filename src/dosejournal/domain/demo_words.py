"""What the invented person of the demo journal writes: neutral, and as mixed as people write."""

from dosejournal.i18n import _


def notes() -> tuple[str, ...]:
    """Return the notes that a check-in may have."""
    return (
        _("Quiet morning, nothing special."),
        _("Long walk by the river before lunch."),
        _("Meetings until four. Head full, but got the report out."),
        _("Woke up twice, took a while to fall asleep again."),
        _("Phoned my sister. Laughed a lot."),
        _("Could not get started today."),
        _("Cooked for everyone, late to bed."),
        _("Train was late, read half a book on the way."),
        _("Rain all day 🌧️ stayed in."),
        _("First warm day of the year ☀️"),
        _("Neighbours were loud until midnight."),
        _("Finished the shelf in the hall at last."),
        _("Headache since noon; drank too little?"),
        _("Swimming with the kids 🏊, tired legs."),
        _("Slow day.\nCleared the desk, answered old letters.\nEarly to bed."),
        _("Worried about the appointment on Thursday."),
        _("The appointment went fine."),
        _("Good talk at dinner. Could have gone on for hours."),
        _("Nothing to add."),
        _("Skipped lunch, noticed it in the afternoon."),
        # names and other languages stay as they are: a journal holds them side by side
        "Café with Zoë and Jürgen, then a film 🎬",
        "Déjeuner au soleil, tête légère.",
        "Spaziergang um den See, größte Ruhe.",
        "היום היה יום רגוע.",
    )


def amendment() -> str:
    """Return what is added to a note afterwards."""
    return _("Added later: it was a better evening than I thought.")


def tags() -> dict[str, int]:
    """Return the tags that a check-in may have, each with how usual it is."""
    return {
        _("coffee"): 30,
        _("walk"): 18,
        _("work"): 22,
        _("exercise"): 12,
        _("friends"): 10,
        _("alcohol"): 6,
        _("stress"): 8,
        _("travel"): 3,
        _("music"): 7,
    }


def bad_sleep() -> str:
    """Return the tag for a bad night."""
    return _("slept badly")


def usual_substance() -> str:
    """Return the name of what is taken often."""
    return _("Item A")


def rare_substance() -> str:
    """Return the name of what is taken rarely."""
    return _("Item B")


def skip_reasons() -> tuple[str, ...]:
    """Return the reasons that a skipped dose may have; some have none."""
    return (
        "",
        _("felt unwell"),
        _("on a journey"),
        _("by choice"),
    )


def dose_notes() -> tuple[str, ...]:
    """Return the notes that a dose may have."""
    return (
        _("with breakfast"),
        _("later than usual"),
        _("after a light lunch"),
        _("measured twice"),
    )
