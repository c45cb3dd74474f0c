/**
 * Who is it: people who agreed to be known, how their voices are kept, and which speaker of a meeting is one of them. A
 * stage of its own above the session's voices, which it only reads. Analysis thread, but for the store.
 */
@NullMarked
package dev.rostrum.service.people;

import org.jspecify.annotations.NullMarked;
