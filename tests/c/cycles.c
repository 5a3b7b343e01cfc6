/* Ten thousand engines, one after the other, in one process: memory, files and threads do not grow.
 *
 *   cycles PAGES CYCLES FOLDER    how many pages of memory may be added, and how many engines
 *
 * Most are on a file that is there, some in memory, some keep themselves, and some have calls
 * submitted, cancelled and subscribed to, which start threads. A tenth runs before the first
 * reading, so that what grows once, such as an allocator's pools, is not taken for a leak.
 */
#include <dirent.h>
#include <sched.h>
#include <silvervine.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    long pages;
    int files;
    int threads;
} Reading;

static void require(int holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "not so: %s\n", what);
    exit(1);
}

static int entries(const char *folder) {
    int count = 0;
    DIR *list = opendir(folder);
    require(list != NULL, folder);
    while (readdir(list) != NULL) count++;
    closedir(list);
    return count;
}

/* A thread that was joined may be listed for a moment longer. */
static int threads(int idle) {
    int count = entries("/proc/self/task");
    for (int tries = 0; count > idle && tries < 1000000; tries++) {
        sched_yield();
        count = entries("/proc/self/task");
    }
    return count;
}

static Reading reading(int idle) {
    Reading now = {0, entries("/proc/self/fd"), threads(idle)};
    FILE *file = fopen("/proc/self/statm", "r");
    require(file != NULL && fscanf(file, "%*d %ld", &now.pages) == 1, "/proc/self/statm is read");
    fclose(file);
    return now;
}

static void answered(void *data, SvStatus status, SvText response, const SvError *error) {
    (void)response;
    (void)error;
    require(status == SV_OK || status == SV_CANCELLED || status == SV_CLOSED, "a call's outcome");
    ++*(int *)data;
}

static void changed(void *data, SvText changes) {
    (void)data;
    require(changes.len > 0, "a change says what changed");
}

/* Starts every thread that an engine can have. Closing waits for the callbacks. */
static void work(SvEngine *engine, int *told) {
    const SvText host = {NULL, 0}, name = sv_text("settings.set");
    const SvText request = sv_text("{\"key\":\"theme\",\"value\":\"dark\"}");
    SvCall *call = NULL;
    SvSubscription *subscription = NULL;
    SvStatus status = sv_subscribe(engine, host, changed, NULL, &subscription, NULL);
    require(status == SV_OK, "a subscription begins");
    status = sv_submit(engine, host, name, request, answered, told, &call, NULL);
    require(status == SV_OK, "a call is queued");
    status = sv_submit(engine, host, name, request, answered, told, NULL, NULL);
    require(status == SV_OK, "another call is queued");
    require(sv_call_cancel(call, NULL) == SV_OK, "a call is cancelled, or it is too late");
    sv_call_free(call);
    require(sv_unsubscribe(subscription, NULL) == SV_OK, "a subscription ends");
    require(sv_call(engine, host, name, request, NULL, NULL) == SV_INVALID_ARGUMENT, "no place");
}

static void cycle(const char *path, int n) {
    SvEngine *engine = NULL;
    SvOpenOptions options = {0};
    options.struct_size = sizeof options;
    options.path = sv_text(n % 10 == 0 ? ":memory:" : path);
    options.durability = SV_DURABILITY_OFF;
    options.maintenance_thread = n % 7 == 0;
    require(sv_open(&options, &engine, NULL) == SV_OK, "an engine opens");
    int told = 0;
    if (n % 25 == 0) work(engine, &told);
    require(sv_close(engine, NULL) == SV_OK, "an engine closes");
    require(told == (n % 25 == 0 ? 2 : 0), "every call is answered before its engine is closed");
    require(sv_close(engine, NULL) == SV_OK, "closing again is no error");
}

int main(int argc, char **argv) {
    require(argc == 4, "pages, cycles and the folder are given");
    char path[4096];
    snprintf(path, sizeof path, "%s/cycles.db", argv[3]);
    const int cycles = atoi(argv[2]), idle = entries("/proc/self/task");
    for (int n = 0; n < cycles / 10; n++) cycle(path, n);
    const Reading before = reading(idle);
    for (int n = cycles / 10; n < cycles; n++) cycle(path, n);
    const Reading after = reading(idle);
    printf("%d cycles; pages %ld to %ld, files %d to %d, threads %d to %d\n", cycles, before.pages,
           after.pages, before.files, after.files, before.threads, after.threads);
    require(after.files == before.files, "no file stays open");
    require(after.threads == idle, "no thread stays");
    require(after.pages - before.pages <= atol(argv[1]), "no memory stays");
    return 0;
}
