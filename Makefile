# Everything there is to do here. Needs Python 3.11 to 3.13 and make; all else goes into .venv.
PYTHON ?= python3
BIN := .venv/bin
export PYTHONDONTWRITEBYTECODE :=

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { echo "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "No venv module. On Debian: apt-get install python3-venv"; exit 1; }
	@$(BIN)/pip install -q --no-compile --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

install: .venv/ready  ## the commands in .venv/bin

demo: .venv/ready  ## a whole postmortem in the local workspace
	@$(BIN)/python -m tests.demo $(ARGS)

test: .venv/ready  ## all tests, on SQLite and PostgreSQL
	@$(BIN)/pytest -n 4 --dist worksteal $(ARGS)

eval: .venv/ready  ## score the draft timeline and the coach
	@$(BIN)/python -m tests.eval $(ARGS)

bench: .venv/ready  ## how fast, as ratios to floors of the same run
	@$(BIN)/python -m tests.bench

lint: .venv/ready
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports && $(BIN)/bandit -q -r bot 2>/dev/null

torture: .venv/ready  ## kill the bot at 50 random moments; KILLS and SEED change that
	@$(BIN)/python -m tests.torture

simulate: .venv/ready  ## a year of followed action items beside a model of what is due; DAYS and SEED change that
	@$(BIN)/python -m tests.simulation

play: .venv/ready  ## a local workspace in the browser, with the bot in it; PORT=8801 for another port
	@$(BIN)/postmortem-bot playground --open $(if $(PORT),--port $(PORT)) $(ARGS)

gallery: .venv/ready  ## a picture of everything the bot shows, in out/gallery/index.html; needs Chromium
	@$(BIN)/python -m tests.gallery

playground: .venv/ready  ## the same workspace, without opening a browser
	@$(BIN)/postmortem-bot playground $(if $(PORT),--port $(PORT)) $(ARGS)

lock:  ## pin all dependencies again, with hashes and without addresses
	uv pip compile pyproject.toml --all-extras --universal --generate-hashes --no-emit-index-url --no-header -q -o requirements.lock
	uv pip compile pyproject.toml -c requirements.lock --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -q -o requirements-runtime.lock

clean:
	rm -rf .venv out dist

.PHONY: install demo test eval bench torture simulate lint play gallery playground lock clean
