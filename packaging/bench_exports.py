"""The rows of what leaves the journal: the report, and files for other programs."""

from pathlib import Path

from bench_rows import Row, limit, median_seconds, run_program, told_by

REPORT = Path(__file__).with_name("bench_report.py")


def report_rows(folder: Path, one_year: Path, large: Path, years: int) -> list[Row]:
    """Measure the report: from asking for it to its bytes, and as a process of the terminal."""
    rows = []
    promises = ((one_year, "one year", 1.0, 2.5), (large, f"{years} years", 3.0, 5.0))
    for number, (journal, words, most, most_whole) in enumerate(promises):
        found = told_by(REPORT, journal)
        file = folder / f"report-{number}.pdf"
        command = ["--journal", str(journal), "report", str(file)]
        whole = median_seconds(lambda command=command: run_program(command), 1)
        rows += [
            limit(f"Report of {words}", found["seconds"], most, "s"),
            limit(f"Report of {words} from the terminal, whole process", whole, most_whole, "s"),
        ]
        if number == 0:
            rows.append(limit("Its pages after a change", found["change_ms"], 500, "ms"))
    return rows


def export_rows(folder: Path, large: Path) -> list[Row]:
    """Measure what writes the whole record, and an archive that comes back into a new journal."""
    rows = []
    for name in ("archive", "tidy", "fhir"):
        place = folder / f"out-{name}"
        command = ["--journal", str(large), "export", "--format", name, str(place)]
        seconds = median_seconds(lambda command=command: run_program(command), 1)
        rows.append(limit(f"All of it as {name}", seconds, 15, "s"))
    journal = folder / "archived.db"
    run_program(["--journal", str(journal), "new", "--no-passphrase"])
    command = ["--journal", str(journal), "import", str(folder / "out-archive")]
    seconds = median_seconds(lambda: run_program(command), 1)
    rows.append(limit("The archive into a new journal", seconds, 15, "s"))
    return rows
