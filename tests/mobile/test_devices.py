"""What a machine offers: its folders by the names the desktop gives them, its memory cards, and no camera."""

from pathlib import Path

from mobile.devices import Devices, Folder


def test_only_folders_that_are_there_are_offered_each_once_the_likeliest_first(tmp_path: Path) -> None:
    home, cards = tmp_path / "home", tmp_path / "cards"
    for each in (home / "Bilder", home / "Documents", cards / "marrow" / "NIKON D50"):
        each.mkdir(parents=True)
    (cards / "marrow" / "note.txt").write_bytes(b"x")
    environment = {"XDG_PICTURES_DIR": str(home / "Bilder"), "XDG_DOWNLOAD_DIR": str(home), "USER": "marrow"}
    assert Devices(environment, home, cards).folders() == [
        Folder("pictures", home / "Bilder"),
        Folder("documents", home / "Documents"),
        Folder("downloads", home),
        Folder("card", cards / "marrow" / "NIKON D50", "NIKON D50"),
    ]


def test_a_machine_with_nothing_offers_nothing(tmp_path: Path) -> None:
    bare = Devices({}, tmp_path / "gone", tmp_path / "none")
    assert bare.folders() == [] and not bare.camera.there
    called: list[bytes] = []
    bare.camera.take(called.append)
    assert called == []
