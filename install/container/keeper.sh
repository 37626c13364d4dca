#!/bin/sh
# Starts the keeper in its container: the console's folder belongs to the console's user, whoever ran dock6 on these data before.
set -eu
uid=${DOCK6_CONSOLE_UID:?}
gid=${DOCK6_CONSOLE_GID:?}
mkdir -p /var/lib/dock6/keeper /var/lib/dock6/console
chown -R 0:0 /var/lib/dock6/keeper
chown -R "$uid:$gid" /var/lib/dock6/console
chmod 0700 /var/lib/dock6/keeper /var/lib/dock6/console
chmod 0755 /var/lib/dock6 /run/dock6
exec node /opt/dock6/keeper.js
