# One image for web and worker. The cut-out model is not baked in (docs/decisions/010-cut-out-model.md): both fetch it through
# npm into SOFTBOX_MODEL_DIR at their first start.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run generate && npm run build && npm prune --omit=dev

FROM node:22-bookworm-slim
# Few arenas keep a worker's memory flat (docs/decisions/013-flat-memory.md).
ENV NODE_ENV=production MALLOC_ARENA_MAX=2
WORKDIR /app
RUN useradd --system --create-home softbox && mkdir /data && chown softbox:softbox /data
COPY --from=build --chown=softbox:softbox /app ./
USER softbox
EXPOSE 3000
CMD ["npm", "run", "start"]
