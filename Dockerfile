# dock6 in a container, from what `npm run build` made. Both services of compose.yaml run this image.
# BASE has Node.js of the major version that built dist/, and Debian's apt.
ARG BASE=node:24-bookworm-slim
FROM ${BASE}
RUN apt-get update && apt-get install --yes --no-install-recommends iproute2 nftables iptables iputils-ping util-linux && rm -rf /var/lib/apt/lists/*
COPY dist /opt/dock6
COPY install/container /opt/dock6/container
RUN find /opt/dock6 ! -perm -0004 -exec chmod a+rX {} + && \
    node --eval "new (require('/opt/dock6/node_modules/better-sqlite3'))(':memory:')" || \
    { echo "dist/ was built for another Node.js than the $(node --version) of this base. Name a base with yours: DOCK6_BASE=node:<version>-bookworm-slim docker compose up --build --detach" >&2; exit 1; }
ENV NODE_ENV=production DOCK6_DATA=/var/lib/dock6 DOCK6_SOCKET=/run/dock6/keeper.sock
WORKDIR /opt/dock6
CMD ["node", "/opt/dock6/console.js"]
