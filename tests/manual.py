"""Chapters of the help centre, for the suites that do what they say."""
import re


def blocks(path, kind):
    """The code blocks of a kind in a chapter."""
    with open(path, encoding="utf-8") as file:
        return [text for is_of, text in re.findall(r"^ *```(\w*)\n(.*?)^ *```$", file.read(), re.S | re.M) if is_of == kind]


def commands(path, inline):
    """The commands of a chapter: those of its blocks of sh, and those within sentences and tables that `inline` finds."""
    for block in blocks(path, "sh"):
        yield from block.strip().split("\n")
    with open(path, encoding="utf-8") as file:
        yield from re.findall(inline, re.sub(r"```.*?```", "", file.read(), flags=re.S))
