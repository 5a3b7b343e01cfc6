// Generated from ffi/src by build.rs. Edit the Rust sources, then run
// `SILVERVINE_REGENERATE=1 cargo test -p silvervine-ffi --test header`.

#ifndef SILVERVINE_H
#define SILVERVINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The version of this library, as `1.2.3`.
 *
 * The text is static: it is valid for as long as the library is loaded, ends in NUL, and is never
 * freed. Safe from any thread.
 */
const char *sv_version(void);

/**
 * The version of the binary interface.
 *
 * It grows when something is added and never because something went or changed its meaning: a
 * program built against interface N runs with every library whose number is N or more. Safe from
 * any thread.
 */
uint32_t sv_abi_version(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* SILVERVINE_H */
