"""What kind of place a journal lies at: on some, several programs at once would damage it."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from pathlib import Path

from dosejournal.i18n import _
from dosejournal.store import cloud_folders, mounts
from dosejournal.store.mounts import Mount

# those whose files several computers have at once, and the folders that a virtual machine shares
# with the computer it runs on: memory that programs share does not reach from one to the other
_OF_SEVERAL_COMPUTERS = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "ncp", "afpfs", "afs", "coda"),
        *("webdav", "davfs", "davfs2", "ftp", "sshfs", "acfs", "vboxsf", "vmhgfs", "prl_fs"),
        *("9p", "virtiofs", "drvfs", "ceph", "glusterfs", "lustre", "gpfs", "beegfs", "orangefs"),
        *("pvfs2", "wekafs", "panfs", "ocfs2", "gfs", "gfs2", "osxfuse", "macfuse", "fuse"),
        mounts.REMOTE,
    }
)
# of the programs that make a file system, those that need no other computer for it
_PROGRAMS_ON_A_DISK = frozenset(
    {
        *("gocryptfs", "encfs", "cryfs", "securefs", "veracrypt", "mergerfs", "bindfs", "unionfs"),
        *("fuse-overlayfs", "overlayfs", "ntfs", "ntfs-3g", "exfat", "apfs", "zfs", "lxcfs"),
    }
)


class Place(Enum):
    """What a place is, seen from this computer."""

    LOCAL = "local"
    NETWORK = "network"
    CLOUD = "cloud"


def kind(
    path: Path,
    *,
    mounted: Callable[[], Iterable[Mount]] = mounts.of_system,
    environment: Mapping[str, str] = os.environ,
    home: Path | None = None,
    platform: str = sys.platform,
) -> Place:
    """Return what the place of a file is, also of one that is still to be made."""
    real = os.path.realpath(path)
    if platform == "win32":
        file_system = mounts.windows_kind(real)
    else:
        file_system = mounts.kind(real, mounted())
    if _is_of_several_computers(file_system):
        return Place.NETWORK
    if cloud_folders.holds(Path(real), environment, home):
        return Place.CLOUD
    return Place.LOCAL


def warning(place: Place) -> str | None:
    """Return what a person should know about a place, or None where there is nothing to say."""
    if place is Place.NETWORK:
        return _(
            "This journal lies on a network drive or in a shared folder. It works there, but only "
            "one program at a time can have it open: the window or a terminal, not both. It is "
            "safer on a disk of this computer, with its backups on the network drive."
        )
    if place is Place.CLOUD:
        return _(
            "This journal lies in a folder that is kept the same on several devices. It works "
            "there, but only one program at a time can have it open, and two devices that write "
            "before they have met make two copies, each with entries that the other one lacks. It "
            "is safer in a folder of this computer alone, with its backups in the shared one."
        )
    return None


def _is_of_several_computers(file_system: str) -> bool:
    # "9p2000.L" is a 9p, and "fuse.virtiofs" a virtiofs that a program has made
    family, _dot, program = file_system.partition(".")
    if family == "fuse" and program:
        # most of them fetch their files from elsewhere: one that is not known counts as such
        return program not in _PROGRAMS_ON_A_DISK
    return family in _OF_SEVERAL_COMPUTERS or family.startswith("9p")
