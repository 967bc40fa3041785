#include "generator/tickets/parties.h"

#include "common/map.h"
#include "generator/tickets/thread.h"

enum party { PARTY_NONE, PARTY_ASKER, PARTY_OTHER };

struct parties {
	struct arena *arena;
	struct map known; /* address or id, in small letters -> enum party */
};

static struct str lower(struct arena *arena, struct str text)
{
	char *copy = arena_alloc(arena, text.n + 1);

	for (size_t i = 0; i < text.n; i++)
		copy[i] = str_lower_char(text.s[i]);
	return str_n(copy, text.n);
}

static enum party party_of(const struct parties *parties, struct str who)
{
	const struct map_entry *entry = map_find(&parties->known, lower(parties->arena, str_trim(who)));

	return entry != NULL ? (enum party)entry->value.number : PARTY_NONE;
}

/* Who has a part in the question once keeps it. */
static void set_party(struct parties *parties, struct str who, enum party party)
{
	struct map_entry *entry;
	bool is_new;

	if (str_trim(who).n == 0)
		return;
	entry = map_add(&parties->known, lower(parties->arena, str_trim(who)), &is_new);
	if (is_new || party == PARTY_ASKER)
		entry->value.number = party;
}

/* "@kunde.example"; "" of what is no address. */
static struct str domain_of(struct str who)
{
	ptrdiff_t at = str_rfind_char(who, '@');

	return at > 0 ? str_from(who, (size_t)at) : STR("");
}

static void set_person(struct parties *parties, const struct thread_person *person, enum party party)
{
	set_party(parties, person->email, party);
	set_party(parties, person->id, party);
	if (party == PARTY_ASKER) /* their colleagues are asked back, too */
		set_party(parties, domain_of(person->email), party);
}

/* But for colleagues of the sender, who get copies: what goes to them alone is the team's own. */
static void set_all(struct parties *parties, struct str to, struct str sender, enum party party)
{
	struct str one, own = domain_of(sender);

	while (to.n != 0 && str_split(&to, '\n', &one))
		if (own.n == 0 || !str_eq_nocase(domain_of(one), own))
			set_party(parties, one, party);
}

static bool is_to_askers(const struct parties *parties, struct str to)
{
	struct str one;

	while (to.n != 0 && str_split(&to, '\n', &one))
		if (party_of(parties, one) == PARTY_ASKER || party_of(parties, domain_of(one)) == PARTY_ASKER)
			return true;
	return false;
}

static bool is_by_agent(const struct thread_message *message)
{
	return message->role == THREAD_AGENT || message->role == THREAD_MACHINE;
}

/* Who wrote first of those who are not of the team; NULL: nobody, or nobody knows under which address. */
static const struct thread_person *find_asker(const struct thread *thread)
{
	for (size_t i = 0; i < thread->messages_n; i++) {
		const struct thread_message *message = &thread->messages[i];

		if (message->visibility != THREAD_PUBLIC || is_by_agent(message))
			continue;
		return message->author != THREAD_NOBODY && thread->people[message->author].email.n != 0
			   ? &thread->people[message->author]
			   : NULL;
	}
	return NULL;
}

static void look_at(struct parties *parties, const struct thread *thread, struct thread_message *message)
{
	const struct thread_person *author = message->author != THREAD_NOBODY ? &thread->people[message->author] : NULL;
	bool is_other = false;

	if (message->visibility != THREAD_PUBLIC)
		return;
	if (is_by_agent(message)) {
		is_other = message->to.n != 0 && !is_to_askers(parties, message->to);
		set_all(parties, message->to, author != NULL ? author->email : STR(""),
			is_other ? PARTY_OTHER : PARTY_ASKER);
	} else if (author != NULL) {
		is_other =
		    party_of(parties, author->email) == PARTY_OTHER || party_of(parties, author->id) == PARTY_OTHER;
		set_person(parties, author, is_other ? PARTY_OTHER : PARTY_ASKER);
	}
	if (is_other)
		message->visibility = THREAD_INTERNAL;
}

void parties_close_others(struct arena *arena, struct thread *thread)
{
	struct parties parties = {.arena = arena};
	const struct thread_person *asker = find_asker(thread);

	map_init(&parties.known);
	if (asker != NULL)
		set_person(&parties, asker, PARTY_ASKER);
	for (size_t i = 0; i < thread->messages_n; i++) {
		if (asker != NULL)
			look_at(&parties, thread, &thread->messages[i]);
		thread->messages[i].to = STR("");
	}
	map_release(&parties.known);
}
