/* Preloaded into a Node, it refuses external memory as Electron's memory cage does.
 *
 * An addon finds the functions of Node by `dlsym`, and Node's own program comes first in that
 * search, so it is `dlsym` which is replaced: whoever asks for a function that shares memory gets
 * one that refuses. Each look-up of one, and each call, is a line in the file $CAGE_TOLD. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NO_EXTERNAL_BUFFERS_ALLOWED = 22 };

static const char *const SHARING[] = {
    "napi_create_external_buffer",
    "napi_create_external_arraybuffer",
    "node_api_create_external_string_latin1",
    "node_api_create_external_string_utf16",
};

static void tell(const char *what, const char *name) {
  char line[128];
  const char *path = getenv("CAGE_TOLD");
  int length = snprintf(line, sizeof line, "%s %s\n", what, name);
  int file = path ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
  if (file < 0 || write(file, line, (size_t)length) != length) abort();
  close(file);
}

#define REFUSAL(n) \
  static int refuse_##n(void) { \
    tell("called", SHARING[n]); \
    return NO_EXTERNAL_BUFFERS_ALLOWED; \
  }
REFUSAL(0)
REFUSAL(1)
REFUSAL(2)
REFUSAL(3)

static int (*const REFUSALS[])(void) = {refuse_0, refuse_1, refuse_2, refuse_3};

void *dlsym(void *restrict handle, const char *restrict name) {
  static void *(*real)(void *, const char *);
  if (!real) {
    static const char *const VERSIONS[] = {"GLIBC_2.34", "GLIBC_2.17", "GLIBC_2.2.5"};
    for (size_t n = 0; !real && n < sizeof VERSIONS / sizeof *VERSIONS; n++)
      *(void **)&real = dlvsym(RTLD_NEXT, "dlsym", VERSIONS[n]);
    if (!real) abort();
  }
  for (size_t n = 0; n < sizeof SHARING / sizeof *SHARING; n++) {
    if (strcmp(name, SHARING[n]) == 0) {
      tell("found", name);
      return *(void **)&REFUSALS[n];
    }
  }
  return real(handle, name);
}
