#include "search/desk.h"

#include "common/buf.h"
#include "common/mem.h"
#include "search/clients.h"

#include <pthread.h>
#include <time.h>

/* ThreadSanitizer of Debian 12 does not see pthread_mutex_clocklock(): it is told. */
#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#define SAY_LOCKING(mutex) __tsan_mutex_pre_lock(mutex, __tsan_mutex_try_lock)
#define SAY_LOCKED(mutex, is_locked) \
	__tsan_mutex_post_lock(mutex, __tsan_mutex_try_lock | ((is_locked) ? 0 : __tsan_mutex_try_lock_failed), 0)
#else
#define SAY_LOCKING(mutex) ((void)0)
#define SAY_LOCKED(mutex, is_locked) ((void)0)
#endif

enum {
	BODIES_OF_A_CLIENT = 2,
	RETRY_SECONDS = 30, /* a disk is not emptied sooner */
	RETRY_BUSY_SECONDS = 2,
	FAILURE_BYTES = 512,
	WAIT_MS = 250, /* for another ticket, and for another program: a thread that waits serves nobody */
};

struct desk {
	struct outbox *outbox;
	struct clients *clients;
	pthread_mutex_t lock;				   /* of the outbox */
	pthread_mutex_t bodies_lock;			   /* not held for longer than it takes to count */
	struct http_peer bodies[LIMIT_HTTP_TICKET_BODIES]; /* whose are under way */
	size_t bodies_n;
	struct buf
	    failure; /* under `lock`: of the first ticket that could not be kept since it was told; empty: none */
};

struct desk *desk_new(struct outbox *outbox)
{
	struct desk *desk = mem_zalloc(sizeof(*desk));

	desk->outbox = outbox;
	desk->clients = clients_new(1.0 / LIMIT_TICKET_SECONDS, LIMIT_TICKETS_AT_ONCE, 1);
	buf_init(&desk->failure, FAILURE_BYTES);
	pthread_mutex_init(&desk->lock, NULL);
	pthread_mutex_init(&desk->bodies_lock, NULL);
	return desk;
}

void desk_free(struct desk *desk)
{
	if (desk == NULL)
		return;
	outbox_close(desk->outbox);
	clients_free(desk->clients);
	buf_release(&desk->failure);
	pthread_mutex_destroy(&desk->lock);
	pthread_mutex_destroy(&desk->bodies_lock);
	mem_free(desk);
}

bool desk_is_open(const struct desk *desk)
{
	return desk->outbox != NULL;
}

bool desk_delivers(const struct value *venue)
{
	const struct value *takes = value_get(venue, STR("takes_tickets"));

	return takes != NULL && value_is_true(takes);
}

/* False when others hold the outbox for too long. */
static bool lock_outbox(struct desk *desk)
{
	struct timespec until;
	bool is_locked;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += WAIT_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	SAY_LOCKING(&desk->lock);
	is_locked = pthread_mutex_clocklock(&desk->lock, CLOCK_MONOTONIC, &until) == 0;
	SAY_LOCKED(&desk->lock, is_locked);
	return is_locked;
}

/* Under the lock. */
static void note_failure(struct desk *desk)
{
	struct str reason = str_c(outbox_message(desk->outbox));

	if (desk->failure.n == 0)
		buf_str(&desk->failure, reason.n != 0 ? reason : STR("the outbox fails"));
}

static enum desk_answer put_away(struct desk *desk, const struct outbox_ticket *ticket, int64_t seconds,
				 struct desk_result *result)
{
	enum outbox_result outcome = OUTBOX_BUSY;

	if (lock_outbox(desk)) {
		outcome = outbox_add(desk->outbox, ticket, seconds, result->reference);
		if (outcome == OUTBOX_FULL || outcome == OUTBOX_FAILED)
			note_failure(desk);
		pthread_mutex_unlock(&desk->lock);
	}
	result->is_known = outcome == OUTBOX_KNOWN;
	if (outcome == OUTBOX_ACCEPTED || outcome == OUTBOX_KNOWN)
		return DESK_TAKEN;
	result->retry_after = outcome == OUTBOX_BUSY ? RETRY_BUSY_SECONDS : RETRY_SECONDS;
	return outcome == OUTBOX_FAILED ? DESK_FAILED : DESK_FULL;
}

void desk_take(struct desk *desk, const struct desk_request *request, struct arena *arena, struct desk_result *result)
{
	const struct value *id = value_get(request->venue, STR("id"));
	struct outbox_ticket ticket;

	*result = (struct desk_result){.answer = DESK_WRONG};
	if (!desk_is_open(desk)) {
		result->answer = DESK_CLOSED;
		return;
	}
	result->problems_n = ticket_check(request->fields, arena, &ticket, result->problems);
	if (result->problems_n != 0)
		return;
	if (!desk_delivers(request->venue) || id == NULL || id->kind != VALUE_STR) {
		result->answer = DESK_ELSEWHERE;
		return;
	}
	ticket.venue = id->as.str;
	if (!clients_pay(desk->clients, request->client, 1, request->now, &result->retry_after)) {
		result->answer = DESK_TOO_MANY;
		return;
	}
	result->answer = put_away(desk, &ticket, request->seconds, result);
}

bool desk_tell_failure(struct desk *desk, struct buf *reason)
{
	bool has_failed;

	pthread_mutex_lock(&desk->lock);
	has_failed = desk->failure.n != 0;
	buf_str(reason, buf_view(&desk->failure));
	buf_clear(&desk->failure);
	pthread_mutex_unlock(&desk->lock);
	return has_failed;
}

/* ---- bodies with files ---- */

int desk_admit_body(struct desk *desk, const struct http_peer *client)
{
	size_t own = 0;
	int status = 0;

	if (!desk_is_open(desk))
		return 413;
	pthread_mutex_lock(&desk->bodies_lock);
	for (size_t i = 0; i < desk->bodies_n; i++)
		own += !client->is_local && clients_same(&desk->bodies[i], client);
	if (own >= BODIES_OF_A_CLIENT)
		status = 429;
	else if (desk->bodies_n == LIMIT_HTTP_TICKET_BODIES)
		status = 503;
	else
		desk->bodies[desk->bodies_n++] = *client;
	pthread_mutex_unlock(&desk->bodies_lock);
	return status;
}

void desk_leave_body(struct desk *desk, const struct http_peer *client)
{
	pthread_mutex_lock(&desk->bodies_lock);
	for (size_t i = 0; i < desk->bodies_n; i++)
		if (clients_same(&desk->bodies[i], client)) {
			desk->bodies[i] = desk->bodies[--desk->bodies_n];
			break;
		}
	pthread_mutex_unlock(&desk->bodies_lock);
}
