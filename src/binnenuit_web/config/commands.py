"""The commands of an installation: serve it, show an invented one, keep it safe, examine it.

Every command of the program loads this module, so what serves is imported inside.
"""

from __future__ import annotations

import os
import shutil
import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from binnenuit.cli.output import Output, output_options, spoken_language
from binnenuit.errors import SettingError
from binnenuit.language import sentence
from binnenuit_web.config import installation, occupied, server, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from binnenuit.language import Sentence

_PORT = click.IntRange(1, 65535)


def _say(text: Sentence) -> None:
    click.echo(text.say(spoken_language(sys.argv)))


@click.command()
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Data directory.")
@click.option("--port", type=_PORT, help="Port to listen on.")
@click.option("--host", help="Address to listen on; 0.0.0.0 for all networks.")
def start(data: Path | None, port: int | None, host: str | None) -> None:
    """Serve this organisation in the browser.

    An empty installation prints a one-time set-up link.
    """
    installation.choose({"data": data, "port": port, "host": host})
    chosen = table.load()
    server.check_port(chosen.host, chosen.port)
    installation.make_directory(chosen.data)
    with occupied.serving(chosen.data):
        installation.start_django()
        installation.migrate()
        token = _set_up_token()
        address = (chosen.address.rstrip("/") + "/") if chosen.address else _address(chosen)
        _serve(chosen, lambda: _tell_start(address, chosen.data, token))


def _set_up_token() -> str | None:
    from django.utils import timezone  # noqa: PLC0415  needs start_django

    from binnenuit_web.people import services  # noqa: PLC0415

    return services.set_up_link(timezone.now())


def _tell_start(address: str, data: Path, token: str | None) -> None:
    _say(sentence("Binnenuit answers at {address}", address=address))
    _say(
        sentence(
            "Everything is kept in {data}; binnenuit backup FILE makes a copy. Ctrl-C ends.",
            data=data.resolve(),
        )
    )
    if token:
        link = f"{address}people/set-up/{token}/"
        _say(
            sentence("Set it up with this link; it works once, within a day:\n  {link}", link=link)
        )


@click.command()
@click.option("--port", type=_PORT, help="Port to listen on.")
@click.option("--no-open", is_flag=True, help="Open no browser.")
def demo(port: int | None, *, no_open: bool) -> None:
    """Show an invented organisation in the browser, no questions asked."""
    os.environ.update({"BINNENUIT_DEMO": "yes", "BINNENUIT_DATABASE": ""})
    installation.choose({"port": port, "data": _demo_directory()})
    chosen = table.load()
    server.check_port(chosen.host, chosen.port)
    data = chosen.data.with_name(f"{chosen.data.name}-{chosen.port}")
    installation.choose({"data": data})
    shutil.rmtree(data, ignore_errors=True)
    try:
        installation.make_directory(data)
        installation.start_django()
        installation.migrate()
        _load_demo()
        _serve(chosen, lambda: _tell_demo(_address(chosen), open_browser=not no_open))
    finally:
        shutil.rmtree(data, ignore_errors=True)


def _demo_directory() -> Path:
    """Where the demo lives while it runs; not in /tmp, which some systems sweep meanwhile."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "binnenuit" / "demo"


def _load_demo() -> None:
    from binnenuit_web.demo.load import load  # noqa: PLC0415  needs start_django

    load()


def _tell_demo(address: str, *, open_browser: bool) -> None:
    _say(sentence("The invented organisation is at {address} (Ctrl-C ends)", address=address))
    if open_browser:
        webbrowser.open(address)


def _address(chosen: table.Settings) -> str:
    return server.address(chosen.host, chosen.port)


def _serve(chosen: table.Settings, when_ready: Callable[[], None]) -> None:
    server.serve(chosen.host, chosen.port, threads=chosen.threads, when_ready=when_ready)


@click.command()
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Data directory.")
@output_options
def doctor(data: Path | None, *, as_json: bool, out: Path | None, language: str | None) -> None:
    """Tell whether this installation is in order.

    Where it is not, it says what to do; it then ends with 1.
    """
    from binnenuit_web.config.doctor import examine  # noqa: PLC0415

    installation.choose({"data": data})
    spoken = language or spoken_language(sys.argv)
    checks = examine(table.load())
    records = [check.as_record(spoken) for check in checks]
    findings = [record for record in records if not record["ok"]]
    Output(as_json, out, spoken).write({"checks": records, "findings": findings}, records)
    if not as_json:
        for record in records:
            click.echo(f"{'ok       ' if record['ok'] else 'attention'}  {record['message']}")
    sys.exit(1 if findings else 0)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Data directory.")
def backup(file: Path, data: Path | None) -> None:
    """Keep the whole installation in one FILE.

    It may be in use meanwhile. A database on PostgreSQL is in it as well.
    """
    from binnenuit_web.config import archive  # noqa: PLC0415

    installation.choose({"data": data})
    chosen = table.load()
    if chosen.database:
        installation.start_django()
    kept = archive.back_up(chosen, file)
    _say_counted(kept.tables, kept.rows)
    _say(
        sentence(
            "{file} holds {count} files of {data}, with the key: keep it where only you can "
            "read it.",
            file=file,
            count=kept.files,
            data=chosen.data,
        )
    )
    _say(
        sentence(
            "One thing is left out: the passing keys with which taps and answers are counted once. "
            "What runs now takes no taps after a restore, until the next week begins."
        )
    )
    _say(
        sentence(
            "The keys of an open mirror layer are left out as well: after a restore nobody can "
            "read its ballots. It is then opened again, and who answered is asked again."
        )
    )
    _say(
        sentence(
            "So are the keys of open core questions and polls: after a restore nobody can read "
            "what was voted, and people vote again. A core question of which a picture was shown "
            "is closed with it."
        )
    )


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Data directory.")
def restore(file: Path, data: Path | None) -> None:
    """Put a backup FILE back into an empty data directory.

    It then uses SQLite, wherever the backup was made; “binnenuit move” takes it to PostgreSQL.
    """
    from binnenuit_web.config import archive  # noqa: PLC0415

    installation.choose({"data": data})
    chosen = table.load()
    _refuse_database_elsewhere(chosen)
    kept = archive.restore(file, chosen.data)
    _say_counted(kept.tables, kept.rows)
    _say(
        sentence(
            "{count} files were put back into {data}. Start it with: binnenuit start --data {data}",
            count=kept.files,
            data=chosen.data,
        )
    )


def _refuse_database_elsewhere(chosen: table.Settings) -> None:
    if chosen.database:
        raise SettingError(
            "config.database-elsewhere",
            sentence(
                "BINNENUIT_DATABASE names a PostgreSQL server, but a backup is put back on SQLite "
                "into {path}. Take that setting away first; “binnenuit move” goes to PostgreSQL "
                "afterwards.",
                path=chosen.data,
            ),
        )


def _say_counted(tables: int, rows: int) -> None:
    if tables:
        _say(
            sentence(
                "{tables} tables, {rows} rows: the same on both sides.", tables=tables, rows=rows
            )
        )


@click.command()
@click.option(
    "--to",
    "url",
    required=True,
    help="An empty PostgreSQL database: postgresql://name:password@host/database",
)
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Data directory.")
def move(url: str, data: Path | None) -> None:
    """Take the database to a PostgreSQL server.

    Stop the server first. Either everything is moved or nothing.
    """
    installation.choose({"data": data})
    chosen = table.load()
    installation.start_django()
    from binnenuit_web.config import moving  # noqa: PLC0415  needs start_django

    moved = moving.move(chosen, url)
    _say_counted(moved.counted.tables, moved.counted.rows)
    _say(
        sentence(
            "From its next start the installation in {data} uses {database}; {file} says so.",
            data=chosen.data,
            database=moved.database,
            file=table.FILE_NAME,
        )
    )
    if moved.file:
        _say(
            sentence(
                "The database of before stays as {file} and is not used any more. It holds "
                "everything about people: remove it when you are content.",
                file=moved.file,
            )
        )


COMMANDS: Final = (start, demo, backup, restore, move, doctor)
