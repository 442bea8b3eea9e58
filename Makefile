# Everything a newcomer needs: `make run` and `make test`. Both find JDK 25, fetch and cache the rest.
.DEFAULT_GOAL := help
SHELL := /bin/bash
MVN := bin/mvn
MANIFESTS ?= samples/quickstart
PORT_BASE ?=
KUBECONTEXT ?=
ONLY ?=
AOT ?=
REGISTRY ?= localhost
sources = $(shell find pom.xml */pom.xml bin/jvm-flags contract/src/main conversation/src/main crds/src/main simulator/src/main dataplane/src/main operator/src/main standalone/src/main bench/src/main images/src/main e2e/src/main -type f 2>/dev/null)

.PHONY: help build run test fuzz replay e2e images bench bench-operator cluster cluster-down format crds clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

target/built: $(sources)
	@echo "building (the first time fetches libraries)"
	@$(MVN) -q package -DskipTests
	@bin/train
	@mkdir -p target && touch target/built

build: target/built ## jars of every module, what bin/headgate starts

run: target/built ## the whole system on this machine; MANIFESTS=dir runs other manifests, PORT_BASE=n moves the ports
	@bin/headgate run --manifests $(MANIFESTS) $(if $(PORT_BASE),--port-base $(PORT_BASE)) || [ $$? = 130 ] # Ctrl-C

test: ## every test on real parts; ends with counts, what was skipped says so
	@mkdir -p target
	@set -o pipefail; export $$(bin/kube-api) $$(bin/kstatus); $(MVN) verify --fail-at-end | tee target/test.log; built=$$?; bin/test-summary && exit $$built

e2e: images ## the whole on a real cluster, which it brings up and removes; KUBECONTEXT=name takes one of yours, ONLY=NothingLost a part, AOT=1 upgrades to images with a start-up cache
	@bin/e2e $(if $(AOT),--aot) $(if $(KUBECONTEXT),--context $(KUBECONTEXT)) $(if $(ONLY),--only $(ONLY))

images: target/built ## container images as archives in target/images; AOT=1 also ones that start faster, REGISTRY=name names them
	@$(MVN) -q compile cyclonedx:makeBom -pl dataplane,operator,simulator,e2e -am
	@"$$(bin/java-home)/bin/java" --sun-misc-unsafe-memory-access=allow -jar images/target/headgate-images-*.jar \
		--root . --registry $(REGISTRY) $(if $(AOT),--start-cache)

fuzz: ## every decoder under Jazzer, ten minutes or FUZZ_SECONDS
	@bin/mvn -q -pl conversation -am test -Dtest=JazzerTest -Dsurefire.failIfNoSpecifiedTests=false -Dheadgate.fuzz.seconds=$(or $(FUZZ_SECONDS),600)

replay: ## conversations with providers that somebody recorded under DIR, said again and judged; docs/replay.md
	@test -d "$(DIR)" || { echo "say DIR=folder with recordings (VCR, HAR)"; exit 2; }
	@rm -f dataplane/target/replay.md
	@bin/mvn -q -pl dataplane -am test -Dtest=FolderReplay -Dsurefire.failIfNoSpecifiedTests=false -Dheadgate.recordings="$(abspath $(DIR))"; \
		judged=$$?; cat dataplane/target/replay.md; exit $$judged

bench: target/built ## load beside nginx; prints the table of docs/performance.md
	@bench/run

bench-operator: target/built ## one large gateway on a real API server; prints the table of docs/sizing.md
	@bench/operator

cluster: ## a real one-node Kubernetes on this machine (Linux, root); docs/cluster.md says how to use it
	@bin/cluster up

cluster-down: ## remove it again
	@bin/cluster down

crds: ## write the generated CRDs and their reference pages again
	@$(MVN) -q -pl crds compile exec:java@generate

format: ## put every source file into the house's form
	@$(MVN) -q spotless:apply

clean: ## forget what was built
	@$(MVN) -q clean && rm -rf target
