/* An addon that shares memory with V8, to show that the cage refuses it: `share()` answers the
 * status of the attempt. It finds the functions as the addons of napi-rs do. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>

typedef void *(*Callback)(void *, void *);

static char memory[64];

static void *share(void *env, void *info) {
  (void)info;
  void *value = NULL;
  int (*make)(void *, void *, size_t, void *, void *, void **);
  int (*number)(void *, int, void **);
  *(void **)&make = dlsym(RTLD_DEFAULT, "napi_create_external_arraybuffer");
  *(void **)&number = dlsym(RTLD_DEFAULT, "napi_create_int32");
  number(env, make(env, memory, sizeof memory, NULL, NULL, &value), &value);
  return value;
}

void *napi_register_module_v1(void *env, void *exports) {
  void *function = NULL;
  int (*make)(void *, const char *, size_t, Callback, void *, void **);
  int (*set)(void *, void *, const char *, void *);
  *(void **)&make = dlsym(RTLD_DEFAULT, "napi_create_function");
  *(void **)&set = dlsym(RTLD_DEFAULT, "napi_set_named_property");
  make(env, "share", 5, share, NULL, &function);
  set(env, exports, "share", function);
  return exports;
}
