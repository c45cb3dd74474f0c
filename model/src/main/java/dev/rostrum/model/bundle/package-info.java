/** The packaged networks on disk: a manifest of facts, and weight files that are refused unless they match it. */
@NullMarked
package dev.rostrum.model.bundle;

import org.jspecify.annotations.NullMarked;
