/** Where the daemon keeps things: how files of its own are opened and how secrets are read. Any thread; owns nothing. */
@NullMarked
package dev.rostrum.service.storage;

import org.jspecify.annotations.NullMarked;
