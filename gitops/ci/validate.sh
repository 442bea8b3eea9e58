#!/bin/sh
# For a pipeline: judges the manifests of a GitOps repository as the API server and the operator would, without a cluster.
#
#   validate.sh [DIR|FILE ...]     default: the current directory
#
# Exits 0 when nothing is wrong, 1 with a line `file:line: ...` for each problem, 2 when it was called wrongly or headgate is
# not there. HEADGATE names the command when it is not on the PATH. Everything named is one world: give it what ends up in one
# cluster. Rendered templates go the same way: kustomize build llm > rendered.yaml && validate.sh rendered.yaml
set -u
headgate=${HEADGATE:-headgate}
command -v "$headgate" >/dev/null || { echo "validate.sh: no $headgate; set HEADGATE to bin/headgate of a built checkout" >&2; exit 2; }
[ $# -gt 0 ] || set -- .
exec "$headgate" validate "$@"
