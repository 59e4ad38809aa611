"""The model of a disk follows the calls of a process: what it holds all of is what is on the disk."""

import os
from pathlib import Path
from random import Random

from tests.soak.calls import GO, Call, Say, Verdict, live
from tests.soak.cut import Model


def test_links_and_renames_by_any_call_are_followed(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old words")
    (tmp_path / "room").mkdir()

    def act(say: Say) -> None:
        here, room = os.open(tmp_path, os.O_RDONLY), os.open(tmp_path / "room", os.O_RDONLY)
        os.link(tmp_path / "old", tmp_path / "second")
        os.link("old", "third", src_dir_fd=here, dst_dir_fd=room)
        os.rename("old", "new", src_dir_fd=here, dst_dir_fd=room)
        os.rename(tmp_path / "second", tmp_path / "fourth")
        handle = os.open(tmp_path / "fourth", os.O_WRONLY)
        os.pwrite(handle, b"new", 0)

    model = Model(tmp_path)

    def decide(call: Call, said: object) -> Verdict:
        model.take(call)
        return GO

    lived = live(act, tmp_path, decide)
    assert lived.ended == "done", lived.trace
    whole, nothing = model.states(Random(1), 0)
    assert whole.files == {str(each): each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()}
    names = {"fourth", "room/new", "room/third"}
    assert whole.files == {str(tmp_path / name): b"new words" for name in names}
    assert nothing.files == {str(tmp_path / "old"): b"old words"}
