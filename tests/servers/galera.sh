#!/usr/bin/env bash
# A Galera cluster of three MariaDB servers for the tests, in a directory of its own.
#
#   bash tests/servers/galera.sh start DIR     prints the URLs of the nodes, joined by commas, last
#   bash tests/servers/galera.sh kill DIR N    ends the Nth node at once, as a crash does
#   bash tests/servers/galera.sh again DIR N   starts the Nth node again; it joins the others
#   bash tests/servers/galera.sh stop DIR
#
# Like mariadb.sh, which it takes its parts from; it needs galera-4 and rsync besides.
set -euo pipefail

# shellcheck source=tests/servers/mariadb.sh
source "$(dirname "${BASH_SOURCE[0]}")/mariadb.sh"

nodes=3

find_provider() {
  local path
  for path in /usr/lib/galera /usr/lib64/galera-4 /usr/lib/*/galera; do
    if [[ -f $path/libgalera_smm.so ]]; then
      echo "$path/libgalera_smm.so"
      return 0
    fi
  done
}

# ports: four free ports that follow each other, for each node: clients, group, two transfers.
free_ports() {
  local base n
  for base in $(shuf -i 2000-2900 -n 50); do
    base=$((base * 10))
    for ((n = 0; n < 10; n++)); do
      if (exec 3<>"/dev/tcp/127.0.0.1/$((base + n))") 2>/dev/null; then continue 2; fi
    done
    echo "$base"
    return 0
  done
  fail "no ports of 127.0.0.1 are free"
}

port() { cat "$1/node$2/port"; }

# run_node DIR N [FLAG]: starts a node and waits until it is part of the cluster.
run_node() {
  local dir="$1" number="$2" flag="${3:-}" base others="" n
  base="$(port "$dir" "$number")"
  for ((n = 1; n <= nodes; n++)); do others+=",127.0.0.1:$(($(port "$dir" "$n") + 1))"; done
  local options="gmcast.listen_addr=tcp://127.0.0.1:$((base + 1))"
  options+=";ist.recv_addr=127.0.0.1:$((base + 2));gcache.size=64M;pc.recovery=no"
  options+=";evs.keepalive_period=PT0.5S;evs.suspect_timeout=PT2S;evs.inactive_timeout=PT4S"
  local node="$dir/node$number"
  as_server "$(find_server)" --no-defaults --datadir="$node/data" --socket="$node/socket" \
    --pid-file="$node/pid" --bind-address=127.0.0.1 --port="$base" --skip-name-resolve \
    --max-connections=500 --innodb-buffer-pool-size=128M --innodb-log-file-size=48M \
    --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 \
    --binlog-format=ROW --default-storage-engine=InnoDB --innodb-autoinc-lock-mode=2 \
    --wsrep-on=ON --wsrep-provider="$(find_provider)" --wsrep-cluster-name=silvervine \
    --wsrep-cluster-address="gcomm://${others#,}" --wsrep-node-name="node$number" \
    --wsrep-node-address=127.0.0.1 --wsrep-sst-method=rsync \
    --wsrep-sst-receive-address="127.0.0.1:$((base + 3))" \
    --wsrep-provider-options="$options" $flag >>"$node/server.log" 2>&1 </dev/null &
  disown
  for ((n = 0; n < 450; n++)); do
    if [[ $(answers "$base" "SHOW STATUS LIKE 'wsrep_ready'") == *ON ]]; then return 0; fi
    sleep 0.2
  done
  tail -n 30 "$node/server.log" >&2
  fail "node $number did not come up"
}

start_cluster() {
  local dir="$1" n urls=""
  if [[ -z $(find_server) ]]; then install mariadb-server; fi
  [[ -n $(find_server) ]] || fail "there is no mariadbd: install mariadb-server"
  if [[ -z $(find_provider) ]]; then install galera-4; fi
  [[ -n $(find_provider) ]] || fail "there is no Galera: install galera-4"
  command -v rsync >/dev/null || install rsync
  command -v rsync >/dev/null || fail "there is no rsync: install it"
  mkdir -p "$dir"
  dir="$(cd "$dir" && pwd)"
  for ((n = 1; n <= nodes; n++)); do
    prepare "$dir/node$n"
    free_ports >"$dir/node$n/port"
  done
  run_node "$dir" 1 "--wsrep-new-cluster --init-file=$dir/node1/init.sql"
  for ((n = 2; n <= nodes; n++)); do run_node "$dir" "$n"; done
  for ((n = 1; n <= nodes; n++)); do
    urls+=",mysql://$user:$password@127.0.0.1:$(port "$dir" "$n")/silvervine"
  done
  echo "${urls#,}"
}

case "${1:-}" in
  start) start_cluster "${2:?a directory}" ;;
  kill) kill -9 "$(<"${2:?a directory}/node${3:?a number}/pid")" ;;
  again) run_node "$(cd "${2:?a directory}" && pwd)" "${3:?a number}" ;;
  stop) for ((n = nodes; n >= 1; n--)); do stop "${2:?a directory}/node$n"; done ;;
  *) fail "usage: bash tests/servers/galera.sh start DIR | kill DIR N | again DIR N | stop DIR" ;;
esac
