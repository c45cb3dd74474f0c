/**
 * The room as a page for people: events, levels and health become one self-contained web page that follows along, and
 * a few guarded commands come back. One thread owns what is shown, a virtual thread serves each client; nobody here is
 * ever waited for by the daemon.
 */
@NullMarked
package dev.rostrum.service.status;

import org.jspecify.annotations.NullMarked;
