#!/usr/bin/env bash
# A MariaDB server for the tests, in a directory of its own.
#
#   bash tests/servers/mariadb.sh start DIR [--durable]   prints its URL on the last line
#   bash tests/servers/mariadb.sh stop DIR
#
# It listens on a free port of 127.0.0.1 and a socket in DIR, and never touches a server that the
# system runs. As root it installs the Debian package where it is missing and serves as the user
# `mysql`; as anybody else it needs the package and serves as that user. Unless --durable is given,
# nothing waits for a disk: where memory has room, the data is kept there, and gone when the server
# is stopped (tables are made nineteen times faster so). Its defaults are unlike those which the
# engine needs, on purpose: the engine has to bring its own. Where openssl is, connections may be
# encrypted: DIR/root.pem is the authority to be trusted.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
user=silvervine
password=silvervine

fail() {
  echo "$0: $1" >&2
  exit 1
}

# as_server COMMAND...: runs it as the user who owns the data.
as_server() {
  if (($(id -u) == 0)); then
    setpriv --reuid=mysql --regid=mysql --clear-groups -- "$@"
  else
    "$@"
  fi
}

find_server() {
  PATH="$PATH:/usr/sbin:/usr/local/sbin"
  command -v mariadbd || true
}

# The package starts a server of the system's after its installation unless a policy says no.
install() {
  local package="$1"
  (($(id -u) == 0)) || return 0
  command -v apt-get >/dev/null || return 0
  local policy=/usr/sbin/policy-rc.d ours=0
  if [[ ! -e $policy ]]; then
    ours=1
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  {
    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
      --no-install-recommends "$package"
  } >&2 || true
  if ((ours)); then rm -f "$policy"; fi
}

free_port() {
  local port
  for port in $(shuf -i 20000-29999 -n 50); do
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return 0
    fi
  done
  fail "no port of 127.0.0.1 is free"
}

# Kilobytes which a server needs in memory for its data, with room for what the tests leave.
memory_kb=1500000

# place_data DIR: DIR/data in memory, where that has room.
place_data() {
  local data free
  free="$(df --output=avail /dev/shm 2>/dev/null | tail -n 1 || true)"
  if [[ -e $1/data || ! -w /dev/shm ]] || ((${free:-0} < memory_kb)); then return 0; fi
  data="$(mktemp -d /dev/shm/silvervine.XXXXXX)"
  if (($(id -u) == 0)); then chown mysql:mysql "$data"; fi
  ln -s "$data" "$1/data"
}

# prepare DIR [DURABLE]: a data directory in DIR, and the text that makes the database and its user.
prepare() {
  local dir="$1" durable="${2:-0}"
  mkdir -p "$dir"
  dir="$(cd "$dir" && pwd)"
  if (($(id -u) == 0)); then
    chown mysql:mysql "$dir"
    as_server test -w "$dir" || fail "the user mysql cannot reach $dir"
  fi
  if ((!durable)); then place_data "$dir"; fi
  if [[ ! -d $dir/data/mysql ]]; then
    as_server mariadb-install-db --no-defaults --datadir="$dir/data" --skip-test-db \
      --auth-root-authentication-method=normal >"$dir/install.log" 2>&1 \
      || fail "no data directory could be made: see $dir/install.log"
  fi
  printf '%s\n' \
    "CREATE DATABASE IF NOT EXISTS silvervine;" \
    "CREATE USER IF NOT EXISTS '$user'@'%' IDENTIFIED BY '$password';" \
    "GRANT ALL PRIVILEGES ON *.* TO '$user'@'%';" >"$dir/init.sql"
}

# answers PORT QUERY: what the server at a port says, if it says anything.
answers() {
  mariadb --no-defaults --protocol=TCP -h 127.0.0.1 -P "$1" -u "$user" -p"$password" \
    -N -e "$2" 2>/dev/null
}

start() {
  local dir="$1" durable="$2" server port
  server="$(find_server)"
  if [[ -z $server ]]; then
    install mariadb-server
    server="$(find_server)"
  fi
  [[ -n $server ]] || fail "there is no mariadbd: install mariadb-server"
  prepare "$dir" "$durable"
  dir="$(cd "$dir" && pwd)"
  local tls=()
  if as_server bash "$here/certificate.sh" "$dir"; then
    tls=(--ssl-ca="$dir/root.pem" --ssl-cert="$dir/server.pem" --ssl-key="$dir/server.key")
  fi
  port="$(free_port)"
  local safety=(--innodb-flush-log-at-trx-commit=1)
  if ((!durable)); then
    # One file for all tables besides: the tests make tens of thousands of them.
    safety=(--innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0
      --innodb-flush-method=nosync --innodb-file-per-table=0 --sync-frm=0)
  fi
  as_server "$server" --no-defaults --datadir="$dir/data" --socket="$dir/socket" \
    --pid-file="$dir/pid" --bind-address=127.0.0.1 --port="$port" --skip-name-resolve \
    --init-file="$dir/init.sql" --max-connections=500 --max-allowed-packet=16M \
    --character-set-server=latin1 --collation-server=latin1_swedish_ci --sql-mode= \
    --default-storage-engine=MyISAM --default-time-zone=+05:30 \
    --innodb-buffer-pool-size=256M --innodb-log-file-size=96M \
    "${safety[@]}" ${tls[@]+"${tls[@]}"} \
    >"$dir/server.log" 2>&1 </dev/null &
  disown
  local n
  for ((n = 0; n < 300; n++)); do
    if answers "$port" 'SELECT 1' >/dev/null; then
      echo "mysql://$user:$password@127.0.0.1:$port/silvervine"
      return 0
    fi
    sleep 0.2
  done
  tail -n 20 "$dir/server.log" >&2
  fail "the server did not come up"
}

stop() {
  local dir="$1" pid n
  if [[ -f $dir/pid ]]; then
    pid="$(<"$dir/pid")"
    kill "$pid" 2>/dev/null || true
    for ((n = 0; n < 150; n++)); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.2
    done
    kill -9 "$pid" 2>/dev/null || true
  fi
  if [[ -L $dir/data ]]; then
    rm -rf "$(readlink "$dir/data")"
    rm -f "$dir/data"
  fi
}

# Read by galera.sh, it only lends its functions.
if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  case "${1:-}" in
    start)
      durable=0
      if [[ ${3:-} == --durable ]]; then durable=1; fi
      start "${2:?a directory}" "$durable"
      ;;
    stop) stop "${2:?a directory}" ;;
    *) fail "usage: bash tests/servers/mariadb.sh start DIR [--durable] | stop DIR" ;;
  esac
fi
