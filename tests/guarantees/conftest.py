"""A department of one server and one officer's tablet for every proof; more people join where a promise needs them."""

import pytest

from tests.twins import Department


@pytest.fixture
def department(tmp_path):
    made = Department(tmp_path)
    yield made
    made.close()


@pytest.fixture
def tablet(department):
    return department.tablet()
