#!/usr/bin/env bash
# Installs the programs of others that judge what acrfw writes, pinned, under target/judges or the
# folder given: what the tests of src/test/java/dev/acrfw/judges need. The program needs none of them.
set -euo pipefail
cd "$(dirname "$0")/.."
judges=${1:-target/judges}
mkdir -p "$judges"
judges=$(cd "$judges" && pwd)

# python NAME PACKAGE...: a virtual environment with these packages
python() {
  [ ! -e "$judges/$1/.complete" ] || return 0
  python3 -m venv "$judges/$1"
  "$judges/$1/bin/pip" install --quiet --disable-pip-version-check "${@:2}"
  touch "$judges/$1/.complete"
}

# go_tool MODULE@VERSION
go_tool() {
  GOBIN=$judges/go/bin go install "$1"
}

# deb PACKAGE: what Debian's package holds, without installing it or its services
deb() {
  [ ! -e "$judges/$1/.complete" ] || return 0
  mkdir -p "$judges/$1"
  (cd "$judges/$1" && { apt-get download -q "$1" || { apt-get update -q && apt-get download -q "$1"; }; })
  dpkg-deb -x "$judges/$1/$1"_*.deb "$judges/$1"
  touch "$judges/$1/.complete"
}

# node PACKAGE...: packages of npm that run nothing when they are installed
node() {
  npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$judges/node" "$@"
}

# types PACKAGE FOLDER...: of a large package of npm, the declarations in these folders only
types() {
  local archive
  archive=$(cd "$judges" && npm pack --silent "$1")
  tar -xzf "$judges/$archive" -C "$judges" "${@:2}"
  rm "$judges/$archive"
}

# The newest that is tried, and the oldest that has "az resource patch"; setuptools as that one wants it.
python az azure-cli==2.91.0 &
python az-oldest azure-cli==2.47.0 'setuptools<70' &
python aws awscli==1.46.0 &
python python aerleon==1.18.0 yamllint==1.38.0 ansible-lint==26.10.1 &
{ go_tool github.com/rhysd/actionlint/cmd/actionlint@v1.7.12 && go_tool github.com/nektos/act@v0.2.80; } &
deb prometheus &
node tree-sitter-bicep@1.1.0 web-tree-sitter@0.27.2 kubernetes-models@5.1.0 \
  @kubernetes-models/cilium@4.0.0 js-yaml@5.5.0 &
types @cdktf/provider-azurerm@14.23.1 package/lib/network-security-rule/index.d.ts \
  package/lib/firewall-policy-rule-collection-group/index.d.ts &
for job in $(jobs -p); do
  wait "$job"
done
