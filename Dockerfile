FROM python:3.12-slim AS build
WORKDIR /src
COPY requirements.lock requirements-runtime.lock ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements-runtime.lock
# The build backend comes from the lock as well; it stays behind in this stage.
RUN python -m venv /build && /build/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY migrations migrations
COPY prompts prompts
RUN /build/bin/python -m build --wheel --no-isolation --outdir /dist . && \
    /venv/bin/pip install --no-cache-dir --no-deps /dist/*.whl && \
    /venv/bin/python -m compileall -q /venv/lib

FROM python:3.12-slim
RUN useradd --system --uid 10001 --create-home bot && mkdir /data && chown bot /data
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/postmortem.db
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ.get('PORT', '3000') + '/healthz', timeout=2)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["postmortem-bot"]
CMD ["run"]
