PYTHON ?= python3
BIN := .venv/bin

.PHONY: help setup serve mock test fuzz lossless faults bench outsider mutate lint types codegen client docs release-contract audit secrets sbom

help:  ## Show what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 25
	@echo 'Options are variables: make mock SEED=20 LATENCY=300, TASKS_PORT=8123 make serve. $(BIN)/tasks-api COMMAND --help lists all.'

setup:  ## Make the environments from the lock file
	@$(PYTHON) .ci/setup.py codegen

serve:  ## Serve the API on 127.0.0.1:8000, on an embedded PostgreSQL
	@$(PYTHON) .ci/setup.py
	@exec $(BIN)/tasks-api serve

mock:  ## Serve the contract from memory on 127.0.0.1:8000, for frontends: no database, no Node (SEED=20, LATENCY=300)
	@$(PYTHON) .ci/setup.py
	@exec $(BIN)/tasks-api mock $(if $(SEED),--seed '$(SEED)') $(if $(LATENCY),--latency '$(LATENCY)')

test: setup  ## Run all tests
	@$(BIN)/pytest -n auto

fuzz: setup  ## Fuzz the running server against the contract and its model, thousands of cases an operation
	@MAX_EXAMPLES=$${MAX_EXAMPLES:-1000} SEED=$${SEED:-0} $(BIN)/pytest tests/fuzzing/test_schemathesis.py tests/model/test_model.py -s -k "server or everybody"

lossless: setup  ## Make up schemas and values, and look for values that are lost (EXAMPLES=10000, SEED=0); for a night
	@nice $(BIN)/python -m tests.contracts.codegen.lossless --examples $${EXAMPLES:-10000} --seed $${SEED:-0}

faults: setup  ## Break the network, the database and the server, and see what holds (needs pgbouncer, haproxy)
	@$(BIN)/python -m tests.faults

mutate: setup  ## Break what a change touches, line by line, and list what no test notices (SINCE=main, MODULES=, TESTS=); for a night
	@nice $(BIN)/python -m tests.mutation $(if $(SINCE),--since '$(SINCE)') $(if $(TESTS),--tests $(TESTS)) -- $(MODULES)

bench: setup  ## Measure what a request costs, beside other servers (needs wrk; Node for one of them)
	@$(BIN)/python -m tests.benchmarks

outsider: setup  ## Measure what a client without a token and with 200 connections costs users (needs wrk, two cores)
	@$(BIN)/python -m tests.benchmarks.outsider

lint: setup  ## Check style and format
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: setup  ## Check types
	@$(BIN)/mypy

codegen: setup  ## Generate generated/ from the contract
	@./codegen.sh

client:  ## Pack the TypeScript client into dist/, for npm install (needs npm, and no registry)
	@mkdir -p dist
	@work=$$(mktemp -d) && cp -R generated/typescript $$work/package && cp LICENSE CHANGELOG.md $$work/package && \
	  npm pack $$work/package --pack-destination dist --silent | sed 's|^|npm install $(CURDIR)/dist/|'; rm -rf $$work

docs:  ## Write the reference as one file to publish, to dist/docs/index.html (SERVER=URL: with a server to try it on)
	@$(PYTHON) .ci/setup.py
	@mkdir -p dist/docs
	@$(BIN)/tasks-api docs $(if $(SERVER),--server '$(SERVER)') > dist/docs/index.html
	@echo dist/docs/index.html

release-contract: setup  ## Publish the contract: dist/contract-VERSION/ and contracts/published/ (needs npm)
	@$(BIN)/tasks-api contract release

audit: setup secrets  ## Look for known vulnerabilities in all that is locked, and for secrets in what is committed
	@$(BIN)/python .ci/audit.py

secrets: setup  ## Look for secrets in what is committed
	@git ls-files -z | xargs -0 $(BIN)/detect-secrets-hook --baseline .secrets.baseline

sbom: setup  ## Write the bill of materials of what runs in production, CycloneDX 1.5, to dist/sbom.json
	@mkdir -p dist
	@.venv-uv/bin/uv export --quiet --frozen --no-default-groups --format cyclonedx1.5 --output-file dist/sbom.json
	@echo dist/sbom.json
