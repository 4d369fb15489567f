"""Which profile speaks: a repository may choose a voice, never more rights."""

from __future__ import annotations

import os

import pytest

from backend_architect.app.wiring import DEFAULT_PROFILE, opened, speaker_of
from backend_architect.errors import Misused
from backend_architect.model.configuration import Configuration
from backend_architect.profiles import profile, profile_names


def test_the_default_speaks_where_nobody_chose():
    assert speaker_of("", Configuration()).slug == DEFAULT_PROFILE


@pytest.mark.parametrize("name", profile_names())
def test_the_caller_may_choose_anybody_whatever_the_repository_says(name):
    assert speaker_of(name, Configuration(profile="api-designer")).slug == name


@pytest.mark.parametrize("name", profile_names())
def test_a_repository_may_choose_nobody_with_more_rights_than_the_default(name):
    asked, default = profile(name), profile(DEFAULT_PROFILE)
    wider = not (set(asked.verbs) <= set(default.verbs) and set(asked.write) <= set(default.write))
    if not wider:
        assert speaker_of("", Configuration(profile=name)).slug == name
        return
    with pytest.raises(Misused, match=f"backend-architect.toml:3: .*'{name}'"):
        speaker_of("", Configuration(profile=name, lines={"profile": 3}))


def test_one_of_our_profiles_has_more_rights_than_the_default():
    with pytest.raises(Misused, match="may not choose 'api-designer'"):
        speaker_of("", Configuration(profile="api-designer"))


def test_a_root_that_is_a_file_is_told_as_such(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Misused, match="not a folder"), opened(tmp_path / "file", os.environ):
        pass


def test_a_server_reads_handles_and_files_below_its_root_only(tmp_path):
    (tmp_path / "root").mkdir()
    (tmp_path / "outside.json").write_text("{}")
    environment = {"HOME": str(tmp_path)}
    with opened(tmp_path / "root", environment, held={"x://noun": b"{}"}) as house:
        assert house.desk.read("x://noun") == b"{}"
        with pytest.raises(Misused, match="outside the root"):
            house.desk.read("../outside.json")
