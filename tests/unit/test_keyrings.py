"""Only keyrings that the system guards are used, and no fault of theirs tells the key."""

import sys
import types

import pytest

from dosejournal.app import keyrings
from dosejournal.errors import StorageError
from dosejournal.store.vault import Key

KEY = Key(bytes(range(32)), bytes(range(16)))


def offer(monkeypatch, module, name, priority, kept=None):
    """Let a keyring be found under the name of a module; a priority that fails is none."""

    class Kind:
        stored = {} if kept is None else kept

        @staticmethod
        def get_password(_service, account):
            return Kind.stored.get(account)

        @staticmethod
        def set_password(_service, account, secret):
            Kind.stored[account] = secret

        @staticmethod
        def delete_password(_service, account):
            del Kind.stored[account]

    if priority is not None:
        Kind.priority = priority
    made = types.ModuleType(module)
    setattr(made, name, Kind)
    monkeypatch.setitem(sys.modules, module, made)
    return Kind


@pytest.fixture
def none(monkeypatch):
    """No keyring of the system is there."""
    pytest.importorskip("keyring")
    for module in ("SecretService", "kwallet", "macOS", "Windows"):
        monkeypatch.setitem(sys.modules, f"keyring.backends.{module}", None)


@pytest.mark.usefixtures("none")
def test_without_a_keyring_that_is_known_nothing_is_kept():
    assert "no keyring" in keyrings.trouble()
    assert keyrings.find(KEY.salt) is None
    with pytest.raises(StorageError, match="does not take the key"):
        keyrings.keep(KEY)
    keyrings.forget(KEY.salt)


def test_without_the_package_the_row_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert "not installed" in keyrings.trouble()


@pytest.mark.usefixtures("none")
def test_a_plain_file_that_calls_itself_a_keyring_is_passed_over(monkeypatch):
    plain = offer(monkeypatch, "keyrings.alt.file", "PlaintextKeyring", 100)
    assert keyrings.trouble()
    with pytest.raises(StorageError):
        keyrings.keep(KEY)
    assert plain.stored == {}


@pytest.mark.usefixtures("none")
def test_the_key_is_kept_found_and_forgotten(monkeypatch):
    ring = offer(monkeypatch, "keyring.backends.SecretService", "Keyring", 5)
    offer(monkeypatch, "keyring.backends.kwallet", "DBusKeyring", None)
    assert keyrings.trouble() == ""
    keyrings.keep(KEY)
    assert ring.stored == {KEY.salt.hex(): KEY.raw.hex()}
    assert keyrings.find(KEY.salt) == KEY
    keyrings.forget(KEY.salt)
    assert ring.stored == {}
    keyrings.forget(KEY.salt)


@pytest.mark.usefixtures("none")
def test_of_two_the_one_that_is_preferred_is_used(monkeypatch):
    offer(monkeypatch, "keyring.backends.SecretService", "Keyring", 4)
    better = offer(monkeypatch, "keyring.backends.kwallet", "DBusKeyring", 4.9)
    keyrings.keep(KEY)
    assert better.stored


@pytest.mark.usefixtures("none")
def test_a_fault_of_a_keyring_tells_no_key(monkeypatch):
    ring = offer(monkeypatch, "keyring.backends.SecretService", "Keyring", 5)

    def fail(*given):
        raise RuntimeError(given)

    keyrings.keep(KEY)
    monkeypatch.setattr(ring, "set_password", fail)
    monkeypatch.setattr(ring, "delete_password", fail)
    for act in (lambda: keyrings.keep(KEY), lambda: keyrings.forget(KEY.salt)):
        with pytest.raises(StorageError) as refused:
            act()
        assert KEY.raw.hex() not in str(refused.value)
        assert refused.value.__cause__ is None
    monkeypatch.setattr(ring, "get_password", fail)
    assert keyrings.find(KEY.salt) is None


@pytest.mark.usefixtures("none")
def test_what_is_kept_and_is_no_key_counts_as_none(monkeypatch):
    offer(monkeypatch, "keyring.backends.SecretService", "Keyring", 5, {KEY.salt.hex(): "zz"})
    assert keyrings.find(KEY.salt) is None
