/* Who works at a machine, as prompts, directories and Windows tell. */
#include "generator/gate/family_parts.h"

/* What prompts and directories of examples are called. */
static bool is_nobody(struct str word)
{
	static const char *const words[] = {"acme",	  "alice",
					    "bjensen",	  "bob",
					    "instance",	  "janedoe",
					    "jdoe",	  "johndoe",
					    "jsmith",	  "my-host",
					    "my-user",	  "mypc",
					    "nixos",	  "somehost",
					    "someuser",	  "steam",
					    "student",	  "tester",
					    "proxy",	  "bind",
					    "admin",	  "administrator",
					    "alarm",	  "ansible",
					    "apache",	  "app",
					    "azureuser",  "backup",
					    "bar",	  "bitnami",
					    "build",	  "builder",
					    "builtin",	  "centos",
					    "ci",	  "client",
					    "cloud-user", "codespace",
					    "computer",	  "contoso",
					    "core",	  "corp",
					    "debian",	  "demo",
					    "deploy",	  "desktop",
					    "dev",	  "developer",
					    "docker",	  "domain",
					    "ec2-user",	  "example",
					    "fabrikam",	  "fedora",
					    "foo",	  "ftp",
					    "git",	  "gitlab-runner",
					    "guest",	  "hadoop",
					    "host",	  "hostname",
					    "http",	  "jane",
					    "jenkins",	  "john",
					    "kali",	  "laptop",
					    "local",	  "localhost",
					    "login",	  "machine",
					    "magento",	  "master",
					    "me",	  "mydomain",
					    "myhost",	  "myserver",
					    "mysql",	  "myuser",
					    "name",	  "nginx",
					    "nobody",	  "node",
					    "nt",	  "opc",
					    "oracle",	  "pc",
					    "pi",	  "postgres",
					    "prod",	  "raspberrypi",
					    "remote",	  "root",
					    "runner",	  "server",
					    "servername", "service",
					    "someone",	  "stg",
					    "system",	  "test",
					    "tux",	  "ubuntu",
					    "user",	  "username",
					    "users",	  "vagrant",
					    "vcap",	  "vm",
					    "vscode",	  "web",
					    "wordpress",  "www",
					    "www-data",	  "you",
					    "your-host",  "your_user",
					    "yourname",	  "yourserver",
					    NULL};

	return str_is_any_nocase(word, words);
}

static bool is_name_sign(char c)
{
	return str_is_alnum(c) || c == '.' || c == '_' || c == '-';
}

/* sxpe7gigd5ok2: what clouds call the owner of a project; letters go on behind digits more than once. */
static bool is_made(struct str word)
{
	size_t changes = 0;

	for (size_t i = 1; i < word.n; i++)
		changes += str_is_digit(word.s[i - 1]) && str_is_alpha(word.s[i]);
	return changes >= 2;
}

/* rkessler@buildbox:~$, [rkessler@buildbox ~]$: at its "@". */
bool family_is_prompt(struct str s, size_t at)
{
	size_t from = at, to = at + 1, end;

	while (from > 0 && is_name_sign(s.s[from - 1]))
		from--;
	while (to < s.n && is_name_sign(s.s[to]))
		to++;
	if (at - from < 2 || !str_is_alpha(s.s[from]) || to == at + 1 || to + 1 >= s.n ||
	    is_nobody(str_slice(s, from, at)) || is_made(str_slice(s, from, at)) || is_nobody(str_slice(s, at + 1, to)))
		return false;
	end = to + 1;
	if (s.s[to] == ':') {
		if (s.s[end] != '~' && s.s[end] != '/')
			return false;
	} else if (s.s[to] != ' ' || s.s[end] != '~' || from == 0 || s.s[from - 1] != '[') {
		return false;
	}
	/* a path, and the sign that asks; without it is a file of a remote machine */
	while (end < s.n && (is_name_sign(s.s[end]) || s.s[end] == '/' || s.s[end] == '~' || s.s[end] == ' '))
		end += s.s[end] == ' ' && !(end + 1 < s.n && strchr("$#%", s.s[end + 1]) != NULL) ? s.n : 1;
	end += end < s.n && s.s[end] == ']';
	return end < s.n && s.s[end] != '\0' && strchr("$#%", s.s[end]) != NULL;
}

/* DESKTOP-7Q2K9LM: what Windows calls a machine by itself, which is the only one of that name. */
static bool is_machine(struct str s, size_t at)
{
	static const struct str heads[] = {STR_INIT("DESKTOP-"), STR_INIT("LAPTOP-"), STR_INIT("WIN-")};
	static const size_t lengths[] = {7, 8, 11}; /* what it adds itself: WIN-SERVER2019 is somebody's word */
	enum { FEWEST = 2 };

	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		size_t from = at + heads[i].n, end = from, digits = 0;

		if (!str_starts(str_from(s, at), heads[i]))
			continue;
		for (; end < s.n && (str_is_digit(s.s[end]) || str_is_upper(s.s[end])); end++)
			digits += str_is_digit(s.s[end]);
		return end - from == lengths[i] && digits >= FEWEST && digits < end - from &&
		       (end >= s.n || !str_is_alnum(s.s[end])) && str_find(str_slice(s, from, end), STR("123")) < 0 &&
		       str_find(str_slice(s, from, end), STR("XXX")) < 0;
	}
	return false;
}

/* Two words and more, each with its capital: Peter Kessler; "Domain Admins" are many. */
static bool is_person(struct str s)
{
	static const char *const things[] = {
	    "admins",	    "administrators", "authority",  "ca",	 "certificate", "computers",	"controllers",
	    "cloud",	    "encryption",     "global",	    "group",	 "groups",	"organization", "policy",
	    "root",	    "secure",	      "server",	    "servers",	 "services",	"service",	"signing",
	    "system",	    "trust",	      "user",	    "users",	 "account",	"accounts",	"accounting",
	    "public",	    "host",	      "tls",	    "ssl",	 "doe",		"smith",	"test",
	    "access",	    "active",	      "builtin",    "cert",	 "class",	"common",	"company",
	    "container",    "context",	      "controller", "data",	 "default",	"deleted",	"desktop",
	    "device",	    "devices",	      "directory",  "display",	 "domain",	"exchange",	"first",
	    "guests",	    "internal",	      "issuing",    "last",	 "managed",	"my",		"name",
	    "naming",	    "network",	      "objects",    "operators", "password",	"people",	"program",
	    "remote",	    "role",	      "roles",	    "schema",	 "settings",	"site",		"sites",
	    "technologies", "validation",     NULL};
	struct str rest = s, word;
	size_t words = 0;

	while (str_split(&rest, ' ', &word)) {
		if (word.n < 2 || !(str_is_upper(word.s[0]) || (unsigned char)word.s[0] >= 0xC3) ||
		    str_is_any_nocase(word, things))
			return false;
		for (size_t i = 1; i < word.n; i++)
			if (!str_is_alpha(word.s[i]) && (unsigned char)word.s[i] < 0x80 && word.s[i] != '-' &&
			    word.s[i] != '\'')
				return false;
		words++;
	}
	return words >= 2 && words <= 4;
}

/* Where what stands behind a key ends; soon, as no entry is called by more. */
static size_t value_end(struct str s, size_t at)
{
	enum { MOST = 100 };

	s = str_slice(s, 0, at + MOST < s.n ? at + MOST : s.n);
	while (at < s.n && s.s[at] != '\n' && s.s[at] != MATCH_TAG && strchr(",/\"'<>;+", s.s[at]) == NULL)
		at++;
	return at;
}

/* Behind "cn=", "CN = "; 0: it is none. */
static size_t behind_key(struct str s, size_t at, struct str key)
{
	if (!str_starts_nocase(str_from(s, at), key))
		return 0;
	at += key.n;
	at += at < s.n && s.s[at] == ' ';
	if (at >= s.n || s.s[at] != '=')
		return 0;
	at++;
	return at + (at < s.n && s.s[at] == ' ');
}

/* CN=Peter Kessler,OU=Sales; uid=ikessler,ou=people,dc=…: an entry of a directory, with where it stands there. */
static bool is_entry(struct str s, size_t at)
{
	/* the first is what certificates of machines and companies have, too */
	static const struct str tails[] = {STR_INIT("o"), STR_INIT("ou"), STR_INIT("dc"), STR_INIT("cn"),
					   STR_INIT("emailaddress")};
	size_t common = behind_key(s, at, STR("cn")), user = common != 0 ? 0 : behind_key(s, at, STR("uid")), end, next;
	struct str value;
	bool has_tail = false;

	if ((common | user) == 0)
		return false;
	end = value_end(s, common | user);
	value = str_trim(str_slice(s, common | user, end));
	for (next = end + 1; next < s.n && s.s[next] == ' ';)
		next++;
	for (size_t i = common != 0; end < s.n && i < sizeof(tails) / sizeof(*tails); i++)
		has_tail = has_tail || behind_key(s, next, tails[i]) != 0;
	if (!has_tail || str_find(str_slice(s, end, s.n - end > 100 ? end + 100 : s.n), STR("dc=example")) >= 0)
		return false;
	if (common != 0)
		return is_person(value);
	return value.n >= 3 && str_is_alpha(value.s[0]) && str_find_char(value, ' ') < 0 && !is_nobody(value) &&
	       str_find(value, STR("user")) < 0 && str_find(value, STR("admin")) < 0;
}

bool family_is_machine(struct str s, size_t at)
{
	switch (s.s[at] | 0x20) {
	case 'c':
	case 'u':
		return is_entry(s, at);
	default:
		return is_machine(s, at);
	}
}
