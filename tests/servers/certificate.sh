#!/usr/bin/env bash
# An authority and a certificate for `localhost`, made by openssl, for the servers of the tests.
#
#   bash tests/servers/certificate.sh DIR    writes root.pem, server.pem and server.key into DIR
set -euo pipefail

cd "$1"
curve=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
[[ -f server.pem && -f root.pem ]] && exit 0
{
  openssl req -x509 "${curve[@]}" -days 30 -subj '/CN=Silvervine tests' \
    -keyout root.key -out root.pem
  openssl req -new "${curve[@]}" -subj /CN=localhost -keyout server.key -out server.csr
  openssl x509 -req -in server.csr -CA root.pem -CAkey root.key -CAcreateserial -days 30 \
    -extfile <(printf 'subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n') -out server.pem
} >openssl.log 2>&1 || { cat openssl.log >&2; exit 1; }
chmod 600 server.key
