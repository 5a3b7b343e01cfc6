#!/usr/bin/env bash
# The C library as its users have it: installed, then compiled and linked against.
#
#   bash tests/c/run.sh                          all of it, on the build of the tests
#   SILVERVINE_REGENERATE=1 bash tests/c/run.sh  writes the snapshots of symbols and layout anew
#
# The last line is `N passed, N failed`. What cannot run here is said, and appended to the file
# $SILVERVINE_SKIPS where that is set.
set -uo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
prefix="$scratch/prefix"
cc="${CC:-cc}" cxx="${CXX:-c++}"
strict=(-Wall -Wextra -Wpedantic -Werror)
passed=0
failed=0

# try NAME COMMAND...: one test; its output is shown when it fails.
try() {
  local name="$1"
  shift
  if "$@" >"$scratch/log" 2>&1 </dev/null; then
    echo "ok: $name"
    passed=$((passed + 1))
  else
    echo "FAILED: $name"
    sed 's/^/   /' "$scratch/log" | tail -n 40
    failed=$((failed + 1))
  fi
}

skip() {
  echo "SKIPPED: $1"
  if [[ -n ${SILVERVINE_SKIPS:-} ]]; then echo "$1" >>"$SILVERVINE_SKIPS"; fi
}

install() {
  [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$1" >/dev/null 2>&1
}

# tool NAME PACKAGE: whether a tool is there, after trying to install it.
tool() {
  command -v "$1" >/dev/null || { install "$2"; command -v "$1" >/dev/null; }
}

# library NAME PACKAGE: the same of a library which only these tests use.
library() {
  pkg-config --exists "$1" || { install "$2"; pkg-config --exists "$1"; }
}

finish() {
  echo "$passed passed, $failed failed"
  ((failed == 0))
  exit
}

same() {
  if [[ -n ${SILVERVINE_REGENERATE:-} ]]; then cp "$2" "$1"; fi
  diff -u "$1" "$2"
}

symbols() {
  nm -D --defined-only "$prefix/lib/libsilvervine.so" | awk '{ print $NF }' | LC_ALL=C sort \
    >"$scratch/symbols.txt"
  same "$here/symbols.txt" "$scratch/symbols.txt"
}

layout() {
  awk -f "$here/layout.awk" "$prefix/include/silvervine.h" >"$scratch/layout.c" || return 1
  "$cc" -std=c11 "${strict[@]}" -I"$prefix/include" "$scratch/layout.c" -o "$scratch/layout" \
    && "$scratch/layout" >"$scratch/layout.txt" && same "$here/layout.txt" "$scratch/layout.txt"
}

soname() {
  [[ -L $prefix/lib/libsilvervine.so && -L $prefix/lib/libsilvervine.so.0 ]] || return 1
  readelf -d "$prefix/lib/libsilvervine.so" | grep -F 'soname: [libsilvervine.so.0]'
}

# compile LANGUAGE SOURCE OUTPUT FLAG...: against the installed tree, by pkg-config.
compile() {
  local compiler="$cc" standard=-std=c11 source="$2" output="$3"
  if [[ $1 == c++ ]]; then compiler="$cxx" standard=-std=c++17; fi
  shift 3
  # shellcheck disable=SC2046 # pkg-config's answer is several words.
  "$compiler" "$standard" "${strict[@]}" -g "$source" "$@" -o "$output" \
    $(PKG_CONFIG_PATH="$prefix/lib/pkgconfig" pkg-config --cflags --libs silvervine)
}

static() {
  local libraries
  libraries="$(sed -n 's/^Libs.private: //p' "$prefix/lib/pkgconfig/silvervine.pc")"
  # shellcheck disable=SC2086 # several words.
  "$cc" -std=c11 "${strict[@]}" -I"$prefix/include" "$root/examples/c/quickstart.c" \
    "$prefix/lib/libsilvervine.a" $libraries -o "$scratch/static" && "$scratch/static"
}

with_cmake() {
  cmake -S "$root/examples/$1" -B "$scratch/cmake-$1" -DCMAKE_PREFIX_PATH="$prefix" \
    && cmake --build "$scratch/cmake-$1" && "$scratch/cmake-$1/quickstart"
}

# readme LANGUAGE EXTENSION: the first program of that language in both READMEs, which agree.
readme() {
  local file
  for file in README.md README.zh-CN.md; do
    awk -v fence="^\`\`\`$1\$" '$0 ~ fence { inside = 1; next } /^```/ { inside = 0 } inside' \
      "$root/$file" >"$scratch/$file.$2"
    [[ -s $scratch/$file.$2 ]] || { echo "$file has no program in $1"; return 1; }
  done
  diff "$scratch/README.md.$2" "$scratch/README.zh-CN.md.$2" || return 1
  compile "$3" "$scratch/README.md.$2" "$scratch/readme-$2" && "$scratch/readme-$2"
}

# On a file, so that reads have their own connections.
run() {
  local place
  place="$(mktemp -d "$scratch/run.XXXXXX")"
  "$@" "$place/app.db"
}

smoke() {
  local place
  place="$(mktemp -d "$scratch/run.XXXXXX")"
  "$@" "$place"
}

vector() {
  local place
  place="$(mktemp -d "$scratch/run.XXXXXX")"
  "$scratch/vectors" "$1" "${2:-$root/tests/vectors/$1.json}" "$place"
}

# The program says what differs, so that its failure is known from one of another cause.
altered_vector() {
  local said
  sed 's|"/balance": 70|"/balance": 71|' "$root/tests/vectors/wallet.consume.json" \
    >"$scratch/altered.json"
  if said="$(vector wallet.consume "$scratch/altered.json" 2>&1)"; then return 1; fi
  grep -F '/balance is 70 and ought to be 71' <<<"$said"
}

for name in "$cc" "$cxx"; do
  if ! command -v "$name" >/dev/null; then
    skip "the C and C++ programs: there is no compiler $name"
    finish
  fi
done
if [[ $(uname) != Linux ]]; then
  skip "the installed C library: its snapshots and links are those of Linux"
  finish
fi

export LD_LIBRARY_PATH="$prefix/lib"
try "the install step" bash "$root/ffi/install.sh" "$prefix" --debug
try "the exported symbols are those of the snapshot" symbols
try "the layout of structures is that of the snapshot" layout
try "the shared library has its links and its soname" soname
try "the quickstart links with the static library" static

if tool pkg-config pkg-config; then
  try "the C quickstart compiles" compile c "$root/examples/c/quickstart.c" "$scratch/c"
  try "the C++ quickstart compiles" compile c++ "$root/examples/cpp/quickstart.cpp" "$scratch/cpp"
  try "the C++ owners compile" compile c++ "$here/smoke.cpp" "$scratch/smoke"
  # 512 pages are 2 MB: an allocator may keep some of a larger moment.
  try "the open and close program compiles" \
    compile c "$here/cycles.c" "$scratch/cycles" -D_POSIX_C_SOURCE=200809L
  try "engines open and close ${SILVERVINE_CYCLES:-10000} times and nothing grows" \
    smoke "$scratch/cycles" 512 "${SILVERVINE_CYCLES:-10000}"
  try "the C quickstart runs" run "$scratch/c"
  try "the C++ quickstart runs" run "$scratch/cpp"
  try "the C++ owners hold" smoke "$scratch/smoke"
  try "the C program of the README runs" readme c c c
  try "the C++ program of the README runs" readme cpp cpp c++
  if library nlohmann_json nlohmann-json3-dev && library sqlite3 libsqlite3-dev; then
    try "the parity vectors compile" \
      compile c++ "$here/vectors.cpp" "$scratch/vectors" -lsqlite3
    for name in $("$scratch/vectors" --names); do
      try "through C++ as its vector says: $name" vector "$name"
    done
    try "a vector that says something else is noticed" altered_vector
  else
    skip "the vectors through C++: nlohmann-json3-dev or libsqlite3-dev cannot be installed here"
  fi
  sanitizers=(-fsanitize=address,undefined -fno-sanitize-recover=all)
  try "under AddressSanitizer: the C quickstart compiles" \
    compile c "$root/examples/c/quickstart.c" "$scratch/asan-c" "${sanitizers[@]}"
  try "under AddressSanitizer: the C++ quickstart compiles" \
    compile c++ "$root/examples/cpp/quickstart.cpp" "$scratch/asan-cpp" "${sanitizers[@]}"
  try "under AddressSanitizer: the C++ owners compile" \
    compile c++ "$here/smoke.cpp" "$scratch/asan-smoke" "${sanitizers[@]}"
  try "under AddressSanitizer: the open and close program compiles" compile c "$here/cycles.c" \
    "$scratch/asan-cycles" -D_POSIX_C_SOURCE=200809L "${sanitizers[@]}"
  # What is freed stays in the sanitizer's quarantine; leaks it reports itself.
  try "under AddressSanitizer: engines open and close" smoke "$scratch/asan-cycles" 1000000 300
  try "under AddressSanitizer: the C quickstart" run "$scratch/asan-c"
  try "under AddressSanitizer: the C++ quickstart" run "$scratch/asan-cpp"
  try "under AddressSanitizer: the C++ owners" smoke "$scratch/asan-smoke"
  if tool valgrind valgrind; then
    check=(valgrind -q --error-exitcode=9 --leak-check=full
      --show-leak-kinds=definite --errors-for-leak-kinds=definite)
    try "under valgrind: engines open and close" smoke "${check[@]}" "$scratch/cycles" 1000000 50
    try "under valgrind: the C quickstart" run "${check[@]}" "$scratch/c"
    try "under valgrind: the C++ quickstart" run "${check[@]}" "$scratch/cpp"
    try "under valgrind: the C++ owners" smoke "${check[@]}" "$scratch/smoke"
  else
    skip "the C programs under valgrind: it cannot be installed here"
  fi
else
  skip "the C and C++ programs: pkg-config cannot be installed here"
fi

if tool cmake cmake; then
  try "the C quickstart builds with CMake" with_cmake c
  try "the C++ quickstart builds with CMake" with_cmake cpp
else
  skip "the build with CMake: it cannot be installed here"
fi
finish
