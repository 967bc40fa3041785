"""Random templates of the subset, and broken ones. The same seed gives the same templates."""

import copy
import random

TEXTS = ["", " ", "\n", "  \n", "\n\n  ", "text", "<p>", " a b ", "\t", "&", "ü", "\u00a0", "{ ", "}", "%", "# ", "\n  x\n", "{"]
LITERALS = ["", "a", "<b>", "A & B", "it's", 'say "x"', "Straße", "ΑΣ", "x y z", "日本語", "-", ", ", "a-b-a", " pad "]
WORDS = ["one", "Two", "three", "<four>", "fünf", "Six & seven", "e.f-g"]


def quoted(text):
    if random.random() < 0.5:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"


class Generator:
    """Expressions by the kind of value that they should give; now and then another kind, to be refused."""

    def __init__(self):
        self.scopes = [{}]  # of variables that the template makes: name to kind
        self.loops = 0
        self.blocks = 0
        self.depth = 0
        self.wild = 0.0

    # ---- expressions ----

    def known(self, kind):
        names = {
            "int": ["one", "n", "neg", "zero", "page.params.deep.er.est", "pages[0].weight", "map.a", 'map["b"]', "nums[1]"],
            "float": ["pi", "half", "floats[0]", "floats.1"],
            "str": ["name", "title", "empty", "page.title", "page.url", "words[0]", "words.2", "unicode", "text", "spaces"],
            "html": ["html", "htmls[1]"],
            "bool": ["yes", "no", "pages[1].promoted"],
            "none": ["nil", "page.none_field"],
            "strs": ["words"],
            "nums": ["nums", "floats"],
            "maps": ["pages", "page.tags", "page.tags"],
            "any list": ["nothing", "mixed", "htmls", "pairs"],
            "map": ["map", "page.params", "page.empty_map"],
            "item": ["page.tags[0]", "pages[2]"],
        }[kind]
        names = names + [name for scope in self.scopes for name, has in scope.items() if has == kind] * 3
        return random.choice(names)

    def expression(self, kind, depth=0):
        if random.random() < self.wild:
            if random.random() < 0.4:
                return random.choice(["nope", "page.nope", "words[7]", "nothing | first", "nope.x", "map.zz"])
            kind = random.choice(["int", "str", "html", "bool", "none", "strs", "maps", "map"])
        if depth > 3 or random.random() < 0.35:
            return self.leaf(kind)
        return getattr(self, "make_" + kind.replace(" ", "_"), self.leaf_of(kind))(depth + 1)

    def leaf_of(self, kind):
        return lambda depth: self.leaf(kind)

    def leaf(self, kind):
        if random.random() < 0.4:
            if kind == "int":
                return random.choice(["0", "1", "2", "7", "42", "100"])
            if kind == "float":
                return random.choice(["0.5", "1.0", "2.25", "1e3", "0.1"])
            if kind == "str":
                return quoted(random.choice(LITERALS))
            if kind == "bool":
                return random.choice(["true", "false", "True", "False"])
            if kind == "none":
                return "none"
            if kind == "strs":
                return "[" + ", ".join(quoted(random.choice(WORDS)) for _ in range(random.randrange(4))) + "]"
            if kind == "nums":
                return "[" + ", ".join(self.leaf("int") for _ in range(random.randrange(4))) + "]"
        if kind == "int" and self.loops and random.random() < 0.4:
            return "loop." + random.choice(["index", "index0", "revindex", "revindex0", "length"])
        return self.known(kind)

    def sub(self, kind, depth):
        """An operand: in brackets unless it is simple."""
        text = self.expression(kind, depth)
        return "(" + text + ")" if any(c in text for c in " +-*/%~|<>=") else text

    def bare(self, kind, depth):
        """An operand whose brackets may be missing, to try precedence."""
        text = self.expression(kind, depth)
        if random.random() < 0.15 and not text.startswith("not "):
            return text
        return "(" + text + ")" if any(c in text for c in " +-*/%~|<>=") else text

    def filtered(self, kind, depth, name):
        space = random.choice(["", " "])
        return self.bare(kind, depth) + space + "|" + space + name

    def make_int(self, depth):
        pick = random.randrange(9)
        if pick < 3:
            op = random.choice(["+", "-", "*", "//", "%"])
            return "%s %s %s" % (self.bare("int", depth), op, self.bare("int", depth))
        if pick == 3:
            return self.filtered(random.choice(["str", "strs", "maps", "map", "html", "any list"]), depth, random.choice(["length", "count"]))
        if pick == 4:
            return "-" + self.sub("int", depth)
        if pick == 5:
            return self.filtered(random.choice(["str", "float", "int"]), depth, random.choice(["int", "int(5)", "int(default=7)"]))
        if pick == 6:
            return "%s if %s else %s" % (self.bare("int", depth), self.bare("bool", depth), self.bare("int", depth))
        if pick == 7:
            return self.filtered("nums", depth, random.choice(["first", "last"])) + " | int"
        return "%s or %s" % (self.bare("int", depth), self.bare("int", depth))

    def make_float(self, depth):
        pick = random.randrange(4)
        if pick == 0:
            return "%s / %s" % (self.bare("int", depth), self.bare("int", depth))
        if pick == 1:
            op = random.choice(["+", "-", "*", "//", "%"])
            return "%s %s %s" % (self.bare("float", depth), op, self.bare("int", depth))
        if pick == 2:
            how = random.choice(["round", "round(1)", "round(2, 'ceil')", "round(method=\"floor\")", "round(3)"])
            return self.filtered(random.choice(["float", "int"]), depth, how)
        return "+" + self.sub("float", depth)

    def make_str(self, depth):
        pick = random.randrange(16)
        if pick < 3:
            return " ~ ".join(self.bare(random.choice(["str", "int", "float", "str", "bool"]), depth) for _ in range(random.randrange(2, 4)))
        if pick == 3:
            return "%s + %s" % (self.bare("str", depth), self.bare("str", depth))
        if pick < 7:
            return self.filtered("str", depth, random.choice(["upper", "lower", "capitalize", "trim", "string", "striptags", "urlencode", "url", "t"]))
        if pick == 7:
            how = random.choice(["truncate(%d)" % random.randrange(3, 30), "truncate(10, true)", "truncate(12, end='…')", "truncate(9, leeway=0)", "truncate(length=8, killwords=true, end='')"])
            return self.filtered("str", depth, how)
        if pick == 8:
            return self.filtered("str", depth, "replace(%s, %s)" % (quoted(random.choice(["a", "-", "<", "e", "ß"])), self.expression("str", depth)))
        if pick == 9:
            return self.filtered(random.choice(["strs", "nums", "any list"]), depth, random.choice(["join", 'join(", ")', "join('<')", "join(d=' ')"]))
        if pick == 10:
            return self.filtered("maps", depth, 'join("/", attribute="title")')
        if pick == 11:
            return "%s if %s else %s" % (self.bare("str", depth), self.bare("bool", depth), self.bare("str", depth))
        if pick == 12:
            return "%s %s %s" % (self.bare("str", depth), random.choice(["or", "and"]), self.bare("str", depth))
        if pick == 13:
            missing = random.choice(["nope", "page.nope", "words[9]", "nothing | first", "name", "empty", "nil"])
            how = random.choice(["default", "d"]) + random.choice(["(%s)", "(%s, true)", "(default_value=%s)", "(%s, boolean=true)"]) % self.expression("str", depth)
            return missing + " | " + how
        if pick == 14:
            return self.filtered("int", depth, "plural(%s, %s)" % (self.expression("str", depth), self.expression("str", depth)))
        return self.filtered("str", depth, "t(n=%s, s=%s)" % (self.expression("int", depth), self.expression("str", depth)))

    def make_html(self, depth):
        pick = random.randrange(6)
        if pick == 0:
            return self.filtered("str", depth, random.choice(["escape", "e", "safe"]))
        if pick == 1:
            return "%s ~ %s" % (self.bare("html", depth), self.bare(random.choice(["str", "html", "int"]), depth))
        if pick == 2:
            return "%s + %s" % (self.bare("str", depth), self.bare("html", depth))
        if pick == 3:
            return self.filtered(random.choice(["map", "strs", "str", "bool", "none", "maps", "float"]), depth, random.choice(["json", "tojson"]))
        if pick == 4:
            return self.filtered("any list", depth, "join(%s)" % self.expression(random.choice(["html", "str"]), depth))
        return self.filtered("html", depth, random.choice(["trim", "string", "safe", "escape", "replace('i', '<')", "replace('<', html)"]))

    def make_bool(self, depth):
        pick = random.randrange(11)
        if pick < 2:
            kind = random.choice(["int", "float", "str"])
            return "%s %s %s" % (self.bare(kind, depth), random.choice(["<", "<=", ">", ">="]), self.bare(kind, depth))
        if pick == 2:
            return "%s %s %s" % (self.bare(random.choice(["int", "str", "none", "strs", "map"]), depth), random.choice(["==", "!="]), self.bare(random.choice(["int", "str", "none", "strs"]), depth))
        if pick == 3:
            return "%s %s %s" % (self.bare("str", depth), random.choice(["in", "not in"]), self.bare(random.choice(["str", "strs", "map"]), depth))
        if pick == 4:
            return "not " + self.bare(random.choice(["bool", "str", "int", "strs"]), depth)
        if pick == 5:
            return "%s %s %s" % (self.bare("bool", depth), random.choice(["and", "or"]), self.bare("bool", depth))
        if pick == 6:
            missing = random.choice(["nope", "page.nope", "name", "words[9]", "page.title", "map.zz"])
            return missing + random.choice([" is defined", " is not defined", " is undefined"])
        if pick == 7:
            kind = random.choice(["int", "float", "str", "html", "bool", "none", "strs", "map"])
            test = random.choice(["string", "number", "integer", "float", "none", "boolean", "mapping", "sequence", "true", "false"])
            return "%s is %s%s" % (self.sub(kind, depth), random.choice(["", "not "]), test)
        if pick == 8:
            return "%s is %s" % (self.sub("int", depth), random.choice(["odd", "even", "divisibleby 3", "divisibleby(2)"]))
        if pick == 9:
            return "%s < %s <= %s" % (self.bare("int", depth), self.bare("int", depth), self.bare("int", depth))
        if self.loops:
            return "loop." + random.choice(["first", "last"])
        return self.leaf("bool")

    def make_strs(self, depth):
        pick = random.randrange(7)
        if pick == 0:
            return "%s + %s" % (self.bare("strs", depth), self.bare("strs", depth))
        if pick == 1:
            return self.filtered("strs", depth, random.choice(["sort", "reverse", "sort(reverse=true)", "sort(case_sensitive=true)"]))
        if pick == 2:
            return self.filtered("maps", depth, 'map(attribute="title")')
        if pick == 3:
            low, high = random.choice(["", "1", "-2", "0"]), random.choice(["", "2", "-1", "9"])
            return "%s[%s:%s]" % (self.sub("strs", depth), low, high)
        if pick == 4:
            return "[%s]" % ", ".join(self.expression("str", depth) for _ in range(random.randrange(3)))
        if pick == 5:
            return "%s if %s else %s" % (self.bare("strs", depth), self.bare("bool", depth), self.bare("strs", depth))
        return self.leaf("strs")

    def make_nums(self, depth):
        pick = random.randrange(4)
        if pick == 0:
            return self.filtered("nums", depth, random.choice(["sort", "reverse", "sort(true)"]))
        if pick == 1:
            return "[%s]" % ", ".join(self.expression(random.choice(["int", "float"]), depth) for _ in range(random.randrange(4)))
        if pick == 2:
            return "pages | map(attribute='weight')"
        return "%s + %s" % (self.bare("nums", depth), self.bare("nums", depth))

    def make_maps(self, depth):
        how = ['sort(attribute="title")', "sort(attribute='title', reverse=true)", "reverse"]
        if random.random() < 0.4:
            return "pages | " + random.choice(["selectattr('promoted')", 'rejectattr("promoted")', "sort(attribute='weight')", "sort(attribute='sub.k')"])
        return self.filtered("maps", depth, random.choice(how))

    # ---- statements ----

    def open(self):
        return random.choice(["{{", "{{", "{{", "{{-"]) + random.choice(["", " ", " "])

    def close(self):
        return random.choice(["", " ", " "]) + random.choice(["}}", "}}", "}}", " -}}"])

    def tag(self, text):
        return random.choice(["{%", "{%", "{%", "{%-", "{%+"]) + " " + text + random.choice([" %}", " %}", " -%}", " +%}", "%}"])

    def text(self):
        text = "".join(random.choice(TEXTS) for _ in range(random.randrange(3)))
        for tag in ("{{", "{%", "{#"):
            text = text.replace(tag, "{ " + tag[1])
        return text + " " if text.endswith("{") else text  # "{" and a tag would be another tag

    def kind(self):
        return random.choice(["int", "float", "str", "str", "str", "html", "bool", "none"])

    def output(self):
        return self.open() + self.expression(self.kind()) + self.close()

    def body(self, level):
        parts = []
        for _ in range(random.randrange(1, 4)):
            parts.append(self.text() + random.choice(["", " ", "\n"]))
            parts.append(self.statement(level + 1))
        parts.append(self.text())
        return "".join(parts)

    def scoped(self, names, level):
        self.scopes.append(dict(names))
        text = self.body(level)
        self.scopes.pop()
        return text

    def statement(self, level):
        pick = random.randrange(14)
        if level > 2 or pick < 5:
            return self.output()
        if pick == 5:
            return random.choice(["{#", "{#-"]) + " c %s " % random.choice(["", "{{ x }}", "\n", "%}"]) + random.choice(["#}", "-#}"])
        if pick == 6:
            return random.choice(["{% raw %}", "{%- raw %}", "{% raw -%}"]) + " {{ x }}\n{% y " + random.choice(["{% endraw %}", "{%- endraw -%}", "{% endraw %}\n"])
        if pick < 9:
            return self.statement_if(level)
        if pick < 11:
            return self.statement_for(level)
        if pick == 11:
            return self.statement_set(level)
        if pick == 12:
            return self.statement_with(level)
        return self.statement_include()

    def statement_if(self, level):
        kind = random.choice(["bool", "bool", "bool", "str", "strs", "int"])
        text = self.tag("if " + self.expression_or(kind)) + self.body(level)
        for _ in range(random.choice([0, 0, 0, 1, 2])):
            text += self.tag("elif " + self.expression_or("bool")) + self.body(level)
        if random.random() < 0.5:
            text += self.tag("else") + self.body(level)
        return text + self.tag("endif")

    def expression_or(self, kind):
        """Where `x if y else z` needs brackets."""
        text = self.expression(kind)
        return "(" + text + ")" if " if " in text else text

    def statement_for(self, level):
        form = random.randrange(5)
        name = random.choice(["x", "y", "item", "name"])
        if form == 0:
            names, head = {name: "item"}, "for %s in %s" % (name, self.expression_or("maps"))
        elif form == 1:
            names, head = {"k": "str", "v": "int"}, random.choice(["for k, v in map | items", "for k, v in pairs"])
        elif form == 2:
            names, head = {name: "int"}, "for %s in %s" % (name, random.choice(["nums", "[1, 2, 3]", "[]"]))
        else:
            names, head = {name: "str"}, "for %s in %s" % (name, self.expression_or("strs"))
        if "item" in names.values():
            names.update({name + ".title": "str"})
        if random.random() < 0.2:
            self.scopes.append(dict(names))
            loops, self.loops = self.loops, 0
            head += " if " + self.expression("bool")
            self.loops = loops
            self.scopes.pop()
        self.loops += 1
        text = self.tag(head) + self.scoped(names, level)
        self.loops -= 1
        if random.random() < 0.3:
            text += self.tag("else") + self.scoped({}, level)
        return text + self.tag("endfor")

    def statement_set(self, level):
        name = random.choice(["a", "b", "c"])
        if random.random() < 0.25:
            text = self.tag("set " + name) + self.scoped({}, level) + self.tag("endset")
            kind = "html"
        else:
            kind = random.choice(["int", "str", "html", "strs", "bool"])
            text = self.tag("set %s = %s" % (name, self.expression(kind)))
        self.scopes[-1][name] = kind
        return text

    def statement_with(self, level):
        kind = random.choice(["int", "str", "html"])
        text = self.tag("with w = " + self.expression(kind))
        return text + self.scoped({"w": kind}, level) + self.tag("endwith")

    def statement_include(self):
        if random.random() < 0.2:
            return self.tag('include "missing" ignore missing')
        return self.tag('include "part"' + random.choice(["", " with context", " with p = " + self.expression("str"), " with p = 1, q = " + self.expression("int")]))

    # ---- templates ----

    def block(self, name, inner=None):
        # blocks see no variables of the tags around them
        scopes, self.scopes, loops, self.loops = self.scopes, [{}], self.loops, 0
        text = self.body(2)
        if inner is not None:
            text += inner
        if self.super and random.random() < 0.4:
            text += "{{ super() }}"
        self.scopes, self.loops = scopes, loops
        return self.tag("block " + name) + text + self.tag(random.choice(["endblock", "endblock " + name]))

    def part(self):
        self.scopes, self.loops = [{}], 0
        return self.text() + self.output() + random.choice(["", "{{ p | default('no p') }}", "{% set name = 'part' %}{{ name }}"]) + self.text()

    def templates(self):
        self.super = False
        shape = random.randrange(4)
        result = {}
        if shape < 3:
            result["main"] = random.choice(["", "", "{% set name = 'own' %}"]) + self.body(0)
        else:
            result["main"] = '{% extends "base" %}\n' + random.choice(["", "{% set a = 1 %}", "\n\n"])
            self.super = True
            names = random.sample(["one", "two", "three"], random.randrange(1, 4))
            result["main"] += random.choice(["", "\n"]).join(self.block(name) for name in names)
            self.super = False
            nested = self.block("three")
            result["base"] = self.text() + self.block("one") + self.body(1) + self.block("two", nested) + self.text()
            if random.random() < 0.4:
                self.super = True
                result["middle"] = '{% extends "base" %}' + self.block("one") + (self.block("three") if random.random() < 0.5 else "")
                result["main"] = result["main"].replace('"base"', '"middle"')
        self.scopes, self.loops = [{}], 0
        result["part"] = self.part()
        return result


def cases(seed, n, context):
    random.seed(seed)
    made = []
    for i in range(n):
        generator = Generator()
        generator.wild = random.choice([0, 0, 0, 0.01, 0.05])
        made.append(("random %d" % i, "agree", {"templates": generator.templates(), "context": context}))
    return made


SPICE = ["{{", "}}", "{%", "%}", "{#", "#}", "-", "+", "|", "(", ")", "[", "]", ".", ",", "~", "=", "==", '"', "'", "\\", " ", "\n", "if", "else", "endif", "not", "in", "is", "0", "1.5", "none", "{", "}", "%", "*", "loop", "super()", "raw", "endraw", "set", "\r\n", "\r", "<", "set x", ":", "and"]


def mutations(seed, n, cases):
    """Templates of other cases with one to three places changed: what Weir still renders must be right."""
    random.seed(seed + 1000000)
    made = []
    for i in range(n):
        case = copy.copy(random.choice(cases)[2])
        templates = dict(case["templates"])
        name = random.choice(list(templates))
        text = templates[name]
        for _ in range(random.randrange(1, 4)):
            at = random.randrange(len(text) + 1)
            cut = random.choice([0, 0, 1, 1, 2, 5])
            text = text[:at] + random.choice(["", random.choice(SPICE), random.choice(SPICE)]) + text[at + cut :]
        templates[name] = text
        made.append(("mutation %d" % i, "subset", {"templates": templates, "context": case["context"]}))
    return made
