#!/usr/bin/env bash
# Runs everything that shows whether this tree is sound, from a clean clone.
#
#   bash tests/run.sh            all of it; what the machine lacks is skipped, loudly
#   bash tests/run.sh --strict   the same, and any skip is a failure
#   bash tests/run.sh --quick    format, lints and tests only, for use while editing
#
# Needs Rust with cargo, and a C compiler for the bundled SQLite; C++ and Node 20 for their own
# parts. PostgreSQL, MariaDB and a Galera cluster are started in temporary directories, from
# Debian's packages, unless SILVERVINE_TEST_POSTGRES, SILVERVINE_TEST_MYSQL and
# SILVERVINE_TEST_GALERA hold URLs of those to use. Works from any directory, as root or not,
# without a terminal. All output of the build goes to one target directory. The last line is `N
# passed, N failed, N skipped`: it counts tests, each example as one, and each step that failed
# without having counted a test as one failure.
#
# To add a step, write a function `step_name`, call `count` with what it ran, `skip` with what it
# could not, and name it in `main`. Its own status tells whether it failed: bash ignores `set -e`
# within it, so each command whose failure matters is the last or ends in `|| return 1`. A test
# program that cannot run appends a line to the file $SILVERVINE_SKIPS, which is collected here.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"

strict=0
quick=0
for argument in "$@"; do
  case "$argument" in
    --strict) strict=1 ;;
    --quick) quick=1 ;;
    *)
      echo "usage: bash tests/run.sh [--strict | --quick]" >&2
      exit 2
      ;;
  esac
done
if ((strict && quick)); then
  echo "tests/run.sh: --strict runs everything, --quick does not; give one of them" >&2
  exit 2
fi

export HOME="${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}"
export PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target}"
[[ $CARGO_TARGET_DIR == /* ]] || CARGO_TARGET_DIR="$root/$CARGO_TARGET_DIR"
export CARGO_TERM_COLOR=never
# A failing property prints its case; the file it would leave beside the source is not wanted.
export PROPTEST_DISABLE_FAILURE_PERSISTENCE=true

scratch="$(mktemp -d)"
# A server may run as another user.
chmod 755 "$scratch"
servers=()
end() {
  local server
  for server in ${servers[@]+"${servers[@]}"}; do
    bash "tests/servers/$server.sh" stop "$scratch/$server" >/dev/null 2>&1 || true
  done
  rm -rf "$scratch"
}
trap end EXIT
export SILVERVINE_SKIPS="$scratch/skips"
: >"$SILVERVINE_SKIPS"
log="$scratch/log"

passed=0
failed=0
skips=()
broken=()
ran=()
step_passed=0
step_failed=0

# ---- counting -------------------------------------------------------------------------------

# count PASSED FAILED: what the present step ran.
count() {
  step_passed=$((step_passed + $1))
  step_failed=$((step_failed + $2))
}

# skip WHAT: something that ought to have run and could not.
skip() {
  echo "SKIPPED: $1"
  skips+=("$1")
}

# logged COMMAND...: runs it, shows what it says and keeps that in $log.
logged() {
  local code=0
  "$@" 2>&1 | tee "$log" || code=${PIPESTATUS[0]}
  return "$code"
}

# script FILE..: runs it; its last line is `N passed, N failed`.
script() {
  local code=0
  logged bash "$@" || code=$?
  count "$(tail -n 1 "$log" | number passed)" "$(tail -n 1 "$log" | number failed)"
  return "$code"
}

# number WORD: the sum of the numbers that stand before WORD on the lines of standard input.
number() {
  { grep -oE "[0-9]+ $1" || true; } | awk '{ sum += $1 } END { print sum + 0 }'
}

# run_step TITLE FUNCTION
run_step() {
  local title="$1" began=$SECONDS code=0 line result=ok
  step_passed=0
  step_failed=0
  : >"$log"
  printf '\n== %s\n' "$title"
  "$2" || code=$?
  while IFS= read -r line; do skip "$line"; done <"$SILVERVINE_SKIPS"
  : >"$SILVERVINE_SKIPS"
  if ((code != 0 && step_failed == 0)); then step_failed=1; fi
  if ((step_failed > 0)); then
    result=FAILED
    broken+=("$title")
  fi
  passed=$((passed + step_passed))
  failed=$((failed + step_failed))
  line="$(printf '%-34s %-6s %6d passed %4d failed %5d s' \
    "$title" "$result" "$step_passed" "$step_failed" $((SECONDS - began)))"
  ran+=("$line")
  ((step_failed == 0))
}

# ---- steps ----------------------------------------------------------------------------------

nextest=0

step_toolchain() {
  local tool
  for tool in cargo rustc cc; do
    if ! command -v "$tool" >/dev/null; then
      echo "no \`$tool\`: install Rust (rustup) and a C compiler (apt-get install gcc), then again"
      return 1
    fi
  done
  for tool in fmt clippy; do
    if ! cargo "$tool" --version >/dev/null 2>&1; then
      rustup component add "${tool/fmt/rustfmt}" || true
    fi
  done
  if ! cargo nextest --version >/dev/null 2>&1; then
    echo "installing cargo-nextest; this happens once"
    env -u CARGO_TARGET_DIR cargo install --locked cargo-nextest || true
  fi
  if cargo nextest --version >/dev/null 2>&1; then
    nextest=1
  else
    skip "cargo-nextest cannot be installed here: the tests run under cargo test, without time-outs"
  fi
  rustc --version
  cargo --version
  cc --version | head -n 1
  if ((nextest)); then cargo nextest --version | head -n 1; fi
}

step_format() {
  if ! cargo fmt --version >/dev/null 2>&1; then
    skip "format: rustfmt is not installed"
    return 0
  fi
  cargo fmt --all --check
}

step_lints() {
  if ! cargo clippy --version >/dev/null 2>&1; then
    skip "lints: clippy is not installed"
    return 0
  fi
  cargo clippy --locked --workspace --all-targets --all-features -- -D warnings
}

step_build() { cargo build --locked --workspace --all-features; }

# server SCRIPT VARIABLE NAME: starts a server of our own unless the variable names one. Its folder
# is in VARIABLE_DIR, the file with the authority of its certificate in VARIABLE_ROOTS, and a second
# database of PostgreSQL in SILVERVINE_TEST_POSTGRES_SHARD.
server() {
  local url
  if [[ -n ${!2:-} ]]; then
    echo "$3: the server that $2 names"
    return 0
  fi
  if ! url="$(bash "tests/servers/$1.sh" start "$scratch/$1" | tail -n 1)" || [[ -z $url ]]; then
    skip "$3: there is no server, and none can be installed or started here"
    return 0
  fi
  servers+=("$1")
  export "$2=$url"
  export "${2}_DIR=$scratch/$1"
  if [[ $1 == postgres ]]; then export SILVERVINE_TEST_POSTGRES_SHARD="${url%/*}/shard"; fi
  if [[ -f $scratch/$1/root.pem ]]; then export "${2}_ROOTS=$scratch/$1/root.pem"; fi
  echo "$3: started"
}

step_servers() {
  server postgres SILVERVINE_TEST_POSTGRES PostgreSQL
  server mariadb SILVERVINE_TEST_MYSQL MariaDB
  server galera SILVERVINE_TEST_GALERA "a Galera cluster"
}

# Also the tidy rules (tests/tidy.rs) and the freshness of include/silvervine.h (ffi/tests).
step_tests() { rust_tests --workspace; }

# The engine's own suite, the parity vectors and the fault loop, on another store than SQLite. What
# is about a driver itself, or about access alone, has run before.
step_postgres() { on_backend postgres "${SILVERVINE_TEST_POSTGRES:-}"; }
step_mariadb() { on_backend mysql "${SILVERVINE_TEST_MYSQL:-}"; }
step_shards() { on_backend sharded_sqlite none; }
step_postgres_shards() { on_backend sharded_postgres "${SILVERVINE_TEST_POSTGRES:-}"; }

# on_backend NAME URL
on_backend() {
  if [[ -z $2 ]]; then
    skip "the tests on the backend $1: there is no server"
    return 0
  fi
  local beside=()
  if [[ $1 != sharded_* ]]; then
    beside=(-p silvervine-workspace --test vectors --test faults)
  fi
  if ((nextest)); then beside+=(-E 'not test(/^(store|tenancy)::/)'); fi
  SILVERVINE_TEST_BACKEND="$1" rust_tests -p silvervine --lib ${beside[@]+"${beside[@]}"}
}

# rust_tests SELECTION...
rust_tests() {
  local code=0 summary
  if ((nextest)); then
    logged cargo nextest run --locked "$@" --all-features --profile ci || code=$?
    summary="$(grep -E '^ *Summary .* tests? run:' "$log" | tail -n 1 || true)"
    # `12 tests run: 11 passed (1 slow), 1 failed, 0 skipped`
    summary="${summary#*run:}"
    count "$(number passed <<<"$summary")" \
      $(($(number failed <<<"$summary") + $(number 'timed out' <<<"$summary") + \
        $(number 'exec failed' <<<"$summary")))
    # Where a filter chose the tests, the others are no skips.
    [[ $* == *" -E "* ]] || ignored "$(number skipped <<<"$summary")" "tests"
  else
    if [[ $* == --workspace ]]; then set -- --workspace --lib --bins --tests; fi
    logged cargo test --locked "$@" --all-features --no-fail-fast || code=$?
    count_cargo_test "tests"
  fi
  return "$code"
}

step_doc_tests() {
  local code=0
  logged cargo test --locked --workspace --all-features --doc || code=$?
  count_cargo_test "doc tests"
  return "$code"
}

# count_cargo_test NAME: the `test result:` lines of $log.
count_cargo_test() {
  local results
  results="$(grep -E '^test result:' "$log" || true)"
  count "$(number passed <<<"$results")" "$(number failed <<<"$results")"
  ignored "$(number ignored <<<"$results")" "$1"
}

ignored() {
  local n
  for ((n = 0; n < $1; n++)); do skip "one of the $2 is marked ignored"; done
}

# Rust code in README.md runs with the doc tests, for which core/src/lib.rs must include it. The
# Chinese one has the same code; only its comments may differ.
step_readme() {
  if ! grep -qF 'include_str!("../../README.md")' core/src/lib.rs; then
    echo "nothing runs the code of README.md: add to core/src/lib.rs"
    echo '  #[cfg(doctest)] #[doc = include_str!("../../README.md")] struct Readme;'
    return 1
  fi
  readme_code README.md >"$scratch/readme"
  if ! readme_code README.zh-CN.md | diff "$scratch/readme" -; then
    echo "the Rust code of README.zh-CN.md is not that of README.md"
    return 1
  fi
}

# readme_code FILE: the Rust code of a document without its comments.
readme_code() {
  awk '/^```rust/ { inside = 1; next } /^```/ { inside = 0 } inside { print }' "$1" \
    | sed -E 's|//.*||; s|[[:space:]]+$||'
}

# Only that they still fit: running them takes a build each.
step_mutants() { script tests/mutants.sh --check; }

step_examples() {
  local source name place program
  cargo build --locked --all-features --examples || return 1
  for source in examples/*.rs; do
    name="$(basename "$source" .rs)"
    program="$CARGO_TARGET_DIR/debug/examples/$name"
    place="$(mktemp -d "$scratch/example.XXXXXX")"
    echo "-- $name"
    if (cd "$place" && timeout 120 "$program") >"$log" 2>&1 </dev/null && [[ -s $log ]]; then
      count 1 0
    else
      echo "the example $name failed, or said nothing"
      count 0 1
    fi
    sed 's/^/   /' "$log"
  done
}

step_benches() {
  cargo build --locked -p silvervine -p silvervine-ffi --all-features --benches
}

# The C library as installed: snapshots, examples in C and C++, sanitizers, valgrind.
step_c() { script tests/c/run.sh; }

# The addon is copied beside its package, where a build for publishing puts it too.
step_node() {
  local code=0 place
  local recent='process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)'
  if ! command -v node >/dev/null || ! command -v npm >/dev/null || ! node -e "$recent"; then
    skip "Node: node 20 or later with npm is not installed"
    return 0
  fi
  cargo build --locked -p silvervine-node --all-features --lib --examples || return 1
  node bindings-node/scripts/build.mjs --copy debug || return 1
  # Only for checking the types; what runs has no dependency.
  (cd bindings-node && npm ci --no-audit --no-fund) || echo "npm ci failed"
  logged node --test --test-reporter=tap bindings-node/test/*.test.mjs || code=$?
  count "$(tap 'pass')" "$(tap 'fail|cancelled')"
  ignored "$(tap 'skipped|todo')" "Node tests"
  place="$(mktemp -d "$scratch/example.XXXXXX")"
  if timeout 120 node examples/node/quickstart.mjs "$place/app.db" >"$log" 2>&1 && [[ -s $log ]]
  then
    count 1 0
  else
    echo "the Node example failed, or said nothing"
    count 0 1
  fi
  sed 's/^/   /' "$log"
  return "$code"
}

# tap WORDS: the sum of what Node's test runner counted under these words in $log.
tap() {
  awk -v words="^# ($1) [0-9]" '$0 ~ words { sum += $3 } END { print sum + 0 }' "$log"
}

# ---- all of it ------------------------------------------------------------------------------

summary() {
  local line
  printf '\n== Summary (%d s)\n' "$SECONDS"
  printf '%s\n' "${ran[@]}"
  for line in ${broken[@]+"${broken[@]}"}; do echo "FAILED: $line"; done
  for line in ${skips[@]+"${skips[@]}"}; do echo "SKIPPED: $line"; done
  if ((strict && ${#skips[@]} > 0)); then echo "a skip is a failure under --strict"; fi
  echo "$passed passed, $failed failed, ${#skips[@]} skipped"
  ((failed == 0 && (strict == 0 || ${#skips[@]} == 0)))
}

main() {
  if ! run_step "toolchain" step_toolchain; then
    summary || true
    exit 1
  fi
  run_step "format" step_format || true
  run_step "lints" step_lints || true
  if ! run_step "build" step_build; then
    summary || true
    exit 1
  fi
  run_step "servers" step_servers || true
  run_step "tests" step_tests || true
  if ((!quick)); then
    run_step "tests on PostgreSQL" step_postgres || true
    run_step "tests on MariaDB" step_mariadb || true
    run_step "tests on two shards" step_shards || true
    run_step "tests on two PostgreSQL shards" step_postgres_shards || true
  fi
  run_step "doc tests" step_doc_tests || true
  run_step "README" step_readme || true
  run_step "mutants fit" step_mutants || true
  if ((!quick)); then
    run_step "examples" step_examples || true
    run_step "benches compile" step_benches || true
    run_step "C and C++" step_c || true
    run_step "Node" step_node || true
  fi
  summary || exit 1
}

main
