"""Settings come from the environment only and name what is missing."""

import stat

import pytest

from guichet.config import Config, ConfigurationError


def test_a_demo_needs_no_setting_and_keeps_its_secret(tmp_path):
    first = Config.from_environment({"GUICHET_DATA": str(tmp_path)})
    second = Config.from_environment({"GUICHET_DATA": str(tmp_path)})
    assert first.environment == "demo"
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 43
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_port_gives_the_address_of_a_demo(tmp_path):
    assert Config.from_environment({"GUICHET_DATA": str(tmp_path), "PORT": "8123"}).base_url == "http://127.0.0.1:8123"


@pytest.mark.parametrize(
    "missing", ["GUICHET_BASE_URL", "GUICHET_SECRET_KEY", "GUICHET_DATABASE_URL", "GUICHET_FILE_KEY"]
)
def test_production_refuses_to_start_naming_what_is_missing(tmp_path, missing):
    environ = {
        "GUICHET_ENVIRONMENT": "production",
        "GUICHET_DATA": str(tmp_path),
        "GUICHET_BASE_URL": "https://demarches.ville.fr",
        "GUICHET_SECRET_KEY": "x" * 50,
        "GUICHET_FILE_KEY": "A" * 43 + "=",
        "GUICHET_DATABASE_URL": "postgresql://db/guichet",
    }
    assert Config.from_environment(environ).secure
    del environ[missing]
    with pytest.raises(ConfigurationError, match=missing):
        Config.from_environment(environ)


def test_production_refuses_plain_http(tmp_path):
    environ = {
        "GUICHET_ENVIRONMENT": "production",
        "GUICHET_DATA": str(tmp_path),
        "GUICHET_BASE_URL": "http://demarches.ville.fr",
        "GUICHET_SECRET_KEY": "x" * 50,
        "GUICHET_FILE_KEY": "A" * 43 + "=",
        "GUICHET_DATABASE_URL": "postgresql://db/guichet",
    }
    with pytest.raises(ConfigurationError, match="https"):
        Config.from_environment(environ)


def test_production_refuses_a_short_secret(tmp_path):
    environ = {
        "GUICHET_ENVIRONMENT": "production",
        "GUICHET_DATA": str(tmp_path),
        "GUICHET_BASE_URL": "https://demarches.ville.fr",
        "GUICHET_SECRET_KEY": "secret",
        "GUICHET_FILE_KEY": "A" * 43 + "=",
        "GUICHET_DATABASE_URL": "postgresql://db/guichet",
    }
    with pytest.raises(ConfigurationError, match="GUICHET_SECRET_KEY"):
        Config.from_environment(environ)


@pytest.mark.parametrize("value", ["demarches.ville.fr", "https://", "ftp://x", "https://x/portail", "https://x?y"])
def test_a_base_url_is_scheme_and_host(tmp_path, value):
    with pytest.raises(ConfigurationError, match="GUICHET_BASE_URL"):
        Config.from_environment({"GUICHET_DATA": str(tmp_path), "GUICHET_BASE_URL": value})


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_means_psycopg(tmp_path, scheme):
    config = Config.from_environment({"GUICHET_DATA": str(tmp_path), "GUICHET_DATABASE_URL": f"{scheme}://h/d"})
    assert config.database_url == "postgresql+psycopg://h/d"


def test_production_trusts_its_own_host_only(tmp_path):
    environ = {
        "GUICHET_ENVIRONMENT": "production",
        "GUICHET_DATA": str(tmp_path),
        "GUICHET_BASE_URL": "https://demarches.ville.fr:8443",
        "GUICHET_SECRET_KEY": "x" * 50,
        "GUICHET_FILE_KEY": "A" * 43 + "=",
        "GUICHET_DATABASE_URL": "postgresql://db/guichet",
        "GUICHET_TRUSTED_HOSTS": "www.ville.fr, ",
    }
    assert Config.from_environment(environ).trusted_hosts == ("demarches.ville.fr", "www.ville.fr")


@pytest.mark.parametrize(
    ("environment", "value", "roles"),
    [
        ("demo", None, set()),
        ("production", None, {"agent", "publisher", "administrator"}),
        ("production", "none", set()),
        ("demo", "agent, administrator", {"agent", "administrator"}),
    ],
)
def test_the_roles_that_need_a_second_factor(tmp_path, environment, value, roles):
    environ = {
        "GUICHET_ENVIRONMENT": environment,
        "GUICHET_DATA": str(tmp_path),
        "GUICHET_BASE_URL": "https://demarches.ville.fr",
        "GUICHET_SECRET_KEY": "x" * 50,
        "GUICHET_FILE_KEY": "A" * 43 + "=",
        "GUICHET_DATABASE_URL": "postgresql://db/guichet",
        **({} if value is None else {"GUICHET_SECOND_FACTOR": value}),
    }
    assert Config.from_environment(environ).second_factor == roles


@pytest.mark.parametrize("value", ["citizen", "agent,none", ",", "agents"])
def test_a_role_that_is_none_is_named(tmp_path, value):
    environ = {"GUICHET_DATA": str(tmp_path), "GUICHET_SECOND_FACTOR": value}
    with pytest.raises(ConfigurationError, match="GUICHET_SECOND_FACTOR"):
        Config.from_environment(environ)


def test_keys_of_documents_come_from_the_environment_or_a_file(tmp_path):
    bare = {"GUICHET_DATA": str(tmp_path)}
    assert Config.from_environment(bare).file_key_file == tmp_path / "file-key"
    one, other = "A" * 43 + "=", "_-" * 21 + "8="
    keys = Config.from_environment(bare | {"GUICHET_FILE_KEY": f"{other}, {one}"}).file_keys
    assert [len(key) for key in keys] == [32, 32]
    assert keys[1] == bytes(32)
    named = Config.from_environment(bare | {"GUICHET_FILE_KEY_FILE": str(tmp_path / "elsewhere")})
    assert (named.file_keys, named.file_key_file) == ((), tmp_path / "elsewhere")


@pytest.mark.parametrize("wrong", ["secret", "A" * 44, "A" * 42 + "==", "A" * 43 + "=,x", "é"])
def test_a_key_of_documents_that_is_none_is_named_and_not_told(tmp_path, wrong):
    with pytest.raises(ConfigurationError, match="GUICHET_FILE_KEY") as error:
        Config.from_environment({"GUICHET_DATA": str(tmp_path), "GUICHET_FILE_KEY": wrong})
    assert wrong not in str(error.value)


def test_keys_are_not_printed_with_the_settings(tmp_path):
    config = Config.from_environment({"GUICHET_DATA": str(tmp_path), "GUICHET_FILE_KEY": "A" * 43 + "="})
    assert repr(bytes(32)) not in repr(config)
