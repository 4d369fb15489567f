import os
from datetime import date

import pytest

from backend_architect.adapters.configuration import configuration_of
from backend_architect.errors import Misused
from backend_architect.model.configuration import Configuration

from .conftest import put

NAME = "backend-architect.toml"


def test_a_folder_without_a_configuration_has_the_defaults(folder):
    assert configuration_of(folder, profiles=()) == Configuration()


def test_the_file_is_read_with_the_day_that_is_given(folder):
    put(folder, NAME, text='[[waivers]]\nfinding="a"\nreason="b"\nuntil=2020-01-01\n')
    assert configuration_of(folder, profiles=()).waivers[0].expired
    assert not configuration_of(folder, profiles=(), today=date(2019, 1, 1)).waivers[0].expired


def test_a_fault_is_told_with_the_name_of_the_file(folder):
    put(folder, NAME, text="\nvolume = 1\n")
    with pytest.raises(Misused) as caught:
        configuration_of(folder, profiles=())
    assert caught.value.faults == (f"{NAME}:2: unknown key 'volume'; nearest are volumes.",)


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "huge"])
def test_what_is_no_plain_file_is_misused(folder, kind):
    match kind:
        case "link":
            (folder / NAME).symlink_to("/etc/passwd")
        case "pipe":
            os.mkfifo(folder / NAME)
        case "folder":
            (folder / NAME).mkdir()
        case _:
            put(folder, NAME, text="#" * 2_000_000)
    with pytest.raises(Misused, match="cannot be read"):
        configuration_of(folder, profiles=())
