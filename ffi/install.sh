#!/usr/bin/env bash
# Builds the C library and installs it: headers, the shared library with its links, the static
# library, pkg-config and CMake files.
#
#   bash ffi/install.sh PREFIX             an optimised build
#   bash ffi/install.sh PREFIX --debug     the build of the tests
#
# SILVERVINE_FEATURES=postgres,mysql,tls adds the drivers of servers.
#
# DESTDIR is put before PREFIX where files are written, as packagers expect. The static library
# carries SQLite's symbols (sqlite3_*): a program that has its own SQLite links the shared one,
# which hides them.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
prefix="${1:?usage: bash ffi/install.sh PREFIX [--debug]}"
[[ $prefix == /* ]] || prefix="$PWD/$prefix"
profile=release
[[ ${2:-} == --debug ]] && profile=debug
target="${CARGO_TARGET_DIR:-$root/target}"
place="${DESTDIR:-}$prefix"
version="$(sed -n 's/^version = "\(.*\)"/\1/p' "$root/Cargo.toml" | head -n 1)"

flags=(--locked -p silvervine-ffi)
[[ $profile == release ]] && flags+=(--release)
[[ -n ${SILVERVINE_FEATURES:-} ]] && flags+=(--features "$SILVERVINE_FEATURES")
(cd "$root" && cargo build "${flags[@]}")

mkdir -p "$place/include" "$place/lib/pkgconfig" "$place/lib/cmake/Silvervine"
install -m 644 "$root"/include/silvervine{.h,.hpp,_base.hpp,_ops.hpp} "$place/include"
install -m 644 "$target/$profile/libsilvervine.a" "$place/lib"
if [[ $(uname) == Darwin ]]; then
  shared=libsilvervine.0.dylib
  install -m 755 "$target/$profile/libsilvervine.dylib" "$place/lib/libsilvervine.$version.dylib"
  ln -sf "libsilvervine.$version.dylib" "$place/lib/$shared"
  ln -sf "$shared" "$place/lib/libsilvervine.dylib"
  system="-framework Security -framework CoreFoundation -liconv -lm"
else
  shared=libsilvervine.so.0
  install -m 755 "$target/$profile/libsilvervine.so" "$place/lib/libsilvervine.so.$version"
  ln -sf "libsilvervine.so.$version" "$place/lib/$shared"
  ln -sf "$shared" "$place/lib/libsilvervine.so"
  system="-lpthread -ldl -lm -lgcc_s"
fi

cat >"$place/lib/pkgconfig/silvervine.pc" <<END
prefix=$prefix
libdir=\${prefix}/lib
includedir=\${prefix}/include

Name: Silvervine
Description: An embeddable user-data engine
Version: $version
Libs: -L\${libdir} -lsilvervine
Libs.private: $system
Cflags: -I\${includedir}
END

cat >"$place/lib/cmake/Silvervine/SilvervineConfig.cmake" <<END
# Silvervine::Silvervine is the shared library, Silvervine::Static the static one.
get_filename_component(_silvervine "\${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
if(NOT TARGET Silvervine::Silvervine)
  add_library(Silvervine::Silvervine SHARED IMPORTED)
  set_target_properties(Silvervine::Silvervine PROPERTIES
    IMPORTED_LOCATION "\${_silvervine}/lib/$shared"
    IMPORTED_SONAME "$shared"
    INTERFACE_INCLUDE_DIRECTORIES "\${_silvervine}/include")
  add_library(Silvervine::Static STATIC IMPORTED)
  set_target_properties(Silvervine::Static PROPERTIES
    IMPORTED_LOCATION "\${_silvervine}/lib/libsilvervine.a"
    INTERFACE_LINK_LIBRARIES "$system"
    INTERFACE_INCLUDE_DIRECTORIES "\${_silvervine}/include")
endif()
END

cat >"$place/lib/cmake/Silvervine/SilvervineConfigVersion.cmake" <<END
set(PACKAGE_VERSION "$version")
if(PACKAGE_FIND_VERSION VERSION_GREATER PACKAGE_VERSION)
  set(PACKAGE_VERSION_COMPATIBLE FALSE)
else()
  set(PACKAGE_VERSION_COMPATIBLE TRUE)
  if(PACKAGE_FIND_VERSION STREQUAL PACKAGE_VERSION)
    set(PACKAGE_VERSION_EXACT TRUE)
  endif()
endif()
END
echo "installed Silvervine $version in $place"
