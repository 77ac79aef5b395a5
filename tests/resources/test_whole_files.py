"""Files are whole or not there, whatever ends their writing, and nobody's leftovers stay for good."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator

import pytest
from flood_core.resources import whole_files
from flood_core.resources.whole_files import PREFIX, beside, remove_left, workshop, write_whole

CHECKOUT = Path(__file__).resolve().parents[2]
#: Makes a workshop, says that a file is half written in it, and waits to be struck.
WORKER = """
import sys, time
from pathlib import Path
from typing import Iterator
from flood_core.resources.whole_files import beside
with beside(Path(sys.argv[1])) as draft:
    draft.write_bytes(b"half")
    print("written", flush=True)
    time.sleep(60)
"""


def hidden(folder: Path) -> list[Path]:
    return list(folder.glob(PREFIX + "*"))


def age(place: Path, seconds: float) -> None:
    past = time.time() - seconds
    os.utime(place, (past, past))


@pytest.fixture()
def place(tmp_path: Path) -> Path:
    """A file with something in it."""
    path = tmp_path / "乡镇 表.txt"
    path.write_bytes(b"old")
    return path


@pytest.fixture()
def worker(place: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process, half-way through writing that file."""
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "plugins")}
    process = subprocess.Popen([sys.executable, "-c", WORKER, place], stdout=subprocess.PIPE, env=environment)
    assert process.stdout is not None
    assert process.stdout.readline() == b"written\n"
    yield process
    process.kill()
    process.communicate()


def test_the_draft_takes_the_place_at_the_end(place: Path) -> None:
    with beside(place) as draft:
        draft.write_bytes(b"new")
        assert place.read_bytes() == b"old"
        assert draft.name == place.name, "drivers choose a format by the name"
    assert place.read_bytes() == b"new"
    assert hidden(place.parent) == []


def test_a_folder_may_be_the_draft(tmp_path: Path) -> None:
    with beside(tmp_path / "backup") as draft:
        draft.mkdir()
        (draft / "dump").write_bytes(b"all")
    assert (tmp_path / "backup" / "dump").read_bytes() == b"all"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, OSError])
def test_an_error_leaves_the_old_file(place: Path, error: type[BaseException]) -> None:
    with pytest.raises(error), beside(place) as draft:
        draft.write_bytes(b"half")
        raise error
    assert place.read_bytes() == b"old"
    assert hidden(place.parent) == []


def test_others_may_read_the_file_as_the_mask_says(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "file", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o640


def test_an_error_of_the_disk_names_the_file_and_not_the_draft(tmp_path: Path, place: Path) -> None:
    with pytest.raises(OSError) as missing:
        write_whole(tmp_path / "none" / "file", b"x")
    assert missing.value.filename == str(tmp_path / "none" / "file")
    with pytest.raises(OSError) as never_written, beside(place):
        pass
    assert never_written.value.filename == str(place)
    with pytest.raises(OSError) as other, beside(place):
        (tmp_path / "something else").read_bytes()
    assert other.value.filename == str(tmp_path / "something else")


def test_what_a_killed_process_left_goes_with_the_next_one(place: Path, worker: subprocess.Popen[bytes]) -> None:
    (left,) = hidden(place.parent)
    assert left.stat().st_mode & 0o077 == 0, "nobody else looks into it"
    age(left, 3600)
    write_whole(place, b"meanwhile")
    assert hidden(place.parent) == [left], "its process lives, however long it has been at it"
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert place.read_bytes() == b"meanwhile"
    write_whole(place, b"new")
    assert hidden(place.parent) == []
    assert place.read_bytes() == b"new"


def test_who_ended_a_process_removes_what_it_left_at_once(place: Path, worker: subprocess.Popen[bytes]) -> None:
    worker.kill()
    worker.wait()
    with beside(place) as draft:
        draft.write_bytes(b"new")
        assert len(hidden(place.parent)) == 2
        remove_left(place.parent, [worker.pid])
        assert len(hidden(place.parent)) == 1
    assert place.read_bytes() == b"new"


def test_a_workshop_just_made_is_not_yet_locked(place: Path) -> None:
    unlocked = place.parent / f"{PREFIX}other"
    unlocked.mkdir()
    write_whole(place, b"new")
    assert hidden(place.parent) == [unlocked]


def test_where_folders_cannot_be_locked_a_day_decides(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_files, "_lock", lambda place: None)
    left = place.parent / f"{PREFIX}left"
    left.mkdir()
    age(left, 23 * 3600)
    write_whole(place, b"new")
    assert hidden(place.parent) == [left]
    age(left, 25 * 3600)
    write_whole(place, b"newer")
    assert hidden(place.parent) == []


def test_private_work_is_done_where_temporary_files_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with workshop() as place:
        assert place.parent == tmp_path
        assert place.stat().st_mode & 0o777 == 0o700
    assert not place.exists()
