#!/bin/sh
# the command line of the release in use
exec /opt/rostrum/current/bin/rostrum "$@"
