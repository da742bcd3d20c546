"""The commands of `postmortem-bot`. Each is thin: read the arguments, call, print."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from bot.errors import ConfigError, UserError

if TYPE_CHECKING:
    from bot.domain.report import Report
    from bot.exports.timeline_files import Told
    from bot.prompts import Prompts

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="The bot for blameless postmortems."
)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON of a stable shape.")]
T = TypeVar("T")
ChannelName = Annotated[str, typer.Option("--channel", help="The channel's name or id.")]


def _stop(text: str) -> typer.Exit:
    typer.secho(text, err=True, fg="red")
    return typer.Exit(1)


@app.command()
def run() -> None:
    """Run the bot: over HTTP, or in Socket Mode where SLACK_APP_TOKEN is set."""
    from bot.run import serve
    from bot.settings import load_settings

    try:
        with asyncio.Runner(loop_factory=fast_loop) as runner:
            runner.run(serve(load_settings()))
    except ConfigError as error:
        raise _stop(str(error)) from error


@app.command()
def migrate() -> None:
    """Bring the database to the schema of this release."""
    from bot.prompts import load_prompts
    from bot.settings import load_settings
    from bot.store.migrate import upgrade

    try:
        upgrade(load_settings().database_url)
    except ConfigError as error:
        raise _stop(str(error)) from error
    typer.echo(load_prompts().say("cli.migrated"))


@app.command()
def doctor(offline: Annotated[bool, typer.Option("--offline", help="Leave Slack out.")] = False, as_json: AsJson = False) -> None:
    """Check settings, database, migrations, token, permissions, channels and clock; say for each what to do."""
    from bot.doctor import examine
    from bot.prompts import load_prompts

    findings = asyncio.run(examine(offline=offline))
    if as_json:
        typer.echo(json.dumps([{"check": f.check, "ok": f.ok, "advice": f.advice} for f in findings], indent=1))
    else:
        say = load_prompts().say
        for f in findings:
            mark, colour = ("wrong", "red") if not f.ok else ("hint", "yellow") if f.advice else ("well", "green")
            typer.secho(f"{say(f'doctor.{mark}'):6}", fg=colour, nl=False)
            typer.echo(f"{say(f'doctor.check_{f.check}')}{': ' + f.advice if f.advice else ''}")
    raise typer.Exit(0 if all(f.ok for f in findings) else 1)


@app.command()
def manifest(
    url: Annotated[str | None, typer.Option(help="The bot's public address; leave out for Socket Mode.")] = None,
) -> None:
    """Print the Slack app manifest."""
    from bot.manifest import manifest as make

    typer.echo(json.dumps(make(url), indent=2))


@app.command()
def timeline(
    number: Annotated[int | None, typer.Argument(help="The postmortem's number; leave out to draft an export.")] = None,
    export: Annotated[Path | None, typer.Option("--export", help="A Slack export: its folder or zip.")] = None,
    channel: Annotated[str | None, typer.Option("--channel", help="The export's channel: its name or id.")] = None,
    form: Annotated[
        str, typer.Option("--format", help="text, json, csv, md, svg or png (png needs the extra `pictures`).")
    ] = "text",
    out: Annotated[Path | None, typer.Option("--out", help="Where to write it; else it is printed.")] = None,
    zone: Annotated[str | None, typer.Option("--zone", help="Zone of the times, instead of REPORT_ZONE.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print the timeline of a postmortem, or draft one of an exported channel (which needs no database)."""
    from bot.prompts import load_prompts

    wanted = "json" if as_json else form
    say = load_prompts()
    if number is not None:
        from bot.data_commands import timeline_of

        told = _run(timeline_of, number)
    elif export is not None and channel is not None:
        told = _drafted(export, channel)
    else:
        raise _stop(say.say("cli.timeline_of_what"))
    _write(_timeline_as(told, wanted, zone, say), out)


def _drafted(export: Path, channel: str) -> Told:
    from bot.data_commands import timeline_of_export
    from bot.prompts import load_prompts

    try:
        return timeline_of_export(export, channel)
    except UserError as error:
        raise _stop(load_prompts().say(error.key, **error.details)) from error


def _timeline_as(told: Told, form: str, zone: str | None, say: Prompts) -> bytes:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from bot.exports.timeline_files import FORMS, told_as
    from bot.settings import load_settings

    if form == "text":
        return _as_lines(told, say).encode()
    if form not in FORMS:
        raise _stop(say.say("cli.no_such_format", form=form, known=", ".join(("text", *FORMS))))
    try:
        return told_as(told, form, ZoneInfo(zone or load_settings().report_zone), say)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise _stop(say.say("cli.no_such_zone", zone=zone or "")) from error
    except UserError as error:
        raise _stop(say.say(error.key, **error.details)) from error


def _as_lines(told: Told, say: Prompts) -> str:
    from bot.exports.timeline_json import timeline_json

    data = timeline_json(told.timeline, told.actions, told.facts, say)
    lines = [f"{name:16} {mark['at'] if mark else '-'}" for name, mark in data["milestones"].items()]
    lines += [f"{e['at']}  {e['kind']:13} {' '.join(e['text'].split())[:140]}" for e in data["entries"]]
    return "\n".join(lines) + "\n"


def _write(content: bytes, out: Path | None) -> None:
    if out is not None:
        out.write_bytes(content)
        return
    import sys

    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


@app.command(name="import")
def import_(
    export: Annotated[Path, typer.Argument(help="A Slack export: its folder or zip.")],
    channel: ChannelName,
    as_json: AsJson = False,
) -> None:
    """Take a channel of a Slack export into the database and open a postmortem of it; nothing is posted."""
    from bot.data_commands import import_export
    from bot.prompts import load_prompts

    found = _run(import_export, export, channel)
    if as_json:
        typer.echo(json.dumps({"postmortem": found.postmortem.number, "messages": found.messages}))
    else:
        typer.echo(load_prompts().say("cli.imported", count=found.messages, number=found.postmortem.number))


@app.command()
def report(
    number: Annotated[int, typer.Argument(help="The postmortem's number.")],
    as_json: AsJson = False,
    form: Annotated[str, typer.Option("--format", help="md, html, pdf (needs the extra `pdf`) or json.")] = "md",
    kind: Annotated[str, typer.Option("--kind", help="internal, customer, managers, or one of your own.")] = "internal",
    language: Annotated[str, typer.Option("--language", help="en or de, or one of your own.")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="Where to write it; else it is printed.")] = None,
) -> None:
    """Print a report: as Markdown, HTML, PDF or JSON; for everybody inside, for customers, for managers."""
    from bot.data_commands import report_of

    found = _run(report_of, number)
    _write(_report_as([found], "json" if as_json else form, kind, language)[0], out)


@app.command()
def export(
    as_json: Annotated[bool, typer.Option("--json/--markdown", help="JSON of a stable shape, or Markdown to read.")] = True,
) -> None:
    """Print everything: one report after the other, private ones included."""
    from bot.data_commands import all_reports
    from bot.exports.report_json import report_json

    found = _run(all_reports)
    if as_json:
        typer.echo(json.dumps([report_json(r) for r in found], indent=1, ensure_ascii=False))
    else:
        typer.echo(b"\n".join(_report_as(found, "md")).decode(), nl=False)


def _report_as(found: Sequence[Report], form: str, kind: str = "internal", language: str = "") -> list[bytes]:
    from bot.exports.forms import kind_of_report, report_as
    from bot.prompts import prompts_of
    from bot.settings import load_settings

    settings = load_settings()
    say = prompts_of(settings)
    try:
        template = kind_of_report(say, kind, language)
        return [report_as(r, form, template, say, settings.report_zone) for r in found]
    except UserError as error:
        raise _stop(say.say(error.key, **error.details)) from error


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help='Words in any order; "words in a row" in quotes; begin* by its beginning.')],
    as_json: AsJson = False,
) -> None:
    """Look for words in all postmortems, private ones included."""
    from bot.data_commands import found_by

    found = _run(found_by, " ".join(words))
    if as_json:
        typer.echo(json.dumps(found, indent=1, ensure_ascii=False))
    else:
        for one in found:
            typer.echo(f"{one['number']:>5}  {one['title']}\n       {one['excerpt']}")


@app.command()
def actions(
    words: Annotated[
        list[str] | None, typer.Argument(help="Which: overdue, open, done, high, prevent, … All when left out.")
    ] = None,
    owner: Annotated[str, typer.Option(help="Only those of one person, by name or Slack id.")] = "",
    as_json: AsJson = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print a table for a spreadsheet.")] = False,
) -> None:
    """List action items of all postmortems, private ones included."""
    from bot.exports.items_csv import items_csv
    from bot.exports.items_json import items_json
    from bot.exports.items_text import items_text
    from bot.item_commands import items_by
    from bot.prompts import load_prompts

    held = _run(items_by, " ".join(words or ()), owner)
    if as_json:
        typer.echo(json.dumps(items_json(held.found, held.names, held.day), indent=1, ensure_ascii=False))
    elif csv:
        typer.echo(items_csv(held.found, held.names, held.day), nl=False)
    else:
        typer.echo(items_text(held.found, held.names, held.day, load_prompts()), nl=False)


@app.command(name="add-action")
def add_action(
    number: Annotated[int, typer.Argument(help="The postmortem's number.")],
    text: Annotated[str, typer.Argument(help="What is to be done, perhaps with a date at its end: by Friday, in two weeks.")],
    owner: Annotated[str, typer.Option(help="Who is to do it, by name or Slack id; the running bot asks them.")] = "",
    by: Annotated[str, typer.Option(help="Who adds it, by name or Slack id; the lead when left out.")] = "",
) -> None:
    """Add an action item to a postmortem, and say back what was understood."""
    from bot.item_commands import promise
    from bot.prompts import load_prompts

    item, name = _run(promise, number, text, owner, by)
    say = load_prompts()
    due = f"{item.due:%a %d %b %Y}" if item.due else say.say("items.no_due")
    typer.echo(say.say("cli.promised", number=item.number, text=item.text, owner=name or say.say("items.no_owner"), due=due))


@app.command()
def coach(
    file: Annotated[Path | None, typer.Argument(help='Lines of {"id", "text"}; standard input when left out.')] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read and print JSON lines; the only form so far.")] = True,
) -> None:
    """Look for blame in texts, and print for each its kind, its words, a question and a rewrite. Needs no network."""
    from bot.coach_lines import answers

    try:
        with contextlib.nullcontext(sys.stdin) if file is None else file.open(encoding="utf-8") as lines:
            for answer in answers(lines):
                typer.echo(answer)
    except (ConfigError, OSError) as error:
        raise _stop(str(error)) from error


def _run(work: Callable[..., Coroutine[Any, Any, T]], *args: object) -> T:
    """Run a data command on the settings; what somebody can mend becomes a sentence."""
    from bot.prompts import load_prompts
    from bot.settings import load_settings

    try:
        return asyncio.run(work(load_settings(), *args))
    except ConfigError as error:
        raise _stop(str(error)) from error
    except UserError as error:
        raise _stop(load_prompts().say(error.key, **error.details)) from error


@app.command()
def playground(
    port: Annotated[int, typer.Option(help="Where to listen on this machine.")] = 8800,
    http: Annotated[bool, typer.Option("--http", help="Bring events by signed HTTP instead of Socket Mode.")] = False,
    show: Annotated[bool, typer.Option("--open", help="Open the page in your browser.")] = False,
    export: Annotated[
        Path | None, typer.Option(help="A Slack export of yours, a folder or zip: it stays on this machine.")
    ] = None,
    channel: Annotated[str, typer.Option(help="Which of its channels to bring in.")] = "",
) -> None:
    """Open a local workspace with the bot in it, to be tried in a browser; no Slack needed."""
    from bot.prompts import load_prompts
    from bot.settings import Transport
    from bot.try_out import Brought, try_out

    brought = Brought(export, channel) if export else None
    try:
        asyncio.run(try_out(port, Transport.HTTP if http else Transport.SOCKET, show, brought))
    except ConfigError as error:
        raise _stop(str(error)) from error
    except KeyboardInterrupt:
        typer.echo(load_prompts().say("cli.playground_closed"))


def fast_loop() -> asyncio.AbstractEventLoop:
    """The loop of libuv where there is one: about a third more events a second (`make bench`)."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()
