/** Records become JSON and JSON becomes records, here alone. No state, any thread. */
@NullMarked
package dev.rostrum.service.json;

import org.jspecify.annotations.NullMarked;
