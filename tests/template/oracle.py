"""Jinja2 as the oracle of common/template.

An environment with the settings that common/template.h names. Where Weir is
stricter by design, the check it makes is made here too, so that the two agree
on what is an error; none of these checks changes what is printed:

- lists and tables are not printed, and text operations take no none, list or table
- what does not exist is not put into a list
- arithmetic takes numbers; + also two texts or two lists
- filters and tests take the kinds of values that weir-theme(7) says
"""

import html
import json
import operator

import jinja2
import jinja2.compiler
import jinja2.meta
import jinja2.parser
import jinja2.runtime
import jinja2.nodes as nodes
from jinja2 import StrictUndefined, Undefined, filters, tests
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape


class Refused(Exception):
    """Weir is stricter than Jinja here."""


def number(value):
    if not isinstance(value, (int, float)):
        raise Refused("a number")
    return value


def whole(value):
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused("a whole number")
    return value


def text(value):
    if isinstance(value, Undefined):
        str(value)
    if value is None or isinstance(value, (list, dict)):
        raise Refused("text")
    return value if isinstance(value, str) else str(value)


def plain(value):
    if isinstance(value, Markup):
        raise Refused("plain text")
    return text(value)


def defined(value):
    if isinstance(value, Undefined):
        str(value)  # raises
    return value


def a_list(value):
    if not isinstance(value, list):
        raise Refused("a list")
    return value


def arg(value, kind):
    defined(value)
    if value is None:
        return None
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise Refused("an argument of another kind")
    return value


@jinja2.pass_eval_context  # so that it sees constants before they are text
def finalize(eval_ctx, value):
    if value is None:
        return ""
    if isinstance(value, (list, dict)):
        raise Refused("not printable")
    return value


def join_text(values):
    return jinja2_markup_join([text(value) for value in values])


jinja2_markup_join = jinja2.runtime.markup_join
jinja2.runtime.markup_join = join_text


# {% include "x" with a = 1 %}


class Parser(jinja2.parser.Parser):
    def parse_include(self):
        node = nodes.Include(lineno=next(self.stream).lineno)
        node.template = self.parse_expression()
        node.ignore_missing = False
        node.with_context = True
        if self.stream.current.test("name:ignore") and self.stream.look().test("name:missing"):
            self.stream.skip(2)
            node.ignore_missing = True
        if not self.stream.skip_if("name:with"):
            return node
        if self.stream.current.test("name:context") and self.stream.look().type != "assign":
            self.stream.skip(1)
            return node
        with_node = nodes.With([], [], [node], lineno=node.lineno)
        while True:
            target = self.parse_assign_target(name_only=True)
            target.set_ctx("param")
            with_node.targets.append(target)
            self.stream.expect("assign")
            with_node.values.append(self.parse_expression())
            if not self.stream.skip_if("comma") or self.stream.current.type == "block_end":
                return with_node


class CodeGenerator(jinja2.compiler.CodeGenerator):
    """Slices too go through Environment.getitem, and lists through Environment.listed."""

    def visit_List(self, node, frame):
        self.write("environment.listed(")
        super().visit_List(node, frame)
        self.write(")")

    def visit_Getitem(self, node, frame):
        if not isinstance(node.arg, nodes.Slice):
            return super().visit_Getitem(node, frame)
        self.write("environment.getitem(")
        self.visit(node.node, frame)
        self.write(", slice(")
        for part in (node.arg.start, node.arg.stop, node.arg.step):
            if part is None:
                self.write("None")
            else:
                self.visit(part, frame)
            self.write(", ")
        self.write("))")


OPERATORS = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
}


class Environment(SandboxedEnvironment):
    code_generator_class = CodeGenerator
    intercepted_binops = frozenset(OPERATORS)
    intercepted_unops = frozenset(["-", "+"])

    def _parse(self, source, name, filename):
        return Parser(self, source, name, filename).parse()

    def call_binop(self, context, op, left, right):
        defined(left), defined(right)
        if op == "+" and isinstance(left, str) and isinstance(right, str):
            return left + right
        if op == "+" and isinstance(left, list) and isinstance(right, list):
            return left + right
        result = OPERATORS[op](number(left), number(right))
        if isinstance(result, int) and not -(2**63) <= result < 2**63:
            raise Refused("out of range")
        return result

    def call_unop(self, context, op, value):
        number(defined(value))
        return -value if op == "-" else +value

    def listed(self, items):
        for item in items:
            defined(item)
        return items

    def getattr(self, value, name):
        defined(value)
        if isinstance(value, dict) and name in value:
            return value[name]
        if isinstance(value, jinja2.runtime.LoopContext):
            return getattr(value, name)
        return self.undefined(obj=value, name=name)

    def getitem(self, value, index):
        defined(value), defined(index)
        if isinstance(value, dict) and isinstance(index, str):
            return value[index] if index in value else self.undefined(obj=value, name=index)
        if not isinstance(index, slice):
            whole(index)
        a_list(value)
        try:
            return value[index]
        except IndexError:
            return self.undefined(obj=value, name=index)


# ---- filters: Jinja's own, behind a check of their values -------------------------


def f_urlencode(value):
    return filters.do_urlencode(str(text(value)))


def f_json(value):
    defined(value)
    out = json.dumps(plain_data(value), ensure_ascii=False, separators=(",", ":"))
    for character in "<>&'\u2028\u2029\x7f":
        out = out.replace(character, "\\u%04x" % ord(character))
    # control characters: JSON's short forms for \n \r \t only
    return Markup(out.replace("\\b", "\\u0008").replace("\\f", "\\u000c"))


def plain_data(value):
    if isinstance(value, dict):
        return {key: plain_data(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain_data(item) for item in value]
    return str(value) if isinstance(value, str) else value


def f_default(value, default_value="", boolean=False):
    return filters.do_default(value, default_value, boolean)


def f_truncate(environment, s, length=255, killwords=False, end="...", leeway=None):
    length, leeway = arg(length, int), arg(leeway, int)
    end = arg(end, str)
    if end is not None and isinstance(end, Markup):
        end = str(end)
    result = filters.do_truncate(
        environment,
        plain(s),
        255 if length is None else length,
        bool(defined(killwords)),
        "..." if end is None else end,
        leeway,
    )
    return result


f_truncate = jinja2.pass_environment(f_truncate)


@jinja2.pass_eval_context
def f_replace(eval_ctx, s, old, new, count=None):
    old, new, count = arg(old, str), arg(new, str), arg(count, int)
    if not old:
        raise Refused("a text to look for")
    if count is not None and count < 0:
        raise Refused("a count")
    return filters.do_replace(eval_ctx, text(s), old, "" if new is None else new, count)


def f_int(value, default=0):
    defined(value), defined(default)
    return filters.do_int(value, default)


def f_round(value, precision=0, method="common"):
    defined(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Refused("a number")
    precision, method = arg(precision, int), arg(method, str)
    if precision is None:
        precision = 0
    if not 0 <= precision <= 15:
        raise Refused("the precision")
    return filters.do_round(value, precision, "common" if method is None else method)


def f_length(value):
    if not isinstance(defined(value), (str, list, dict)):
        raise Refused("a list")
    return len(value)


@jinja2.pass_environment
def f_first(environment, value):
    return filters.sync_do_first(environment, a_list(defined(value)))


@jinja2.pass_environment
def f_last(environment, value):
    return filters.do_last(environment, a_list(defined(value)))


def fields(environment, value, attribute):
    a_list(defined(value))
    attribute = arg(attribute, str)
    if attribute is None:
        return value
    got = [filters.make_attrgetter(environment, attribute)(item) for item in value]
    for item in got:
        defined(item)
    return got


@jinja2.pass_environment
def f_map(environment, value, *args, **kwargs):
    if args or set(kwargs) != {"attribute"}:
        raise Refused("map(attribute=…)")
    return fields(environment, value, kwargs["attribute"])


@jinja2.pass_environment
def f_selectattr(environment, value, attribute):
    picked = fields(environment, value, attribute)
    return [item for item, chosen in zip(value, picked) if chosen]


@jinja2.pass_environment
def f_rejectattr(environment, value, attribute):
    picked = fields(environment, value, attribute)
    return [item for item, chosen in zip(value, picked) if not chosen]


def f_reverse(value):
    return list(reversed(a_list(defined(value))))


def f_items(value):
    if not isinstance(defined(value), dict):
        raise Refused("a table")
    return [list(pair) for pair in filters.do_items(value)]


@jinja2.pass_eval_context
def f_join(eval_ctx, value, d="", attribute=None):
    d = arg(d, str)
    items = [text(item) for item in fields(eval_ctx.environment, value, attribute)]
    return filters.sync_do_join(eval_ctx, items, "" if d is None else d)


@jinja2.pass_environment
def f_sort(environment, value, reverse=False, case_sensitive=False, attribute=None):
    keys = fields(environment, value, attribute)
    kinds = {str if isinstance(key, str) else float if isinstance(key, (int, float)) else None for key in keys}
    if len(keys) > 1 and (None in kinds or len(kinds) > 1):
        raise Refused("items of one kind")
    return filters.do_sort(
        environment, value, bool(defined(reverse)), bool(defined(case_sensitive)), arg(attribute, str)
    )


# ---- the host's filters, as in tests/tools/template_render.c -----------------------


def f_url(value):
    if not isinstance(defined(value), str):
        raise Refused("not with these values")
    return "/base/" + str(value)


def f_plural(value, one, other):
    defined(one), defined(other)
    if not isinstance(one, str) or not isinstance(other, str):
        raise Refused("not with these values")
    return one if whole(defined(value)) == 1 else other


def f_t(value, **kwargs):
    if not isinstance(defined(value), str):
        raise Refused("not with these values")
    out = str(value)
    for key, item in kwargs.items():
        out += "|%s=%s" % (key, item if isinstance(defined(item), str) else f_json(item))
    return "[" + out + "]"


# ---- tests ----------------------------------------------------------------------------


def t_divisibleby(value, num):
    if whole(defined(num)) == 0:
        raise Refused("divisible by 0")
    return tests.test_divisibleby(whole(defined(value)), num)


def checked(test):
    return lambda value: test(defined(value))


TESTS = {
    "boolean": checked(tests.test_boolean),
    "defined": tests.test_defined,
    "divisibleby": t_divisibleby,
    "even": lambda value: tests.test_even(whole(defined(value))),
    "false": checked(tests.test_false),
    "float": checked(tests.test_float),
    "integer": checked(tests.test_integer),
    "mapping": checked(tests.test_mapping),
    "none": checked(tests.test_none),
    "number": checked(tests.test_number),
    "odd": lambda value: tests.test_odd(whole(defined(value))),
    "sequence": checked(tests.test_sequence),
    "string": checked(tests.test_string),
    "true": checked(tests.test_true),
    "undefined": tests.test_undefined,
}

FILTERS = {
    "capitalize": lambda value: filters.do_capitalize(plain(value)),
    "count": f_length,
    "d": f_default,
    "default": f_default,
    "e": lambda value: escape(text(value)),
    "escape": lambda value: escape(text(value)),
    "first": f_first,
    "int": f_int,
    "items": f_items,
    "join": f_join,
    "json": f_json,
    "last": f_last,
    "length": f_length,
    "lower": lambda value: filters.do_lower(plain(value)),
    "map": f_map,
    "plural": f_plural,
    "rejectattr": f_rejectattr,
    "replace": f_replace,
    "reverse": f_reverse,
    "round": f_round,
    "safe": lambda value: filters.do_mark_safe(text(value)),
    "selectattr": f_selectattr,
    "sort": f_sort,
    "string": lambda value: text(value),
    "striptags": lambda value: filters.do_striptags(text(value)),
    "t": f_t,
    "tojson": f_json,
    "trim": lambda value: filters.do_trim(text(value)),
    "truncate": f_truncate,
    "upper": lambda value: filters.do_upper(plain(value)),
    "url": f_url,
    "urlencode": f_urlencode,
}


def context_of(value):
    """The context with texts that are marked as HTML as Markup."""
    if isinstance(value, dict):
        if "__html__" in value:
            return Markup(value["__html__"])
        return {key: context_of(item) for key, item in value.items()}
    if isinstance(value, list):
        return [context_of(item) for item in value]
    return value


def environment_of(templates):
    environment = Environment(
        loader=jinja2.DictLoader(templates),
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        optimized=False,
        cache_size=0,
    )
    environment.globals.clear()
    environment.filters = FILTERS
    environment.tests = TESTS
    return environment


def compile_all(environment, templates):
    """All that "main" may come to, as Weir does, whether it is reached or not."""
    names = ["main"]
    for name in names:
        tree = environment.parse(templates[name])
        for other in jinja2.meta.find_referenced_templates(tree):
            if other in templates and other not in names:
                names.append(other)
        environment.get_template(name)


def render(case):
    """The text, or None and what went wrong."""
    try:
        environment = environment_of(case["templates"])
        compile_all(environment, case["templates"])
        context = context_of(case["context"])
        return environment.get_template("main").render(context), None
    except Exception as problem:  # whatever Jinja or Python raise is an error of the template
        return None, "%s: %s" % (type(problem).__name__, problem)
