FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY src/admin/package.json ./src/admin/
COPY src/learning-engine/package.json ./src/learning-engine/
# No package of ours needs its install script to build or to run.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build && npm prune --omit=dev --omit=optional --ignore-scripts
# Types are for compilers, and nobody debugs the packages in here.
RUN find . -name '*.d.ts' -delete && find node_modules -name '*.map' -delete

FROM node:22-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/src/admin/package.json ./src/admin/
COPY --from=build /app/src/admin/dist ./src/admin/dist
COPY --from=build /app/src/learning-engine/package.json ./src/learning-engine/
COPY --from=build /app/src/learning-engine/dist ./src/learning-engine/dist
COPY package.json production.env ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/health/live').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Not by a shell or npm: the process itself gets the SIGTERM.
CMD ["node", "--env-file=production.env", "--enable-source-maps", "dist/main.js"]
