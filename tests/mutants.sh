#!/usr/bin/env bash
# Shows that the property tests of wallet and quota would see a broken engine.
#
#   bash tests/mutants.sh          breaks the engine in each way of tests/mutants, one after another
#   bash tests/mutants.sh 3 07     only in these ways
#   bash tests/mutants.sh --check  only sees that each patch still fits the tree; takes a second
#
# Each tests/mutants/NN_name.patch is a small fault: its first line says which. A copy of the tree
# gets it, is built, and runs the property tests, which must fail. One that passes is a hole in the
# tests: strengthen them, not the mutant. The copy also runs as it is, and must pass, so that no
# failure is somebody else's. Everything is built in one directory, so a mutant costs the build of
# one crate. The last line is `N caught, N not caught`.
#
# A patch that fits no more is made anew: change the source, `git diff core >tests/mutants/..`, put
# its sentence above it, and take the change back.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"

readonly mutants_min=10
readonly tests=(wallet::tests::money:: wallet::tests::model:: quota::tests::model::)
# Longer than a sound engine needs by far; a mutant may run in circles.
readonly seconds_max=600

shopt -s nullglob
patches=(tests/mutants/*.patch)

# What stands above and below may move, and one line of it may change.
fits() { git apply --check -C1 "$1"; }

check() {
  local patch passed=0 failed=0
  for patch in "${patches[@]}"; do
    if fits "$patch"; then
      passed=$((passed + 1))
    else
      echo "$patch fits the tree no more; the head of tests/mutants.sh says how to make it anew"
      failed=$((failed + 1))
    fi
  done
  if ((${#patches[@]} < mutants_min)); then
    echo "there are ${#patches[@]} mutants, and $mutants_min are wanted"
    failed=$((failed + 1))
  fi
  echo "$passed passed, $failed failed"
  ((failed == 0))
}

# wanted PATCH NUMBER...: whether its number is among those; without numbers all are.
wanted() {
  local name number
  name="$(basename "$1")"
  shift
  (($# == 0)) && return 0
  for number in "$@"; do
    [[ $name == "$(printf '%02d' "$((10#$number))")"_* ]] && return 0
  done
  return 1
}

# property_tests LOG: builds them and runs them; 2 if they cannot be built.
property_tests() {
  (
    cd "$tree"
    unset SILVERVINE_TEST_BACKEND SILVERVINE_MODEL_SEED SILVERVINE_MODEL_STEPS
    export CARGO_TARGET_DIR="$built" CARGO_TERM_COLOR=never
    # Which case is the smallest that fails is of no interest here.
    export PROPTEST_DISABLE_FAILURE_PERSISTENCE=true PROPTEST_MAX_SHRINK_ITERS=0
    cargo test --locked -p silvervine --lib --no-run || exit 2
    timeout "$seconds_max" cargo test --locked -p silvervine --lib -- "${tests[@]}"
  ) >"$1" 2>&1
}

run() {
  local patch name began code caught=0 missed=0 by
  local built="${CARGO_TARGET_DIR:-$root/target}/mutants"
  [[ $built == /* ]] || built="$root/$built"
  local tree="$built/tree" log="$built/log"
  rm -rf "$tree"
  mkdir -p "$tree"
  git ls-files -z --cached --others --exclude-standard \
    | while IFS= read -r -d '' file; do [[ -e $file ]] && printf '%s\0' "$file"; done \
    | tar -c --null -T - | tar -xm -C "$tree"
  echo "the engine as it is"
  if ! property_tests "$log"; then
    tail -n 40 "$log"
    echo "the property tests fail, or do not build, without any mutant"
    return 1
  fi
  for patch in "${patches[@]}"; do
    wanted "$patch" "$@" || continue
    name="$(basename "$patch" .patch)" began=$SECONDS code=0
    if ! (cd "$tree" && GIT_CEILING_DIRECTORIES="$built" git apply -C1 "$root/$patch"); then
      printf '%-28s does not fit\n' "$name"
      missed=$((missed + 1))
      continue
    fi
    property_tests "$log" || code=$?
    (cd "$tree" && GIT_CEILING_DIRECTORIES="$built" git apply -R -C1 "$root/$patch")
    by="$(sed -nE 's/^test ([a-z_:]+) \.\.\. FAILED$/\1/p' "$log" | cut -d: -f1-5 | paste -sd' ')"
    case "$code" in
      0) by="NOT CAUGHT: $(head -n 1 "$patch")" ;;
      2) by="does not build" ;;
      124) by="ran in circles" ;;
      *) by="caught by ${by:-a crash}" ;;
    esac
    if ((code == 0 || code == 2)); then missed=$((missed + 1)); else caught=$((caught + 1)); fi
    printf '%-28s %4d s  %s\n' "$name" $((SECONDS - began)) "$by"
  done
  rm -rf "$tree"
  echo "$caught caught, $missed not caught"
  ((missed == 0 && caught > 0))
}

case "${1:-}" in
  --check) check ;;
  -*)
    echo "usage: bash tests/mutants.sh [--check | N..]" >&2
    exit 2
    ;;
  *) run "$@" ;;
esac
