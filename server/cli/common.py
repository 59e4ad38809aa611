"""What the verbs share: opening the server's data, and saying errors as sentences."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from server.keyfiles import BadKeyFile
from server.services import Services, open_services
from server.settings import BadSetting, Settings
from server.store import StoreUnusable
from server.store.migrations import check_current
from shared.words import say


class Wrong(click.ClickException):
    """One sentence, exit status 1."""


class AskedWrongly(click.ClickException):
    """One sentence, exit status 2."""

    exit_code = 2


def settings() -> Settings:
    """The settings of the environment."""
    try:
        return Settings.from_environment(os.environ)
    except BadSetting as error:
        raise AskedWrongly(str(error)) from error


@contextmanager
def saying() -> Iterator[None]:
    """Errors of keys and database as sentences."""
    try:
        yield
    except BadKeyFile as error:
        raise Wrong(str(error)) from error
    except StoreUnusable as error:
        raise Wrong(say(error.code) + (f" [{error.detail}]" if error.detail else "")) from error


@contextmanager
def opened() -> Iterator[Services]:
    """The server's services, its database checked to be of this release."""
    with saying():
        services = open_services(settings())
        try:
            check_current(services.store)
            yield services
        finally:
            services.store.close()
