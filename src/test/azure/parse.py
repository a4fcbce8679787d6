"""Asks the Azure CLI's own parser about commands; runs with the Python that az is installed for.

Standard input: a JSON array of commands, each an array of words after "az". Standard output: a JSON
array, for each command null or why the parser refuses it. Nothing is run. A command of words alone,
without an option, only has to exist.
"""
import contextlib
import io
import json
import sys

from azure.cli.core import get_default_cli
from knack.events import EVENT_INVOKER_POST_PARSE_ARGS


class Parsed(BaseException):
    """Not an Exception: what az does not expect it reports as a fault of its own."""


def parsed(*_, **__):
    raise Parsed()


def refusal(cli, words):
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
            code = cli.invoke(words)
    except Parsed:
        return None
    except SystemExit as e:
        code = e.code
    if not any(word.startswith("-") for word in words):
        if " ".join(words) in cli.invocation.commands_loader.command_table:
            return None
    return said.getvalue().strip() or f"exit {code}"


cli = get_default_cli()
cli.register_event(EVENT_INVOKER_POST_PARSE_ARGS, parsed)
json.dump([refusal(cli, words) for words in json.load(sys.stdin)], sys.stdout)
