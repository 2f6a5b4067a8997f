import os
import sys
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from dosejournal.store import mounts, places
from dosejournal.store.mounts import REMOTE, Mount
from dosejournal.store.places import Place

MOUNT_INFO = r"""
22 27 0:21 / /proc rw,relatime shared:5 - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
40 27 0:50 / /home/a\040person/My\134Share rw,relatime shared:9 master:2 - nfs4 nas:/x rw
41 27 0:51 / /media/stick rw,nosuid shared:10 - fuseblk /dev/sdb1 rw,user_id=0
42 27 0:52 / /run/user/1000/gvfs rw,nosuid - fuse.gvfsd-fuse gvfsd-fuse rw
43 27 0:53 / /home/grüße rw - cifs //server/x rw
nonsense
1 2 3 - ext4
""".strip()


@pytest.fixture
def home(tmp_path):
    return tmp_path


@pytest.fixture
def kind(home):
    def kind(path, *, environment=None, mounted=(), **settings):
        return places.kind(
            Path(path),
            mounted=lambda: mounted,
            environment=environment or {},
            home=home,
            **{"platform": "linux", **settings},
        )

    return kind


def journal_in(*parts):
    folder = Path(*parts)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "journal.db"


# which file system


def test_this_computer_is_local(tmp_path):
    assert places.kind(tmp_path / "journal.db") is Place.LOCAL


@pytest.mark.skipif(sys.platform != "linux", reason="a folder of Linux")
def test_a_disk_in_memory_is_local():
    assert mounts.kind("/dev/shm/journal.db", mounts.of_system()) == "tmpfs"  # noqa: S108
    assert places.kind(Path("/dev/shm/journal.db")) is Place.LOCAL  # noqa: S108


@pytest.mark.skipif(sys.platform != "linux", reason="the file is one of Linux")
def test_the_file_of_linux_tells_the_same_as_psutil():
    told = {(mount.folder, mount.kind) for mount in mounts.of_system()}
    oracle = {(each.mountpoint, each.fstype) for each in psutil.disk_partitions(all=True)}
    assert told == oracle != set()


def test_other_systems_are_asked_through_psutil(monkeypatch):
    told = [SimpleNamespace(mountpoint="/Volumes/nas", fstype="smbfs")]
    monkeypatch.setattr(psutil, "disk_partitions", lambda **which: told if which["all"] else [])
    assert mounts.of_system(platform="darwin") == [Mount("/Volumes/nas", "smbfs")]


def test_mounts_are_read_with_all_their_characters(tmp_path):
    file = tmp_path / "mountinfo"
    file.write_bytes(os.fsencode(MOUNT_INFO))
    assert mounts.of_system(file, "linux") == [
        Mount("/proc", "proc"),
        Mount("/", "ext4"),
        Mount("/home/a person/My\\Share", "nfs4"),
        Mount("/media/stick", "fuseblk"),
        Mount("/run/user/1000/gvfs", "fuse.gvfsd-fuse"),
        Mount("/home/grüße", "cifs"),
    ]


def test_without_the_file_no_mount_is_known(tmp_path, kind):
    assert mounts.of_system(tmp_path / "absent", "linux") == []
    assert mounts.kind("/journal.db", []) == ""
    assert kind("/journal.db") is Place.LOCAL


@pytest.mark.parametrize(
    "file_system",
    [
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "davfs", "afs", "ceph"),
        *("9p", "9p2000.L", "virtiofs", "vboxsf", "vmhgfs", "prl_fs", "drvfs", "SMBFS"),
        *("glusterfs", "lustre", "gpfs", "beegfs", "ocfs2", "gfs2", "fuse", "macfuse", "osxfuse"),
        *("fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.virtiofs", "fuse.vmhgfs-fuse"),
        *("fuse.s3fs", "fuse.glusterfs", "fuse.google-drive-ocamlfuse", "fuse.nobody-knows-it"),
    ],
)
def test_what_several_computers_share_is_a_network(kind, file_system):
    mounted = [Mount("/", "ext4"), Mount("/nas", file_system)]
    assert kind("/nas/deep/journal.db", mounted=mounted) is Place.NETWORK


@pytest.mark.parametrize(
    "file_system",
    [
        *("ext4", "xfs", "btrfs", "zfs", "f2fs", "tmpfs", "overlay", "apfs", "hfs", "ecryptfs"),
        *("vfat", "exfat", "ntfs", "ntfs3", "fuseblk", "fuse.gocryptfs", "fuse.encfs", "autofs"),
        *("fuse.cryfs", "fuse.mergerfs", "fuse.bindfs", "fuse.fuse-overlayfs", ""),
    ],
)
def test_a_disk_of_this_computer_is_local(kind, file_system):
    assert kind("/disk/journal.db", mounted=[Mount("/disk", file_system)]) is Place.LOCAL


@pytest.mark.parametrize(
    ("mounted", "place"),
    [
        # the deepest folder counts, in whatever order they are told
        ((Mount("/a/b", "nfs"), Mount("/a", "ext4"), Mount("/", "ext4")), Place.NETWORK),
        ((Mount("/a/b", "ext4"), Mount("/", "nfs")), Place.LOCAL),
        # and of two in the same one the later
        ((Mount("/a", "autofs"), Mount("/a", "nfs")), Place.NETWORK),
        ((Mount("/a", "nfs"), Mount("/a", "ext4")), Place.LOCAL),
        # a name that begins alike is another folder
        ((Mount("/", "ext4"), Mount("/a/bird", "nfs"), Mount("/a/b/c.d", "nfs")), Place.LOCAL),
    ],
)
def test_the_file_system_is_the_one_that_holds_the_file(kind, mounted, place):
    assert kind("/a/b/c/journal.db", mounted=mounted) is place


def test_a_link_is_where_it_leads(kind, tmp_path):
    journal_in(tmp_path, "nas")
    (tmp_path / "link").symlink_to(tmp_path / "nas")
    mounted = [Mount("/", "ext4"), Mount(str(tmp_path.resolve() / "nas"), "nfs")]
    assert kind(tmp_path / "link" / "new" / "journal.db", mounted=mounted) is Place.NETWORK


class Drives:
    """The library of Windows that tells what a drive is."""

    def __init__(self):
        self.kernel32 = self
        self.asked = []

    def GetDriveTypeW(self, drive):  # noqa: N802
        self.asked.append(drive)
        return {"C:\\": 3, "Z:\\": 4}[drive]


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("Z:\\journal.db", ["Z:\\"]),
        ("\\\\?\\Z:\\journal.db", ["Z:\\"]),
        ("\\\\server\\share\\journal.db", []),
        ("\\\\wsl.localhost\\Debian\\home\\journal.db", []),
        ("\\\\?\\UNC\\server\\share\\journal.db", []),
        ("//server/share/journal.db", []),
    ],
)
def test_shares_and_mapped_drives_of_windows_are_remote(path, asked):
    drives = Drives()
    assert mounts.windows_kind(path, drives) == REMOTE
    assert drives.asked == asked


@pytest.mark.parametrize("path", ["C:\\Users\\a\\journal.db", "\\\\?\\C:\\journal.db"])
def test_a_disk_of_windows_is_not_remote(path):
    assert mounts.windows_kind(path, Drives()) == ""


@pytest.mark.parametrize(("told", "place"), [(REMOTE, Place.NETWORK), ("", Place.LOCAL)])
def test_windows_is_asked_in_its_own_way(kind, monkeypatch, told, place):
    monkeypatch.setattr(mounts, "windows_kind", lambda _path: told)
    assert kind("/a/journal.db", mounted=[Mount("/", "nfs")], platform="win32") is place


# which folder


@pytest.mark.parametrize(
    "name",
    [
        *(".dropbox.cache", ".stfolder", ".debris", ".megaignore", ".tresorit"),
        *(".owncloudsync.log", ".nextcloudsync.log", ".csync_journal.db", "seafile-ignore.txt"),
        *(".sync_3dd9c0491611.db", "._sync_3dd9c0491611.db", ".tmp.drivedownload"),
        *(".tmp.driveupload", ".dropbox", ".sync/ID"),
    ],
)
def test_what_a_service_leaves_in_its_folder_gives_it_away(kind, home, name):
    journal = journal_in(home, "kept", "deep", "down")
    assert kind(journal) is Place.LOCAL
    left = home / "kept" / name
    left.parent.mkdir(exist_ok=True)
    left.touch()
    assert kind(journal) is Place.CLOUD
    assert kind(journal.parent / "still" / "to be made" / "journal.db") is Place.CLOUD
    assert kind(home / "beside.db") is Place.LOCAL


def test_what_the_programs_keep_at_home_is_no_folder_of_theirs(kind, home):
    for name in (".dropbox", ".sync", ".config/Nextcloud", ".local/state/syncthing"):
        (home / name).mkdir(parents=True)
    (home / ".sync" / "sync.log").touch()
    (home / ".synced.db").touch()
    assert kind(journal_in(home, ".local", "share", "dosejournal")) is Place.LOCAL


@pytest.mark.parametrize(
    "parts",
    [
        *(("OneDrive",), ("x", "OneDrive - Clinic Ltd"), ("onedrive", "y"), ("Google Drive",)),
        *(("GoogleDrive",), ("Dropbox",), ("x", "Dropbox (Personal)"), ("iCloudDrive",)),
        *(("iCloud Drive",), ("Proton Drive", "me", "My files"), ("pCloudDrive",), ("My Drive",)),
        *(("Box",), ("MEGA",), ("Nextcloud",), ("ownCloud", "health"), ("Seafile", "health")),
        *(("Library", "CloudStorage", "Box-Box"), ("Library", "CloudStorage", "ProtonDrive-me")),
        ("Library", "Mobile Documents", "com~apple~CloudDocs"),
    ],
)
def test_a_folder_with_the_name_of_a_service_counts_as_its_own(kind, home, parts):
    assert kind(journal_in(home, *parts)) is Place.CLOUD


@pytest.mark.parametrize(
    "parts",
    [
        *(("in", "Box"), ("in", "My Drive"), ("Boxes",), ("OneDriver",), ("Dropbox-old",)),
        *(("Library", "Application Support"), ("CloudStorage",), ("Mobile Documents",)),
    ],
)
def test_other_names_are_folders_like_all_others(kind, home, parts):
    assert kind(journal_in(home, *parts)) is Place.LOCAL


@pytest.mark.skipif(os.name != "posix", reason="the top of a drive is / here")
def test_at_the_top_of_a_drive_a_name_counts_as_well(kind):
    assert kind("/My Drive/journal.db") is Place.CLOUD


def test_the_name_of_the_journal_itself_says_nothing(kind, home):
    assert kind(home / "OneDrive") is Place.LOCAL


@pytest.mark.parametrize("name", ["OneDrive", "ONEDRIVECONSUMER", "OneDriveCommercial"])
def test_the_folder_of_onedrive_is_known_by_the_environment(kind, home, name):
    journal = journal_in(home, "Work", "Documents")
    for value in (home / "Work", f"{home}/x/../Work/"):
        assert kind(journal, environment={name: str(value)}) is Place.CLOUD
    for value in ("", str(home / "Wo"), str(home / "Other")):
        assert kind(journal, environment={name: value}) is Place.LOCAL
    assert kind(journal, environment={"HOME": str(home)}) is Place.LOCAL


@pytest.mark.parametrize("name", ["Desktop", "Documents"])
def test_folders_that_a_mac_has_moved_to_icloud_are_known(kind, home, name):
    journal = journal_in(home, name, "health")
    elsewhere = journal_in(home, "Pictures", name)
    assert kind(journal) is Place.LOCAL
    there = home / "Library" / "Mobile Documents" / "com~apple~CloudDocs"
    there.mkdir(parents=True)
    (there / name).symlink_to(home / name)
    assert kind(journal) is Place.CLOUD
    assert kind(elsewhere) is Place.LOCAL


def test_a_home_that_is_a_link_is_known_as_home(tmp_path):
    journal = journal_in(tmp_path, "disk", "home", "Box")
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "disk" / "home")
    for path in (journal, link / "Box" / "journal.db"):
        assert places.kind(path, mounted=list, environment={}, home=link) is Place.CLOUD


def test_a_folder_that_nobody_may_look_into_is_none_of_a_service(kind, home, monkeypatch):
    def refuse(_folder):
        raise PermissionError

    journal = journal_in(home, "kept")
    (home / "kept" / ".stfolder").touch()
    monkeypatch.setattr(Path, "iterdir", refuse)
    assert kind(journal) is Place.LOCAL


def test_a_network_counts_before_what_lies_on_it(kind, home):
    journal = journal_in(home, "Dropbox")
    assert kind(journal, mounted=[Mount("/", "nfs")]) is Place.NETWORK


# what is said


def test_a_place_that_is_no_good_one_is_explained_and_a_better_one_named():
    assert places.warning(Place.LOCAL) is None
    for place, word in ((Place.NETWORK, "network drive"), (Place.CLOUD, "several devices")):
        sentence = places.warning(place)
        assert word in sentence
        assert "only one program at a time" in sentence
        assert "backups" in sentence
