/**
 * The Unix socket through which commands reach a running daemon, and the lock that keeps a second one out. One JSON
 * object a line each way; connections are served on threads of their own and only hand over to the conductor.
 */
@NullMarked
package dev.rostrum.service.control;

import org.jspecify.annotations.NullMarked;
