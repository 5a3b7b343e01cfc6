/* The main job in one run: two people on one file, from C.
 *
 * They register, spend points down to a refusal, retry with one key, use up a month's chat
 * allowance and cross into the next month, and chat in Chinese. The clock is the example's own, so
 * every run tells the same story.
 *
 *   cc quickstart.c $(pkg-config --cflags --libs silvervine) && ./a.out [DATABASE]
 */
#include <inttypes.h>
#include <silvervine.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY_MS 86400000

static SvEngine *engine;
/* 2026-01-30T08:00:00Z: two days before the month ends. */
static int64_t now_ms = 1769760000000;

static int64_t example_clock(void *data) { return *(const int64_t *)data; }

/* Ends the example where the story does not go on. The error comes by its address because C may
 * read the arguments before it makes the call that is one of them. */
static void must(SvStatus status, SvError **error) {
    if (status == SV_OK) return;
    fprintf(stderr, "%s (%d): %s\n", sv_error_code(*error), (int)status, sv_error_message(*error));
    sv_error_free(*error);
    exit(1);
}

/* Tells of a refusal that belongs to the story. */
static void refused(SvStatus status, SvStatus expected, SvError *error) {
    if (status != expected) {
        fprintf(stderr, "expected %d, got %d\n", (int)expected, (int)status);
        exit(1);
    }
    printf("  refused with %s: %s\n", sv_error_code(error), sv_error_message(error));
    sv_error_free(error);
}

static void call(const char *operation, const char *request, SvBuffer *out) {
    SvError *error = NULL;
    SvText host = {NULL, 0};
    must(sv_call(engine, host, sv_text(operation), sv_text(request), out, &error), &error);
}

/* An id of a response, by its place in it. */
static SvId id_in(const SvBuffer *response, const char *place) {
    SvId id;
    SvError *error = NULL;
    must(sv_id_in(sv_buffer_text(*response), sv_text(place), &id, &error), &error);
    return id;
}

static SvId register_user(const char *request) {
    SvBuffer response = {0};
    call("users.register", request, &response);
    SvId id = id_in(&response, "/user/id");
    sv_buffer_free(&response);
    return id;
}

static int64_t points(SvId user) {
    SvText host = {NULL, 0};
    SvError *error = NULL;
    SvWalletBalanceRequest request = {.struct_size = sizeof request, .user_id = user};
    SvWalletBalanceResponse wallet = {.struct_size = sizeof wallet};
    must(sv_wallet_balance_flat(engine, host, &request, &wallet, &error), &error);
    return wallet.available;
}

static SvStatus spend(SvId user, int64_t amount, const char *key, SvWalletConsumeResponse *spent,
                      SvError **error) {
    SvText host = {NULL, 0};
    SvWalletConsumeRequest request = {.struct_size = sizeof request, .user_id = user};
    request.amount = amount;
    request.idempotency_key = sv_text(key);
    spent->struct_size = sizeof *spent;
    return sv_wallet_consume_flat(engine, host, &request, spent, error);
}

static void spends(SvId ada) {
    SvWalletConsumeResponse spent;
    SvError *error = NULL;
    printf("\nAda spends her points\n");
    must(spend(ada, 60, "image-0", &spent, &error), &error);
    printf("  a portrait for 60: %" PRId64 " left\n", spent.balance);
    SvStatus status = spend(ada, 80, "image-1", &spent, &error);
    refused(status, SV_INSUFFICIENT_POINTS, error);
}

static void retries(SvId li) {
    SvError *error = NULL;
    printf("\nLi's network fails, so his client sends the same request three times\n");
    for (int delivery = 1; delivery <= 3; delivery++) {
        SvWalletConsumeResponse spent;
        must(spend(li, 30, "poster-of-the-day", &spent, &error), &error);
        printf("  delivery %d: balance %" PRId64 ", replayed: %s\n", delivery, spent.balance,
               spent.replayed ? "yes" : "no");
    }
    SvWalletConsumeResponse spent;
    SvStatus status = spend(li, 31, "poster-of-the-day", &spent, &error);
    refused(status, SV_IDEMPOTENCY_MISMATCH, error);
}

static SvStatus use(SvId user, int64_t amount, const char *key, SvError **error) {
    SvText host = {NULL, 0};
    SvQuotaConsumeRequest request = {.struct_size = sizeof request, .user_id = user};
    SvQuotaConsumeResponse used = {.struct_size = sizeof used};
    request.amount = amount;
    request.idempotency_key = sv_text(key);
    SvStatus status = sv_quota_consume_flat(engine, host, &request, &used, error);
    if (status == SV_OK) {
        printf("  used %" PRId64 " of %" PRId64 "%s\n", used.used, used.limit,
               used.exceeded ? ": nothing is left" : used.low ? ": low" : "");
    }
    return status;
}

static void crosses_a_month(SvId ada) {
    SvError *error = NULL;
    printf("\nAda uses up January and crosses into February\n");
    must(use(ada, 85, "a", &error), &error);
    must(use(ada, 15, "b", &error), &error);
    SvStatus status = use(ada, 1, "c", &error);
    refused(status, SV_QUOTA_EXCEEDED, error);
    now_ms += (int64_t)3 * DAY_MS;
    printf("  2 February:\n");
    must(use(ada, 1, "c", &error), &error);
}

static void chats(SvId li) {
    static const char *const lines[] = {"你看过《海上钢琴师》吗？", "看过，主角一生没有离开过那艘船。",
                                        "你最喜欢哪一段？", "斗琴那一段，太精彩了。"};
    char user[37];
    char request[128];
    SvText host = {NULL, 0};
    SvBuffer response = {0};
    SvError *error = NULL;
    printf("\nLi chats about a film\n");
    sv_id_format(li, user);
    snprintf(request, sizeof request, "{\"userId\":\"%s\",\"title\":\"电影\"}", user);
    call("sessions.create", request, &response);
    SvId session = id_in(&response, "/session/id");
    sv_buffer_free(&response);
    for (size_t n = 0; n < sizeof lines / sizeof *lines; n++) {
        SvMessagesAppendRequest says = {.struct_size = sizeof says, .user_id = li};
        SvMessagesAppendResponse said = {.struct_size = sizeof said};
        says.session_id = session;
        says.role = n % 2 == 0 ? SV_MESSAGE_ROLE_USER : SV_MESSAGE_ROLE_ASSISTANT;
        says.content = sv_text(lines[n]);
        must(sv_messages_append_flat(engine, host, &says, &said, &error), &error);
        printf("  %s\n", lines[n]);
    }
}

static void verifies(SvId user) {
    char id[37];
    char request[64];
    SvBuffer response = {0};
    SvError *error = NULL;
    SvText host = {NULL, 0};
    sv_id_format(user, id);
    snprintf(request, sizeof request, "{\"userId\":\"%s\"}", id);
    /* A function for each operation: the same as sv_call with its name. */
    must(sv_wallet_verify(engine, host, sv_text(request), &response, &error), &error);
    printf("  ledger: %s\n", response.data);
    sv_buffer_free(&response);
}

int main(int argc, char **argv) {
    uint8_t root_key[32];
    memset(root_key, 42, sizeof root_key);
    SvOpenOptions options = {.struct_size = sizeof options};
    options.path = sv_text(argc > 1 ? argv[1] : ":memory:");
    options.root_key = root_key;
    options.root_key_len = sizeof root_key;
    options.clock = example_clock;
    options.clock_data = &now_ms;
    SvError *error = NULL;
    must(sv_open(&options, &engine, &error), &error);
    printf("opened with Silvervine %s; e-mail and phone are sealed\n", sv_version());

    SvId ada = register_user("{\"email\":\"Ada@Example.org\",\"name\":\"Ada Lovelace\"}");
    SvId li = register_user("{\"phone\":\"+86 138 0013 8000\",\"name\":\"李明\"}");
    printf("two people registered, with %" PRId64 " and %" PRId64 " points\n", points(ada),
           points(li));
    spends(ada);
    retries(li);
    crosses_a_month(ada);
    chats(li);
    printf("\nAt the end\n");
    verifies(ada);
    verifies(li);
    SvBuffer damage = {0};
    must(sv_check_integrity(engine, &damage, &error), &error);
    printf("  damage of the file: %s\n", damage.data);
    sv_buffer_free(&damage);
    must(sv_close(engine, &error), &error);
    return 0;
}
