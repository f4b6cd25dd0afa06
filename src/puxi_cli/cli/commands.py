"""Click's classes with two languages: commands, options, and a group that loads a command only when it is called."""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

from puxi_cli.cli import language
from puxi_cli.cli.choices import in_chinese
from puxi_cli.cli.language import Words
from puxi_cli.cli.layout import Formatter
from puxi_cli.cli.wrong_usage import usage_words
from puxi_cli.errors import ExitCode, PuxiError, UsageError, passed_over

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem
    from click.types import OptionHelpExtra

_WIDEST_HELP = 120  # columns


class _ClosedPipe(Exception):
    """Whoever reads the output has closed it. Click would take that for an end of its own, with the exit code of findings."""


@contextmanager
def _noting_a_closed_pipe() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise _ClosedPipe from None


class Context(click.Context):
    """A context whose help is laid out for Chinese."""

    formatter_class = Formatter


class Option(click.Option):
    """An option whose help has both languages."""

    def __init__(self, *names: str, words: Words, **settings: Any) -> None:
        super().__init__(list(names), **settings)
        self.words = words

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """What the help page shows of it."""
        self.help = str(self.words)
        return super().get_help_record(ctx)

    def get_help_extra(self, ctx: click.Context) -> OptionHelpExtra:
        """What stands in brackets behind it, a default as the reader's language has it."""
        extra = super().get_help_extra(ctx)
        if "default" in extra:
            extra["default"] = in_chinese(extra["default"], self.type)
        return extra


class Command(click.Command):
    """A command whose help has both languages and ends with an example."""

    context_class = Context

    def __init__(self, name: str, *, words: Words, example: Words, **settings: Any) -> None:
        shared = {"help_option_names": ["-h", "--help"], "max_content_width": _WIDEST_HELP}
        super().__init__(name, context_settings=shared, **settings)
        self.words = words
        self.example = example

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Note the language first."""
        language.settle(ctx, args)
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that says how it is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        for english, chinese in (("[OPTIONS]", "[选项]"), ("COMMAND [ARGS]...", "命令 [参数]..."), ("[FILE]", "[文件]")):
            pieces = pieces.replace(english, str(Words(chinese, english)))
        formatter.write_usage(ctx.command_path, pieces, str(Words("用法：", "Usage: ")))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(str(self.words))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Its options."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for record in (option.get_help_record(ctx) for option in options) if record]
        if records:
            with formatter.section(str(Words("选项", "Options"))):
                formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """An example."""
        formatter.write_paragraph()
        formatter.write(str(Words("例子：", "Example:")) + "\n")
        with formatter.indentation():
            formatter.write_text("\n".join(f"  {line}" for line in str(self.example).split("\n")))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, in both languages."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = str(Words("显示本说明", "Show this page and exit"))
        return option


class Group(Command, click.Group):
    """`puxi` itself, or a command with commands of its own.

    `table` holds each command's module and short help, so that `--help` loads none of them; a module's `command` may be a group.
    """

    def __init__(self, name: str, *, table: Mapping[str, tuple[str, Words]], **settings: Any) -> None:
        super().__init__(name, **settings)
        self.table = table

    def make_context(self, *arguments: Any, **settings: Any) -> click.Context:
        """As Click does; help is printed here."""
        with _noting_a_closed_pipe():
            return super().make_context(*arguments, **settings)

    def invoke(self, ctx: click.Context) -> Any:
        """As Click does."""
        with _noting_a_closed_pipe():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in self.table:
            return None
        command = importlib.import_module(self.table[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def paths(self) -> Iterator[str]:
        """Every command as it is called, those of groups behind their group: `law`, `law list`."""
        for name in self.table:
            yield name
            command = self.get_command(click.Context(self), name)
            if isinstance(command, Group):
                yield from (f"{name} {path}" for path in command.paths())

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; where there is none of that name, say which were meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            if meant := [name for name, words in self.table.items() if _is_about(error.command_name, words[1])]:
                said = Words(f"没有命令“{error.command_name}”", f"No such command {error.command_name!r}.")
                near = Words(f"；是否为：{'、'.join(meant)}？", f" Did you mean {' or '.join(meant)}?")
                raise click.UsageError(str(said) + str(near), ctx) from None
            raise click.exceptions.NoSuchCommand(error.command_name, possibilities=list(self.table), ctx=ctx) from None

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Its options, then the commands."""
        Command.format_options(self, ctx, formatter)
        with formatter.section(str(Words("命令", "Commands"))):
            formatter.write_dl([(name, str(words)) for name, (_, words) in self.table.items()])

    # Click's `main` may return; this one always ends the process.
    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        """Run, and turn whatever ends the run into its exit code; no traceback ever shows a value of somebody's row."""
        extra.pop("standalone_mode", None)
        if args is None:
            # A process of seconds makes little garbage in circles; looking for it at Python's pace costs 5 % of a run.
            gc.set_threshold(200_000, 50, 50)
            atexit.register(gc.freeze)  # nor is there anything to be found in it when all of it ends
        arguments = list(sys.argv[1:] if args is None else args)
        passed_over.clear()
        with language.clicks_sentences(arguments):
            self._run(arguments, prog_name or "puxi", **extra)

    def _run(self, arguments: list[str], name: str, **extra: Any) -> NoReturn:
        try:
            if any("\0" in argument for argument in arguments):
                raise UsageError("参数中有空字符，请删去。", "An argument holds a null character; take it out.")
            from puxi_cli.cli import bars

            with bars.shown():
                code = super().main(args=arguments, prog_name=name, standalone_mode=False, **extra)
            for lost in passed_over:
                _say(str(_in_language(arguments, Words(lost.zh, lost.en))))
            if passed_over:
                sys.exit(ExitCode.UNREADABLE)
            sys.exit(code if isinstance(code, int) else ExitCode.CLEAN)
        except click.UsageError as error:
            _say_usage(error, arguments, self)
            sys.exit(ExitCode.USAGE)
        except PuxiError as error:
            _say(str(_in_language(arguments, Words(error.zh, error.en))))
            sys.exit(error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            sys.exit(ExitCode.INTERRUPTED)
        except _ClosedPipe:
            # What is still in the buffer goes nowhere: flushing it once more at exit would hide our exit code.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(ExitCode.CLOSED_PIPE)
        except Exception as error:  # the last door: a fault of our own is named without the values that caused it
            _say_fault(error, arguments)
            sys.exit(ExitCode.FAULT)


def _is_about(word: str, words: Words) -> bool:
    """Whether a Chinese word stands in the short help of a command."""
    return not word.isascii() and len(word) > 1 and word in words.zh


class OpenGroup(Group):
    """A command with commands of its own: what begins with the name of one of them is that, everything else its own arguments."""

    allow_interspersed_args = True  # options may stand behind its files, as with every command

    def __init__(self, name: str, **settings: Any) -> None:
        super().__init__(name, invoke_without_command=True, **settings)
        for param in self.params:
            if isinstance(param, click.Argument):
                param.type = _PathOrCommand(param.type, tuple(self.table))

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """For its own arguments, or for one of its commands."""
        command = self.get_command(click.Context(self), args[0]) if args else None
        if command is None:
            return super().make_context(info_name, args, parent, **extra)
        return command.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)


class _PathOrCommand(click.ParamType[Any]):
    """What an argument of an `OpenGroup` takes; completion offers the commands beside it as soon as a letter is typed."""

    def __init__(self, taken: click.ParamType[Any], commands: Sequence[str]) -> None:
        self.taken, self.commands, self.name = taken, commands, taken.name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """As the type that is taken."""
        return self.taken.convert(value, param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """What the type that is taken offers, then the commands that begin so."""
        from click.shell_completion import CompletionItem

        named = [CompletionItem(name) for name in self.commands if incomplete and name.startswith(incomplete)]
        return [*self.taken.shell_complete(ctx, param, incomplete), *named]


def _say(text: str) -> None:
    """To stderr, where no identity or telephone number of an argument or a file's name may stand whole."""
    from puxi_cli.reports.masking import harmless

    click.echo(harmless(text), err=True)


def _in_language(arguments: Sequence[str], words: Words) -> str:
    """After the context is gone, the arguments still say the language."""
    with Context(click.Command("puxi")) as context:
        language.settle(context, arguments)
        return str(words)


def _called(group: Group, arguments: Sequence[str]) -> str:
    """The command that the arguments name, as far as they name one."""
    command: click.Command | None = group
    named = "puxi"
    for argument in arguments:
        if isinstance(command, Group) and argument in command.table:
            named += f" {argument}"
            command = command.get_command(click.Context(command), argument)
    return named


def _say_usage(error: click.UsageError, arguments: Sequence[str], group: Group) -> None:
    # Some of Click's errors do not say within which command they arose.
    named = _called(group, arguments)
    with error.ctx or Context(click.Command(named), info_name=named) as context:
        language.settle(context, arguments)
        if isinstance(error, click.exceptions.NoArgsIsHelpError):
            _say(error.format_message())
            return
        _say(str(Words("用法不对：", "Wrong usage: ")) + usage_words(error))
        _say(str(Words(f"说明：{context.command_path} --help", f"Help: {context.command_path} --help")))


def _say_fault(error: Exception, arguments: Sequence[str]) -> None:
    frames = traceback.extract_tb(error.__traceback__)
    where = "; ".join(f"{os.path.basename(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames[-4:])
    words = Words(
        f"puxi 自身的故障（{type(error).__name__}，{where}）。输入文件未动。请把这一行和 puxi --version 报告给维护者。",
        f"A fault of puxi's own ({type(error).__name__}, {where}). The input is untouched. "
        "Please report this line and puxi --version.",
    )
    _say(_in_language(arguments, words))
