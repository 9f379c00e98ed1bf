# An image of the server: docs/hosting.md says how to build and run it.

FROM node:24-bookworm AS build
WORKDIR /src
# The full image has python3, make and g++: npm compiles the native add-on where the package brings none.
COPY package.json package-lock.json .npmrc prisma.config.ts ./
COPY scripts/generatePrisma.mjs scripts/checkNode.mjs scripts/
COPY prisma prisma
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
ENV HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
RUN install -d -o node -g node /data
COPY --from=build /src/build/ ./
USER node
EXPOSE 3000
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
