#!/usr/bin/env bash
# A PostgreSQL server of its own for the tests, in one directory.
#
#   bash tests/servers/postgres.sh start DIR [--durable]   its last line is the URL
#   bash tests/servers/postgres.sh stop DIR                stops it
#
# Uses the newest server that is installed; as root it installs Debian's package where there is
# none. The server runs as an unprivileged user, on a free port of 127.0.0.1 and a socket in DIR.
# Where openssl is, connections may be encrypted: DIR/root.pem is the authority to be trusted.
# Without --durable nothing is synced to the disk, and where memory has room the data is kept there
# and gone when the server is stopped: right for tests, wrong for figures.
set -euo pipefail

# What memory must have free to hold the data.
memory_kb=2000000

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

usage() {
  echo "usage: bash tests/servers/postgres.sh start DIR [--durable] | stop DIR" >&2
  exit 2
}

# The folder of the newest server's programs.
programs() {
  local found
  found="$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -t/ -k5 -n | tail -n 1 || true)"
  if [[ -z $found ]]; then found="$(command -v initdb || true)"; fi
  [[ -n $found ]] && dirname "$(readlink -f "$found")"
}

# Debian's package would start a server of the system's own; its policy file says not to.
install() {
  local policy=/usr/sbin/policy-rc.d code=0 ours=0
  if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then return 1; fi
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    ours=1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y --no-install-recommends postgresql >&2 \
    || { apt-get update >&2 && apt-get install -y --no-install-recommends postgresql >&2; } \
    || code=$?
  if ((ours)); then rm -f "$policy"; fi
  return "$code"
}

# Whom the server runs as: never root, which it refuses.
owner() {
  local name
  if [[ $(id -u) -ne 0 ]]; then
    id -un
    return
  fi
  for name in postgres nobody; do
    if id "$name" >/dev/null 2>&1; then
      echo "$name"
      return
    fi
  done
  return 1
}

# as_owner COMMAND...: runs it as the server's user, in a place that user may be in.
as_owner() {
  if [[ $(id -u) -ne 0 ]]; then
    (cd "$dir" && "$@")
  else
    (cd "$dir" && HOME="$dir" setpriv --reuid "$user" --regid "$(id -g "$user")" \
      --clear-groups "$@")
  fi
}

# A port that nobody listens on now; should another take it first, the start is tried again.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 20000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
}

# place_data: DIR/data in memory, where that has room and nothing has to survive.
place_data() {
  local data free
  free="$(df --output=avail /dev/shm 2>/dev/null | tail -n 1 || true)"
  if ((durable)) || [[ -e $dir/data || ! -w /dev/shm ]] || ((${free:-0} < memory_kb)); then
    return 0
  fi
  data="$(mktemp -d /dev/shm/silvervine.XXXXXX)"
  if [[ $(id -u) -eq 0 ]]; then chown "$user" "$data"; fi
  ln -s "$data" "$dir/data"
}

start() {
  local port options attempt
  if ! bin="$(programs)"; then
    install || { echo "PostgreSQL is not installed and cannot be" >&2; exit 1; }
    bin="$(programs)"
  fi
  user="$(owner)"
  mkdir -p "$dir"
  if [[ $(id -u) -eq 0 ]]; then chown "$user" "$dir"; fi
  as_owner test -w "$dir" || { echo "$user cannot write to $dir" >&2; exit 1; }
  if [[ ! -f $dir/data/PG_VERSION ]]; then
    place_data
    as_owner "$bin/initdb" -D "$dir/data" -U silvervine --auth=trust -E UTF8 --locale=C.UTF-8 \
      --no-sync >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }
  fi
  options="-c listen_addresses=127.0.0.1 -c unix_socket_directories='$dir' -c max_connections=400"
  options+=" -c shared_buffers=128MB -c log_min_messages=warning"
  if as_owner bash "$here/certificate.sh" "$dir"; then
    options+=" -c ssl=on -c ssl_cert_file='$dir/server.pem' -c ssl_key_file='$dir/server.key'"
  fi
  if ((!durable)); then
    options+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
  fi
  for attempt in 1 2 3 4 5; do
    port="$(free_port)"
    if as_owner "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w -s \
      -o "$options -c port=$port" start >&2; then
      # A second database, for a store of two shards.
      as_owner "$bin/createdb" -h 127.0.0.1 -p "$port" -U silvervine shard >&2 2>/dev/null || true
      echo "postgres://silvervine@127.0.0.1:$port/postgres"
      return
    fi
  done
  tail -n 20 "$dir/server.log" >&2
  exit 1
}

stop() {
  bin="$(programs)"
  user="$(owner)"
  as_owner "$bin/pg_ctl" -D "$dir/data" -m immediate -w -s stop
  if [[ -L $dir/data ]]; then rm -rf "$(readlink "$dir/data")" "$dir/data"; fi
}

(($# >= 2)) || usage
action="$1"
dir="$(realpath -m "$2")"
durable=0
if [[ ${3:-} == --durable ]]; then durable=1; elif [[ -n ${3:-} ]]; then usage; fi
case "$action" in
  start | stop) "$action" ;;
  *) usage ;;
esac
