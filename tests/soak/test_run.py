"""The table of the soak on its page: a part that was lived again replaces its own rows and no others."""

from tests.soak.part import Row
from tests.soak.run import BEGIN, END, rewritten

PAGE = f"Words.\n{BEGIN}{END}More words.\n"


def test_a_part_that_was_lived_again_replaces_its_own_rows() -> None:
    first = rewritten(PAGE, [Row("kill", 3, 1000, "few"), Row("power", 7, 10, "some")], "Monday")
    again = rewritten(first, [Row("power", 10, 10, "all", ("lost", "torn"))], "Tuesday")
    assert "| kill | 3 | 1,000 | 0 | Monday | few |\n| power | 10 | 10 | 2 | Tuesday | all |\n" in again
    assert "some" not in again
    assert again.startswith(f"Words.\n{BEGIN}| what ") and again.endswith(f"{END}More words.\n")
    assert rewritten(again, [], "Wednesday") == again


def test_a_part_that_goes_on_is_added_to_its_row() -> None:
    first = rewritten(PAGE, [Row("kill", 3, 1000, "few"), Row("power", 3007, 10_000, "some", ("torn",))], "Monday")
    rows = [Row("power", 8000, 9000, "more", ("lost",)), Row("herd", 1, 1, "all")]
    again = rewritten(first, rows, "Tuesday", on=True)
    assert "| power | 11,007 | 10,000 | 2 | Monday; Tuesday | some; then more |\n" in again
    assert "| herd | 1 | 1 | 0 | Tuesday | all |\n" in again
    assert "| kill | 3 | 1,000 | 0 | Monday | few |\n" in again
