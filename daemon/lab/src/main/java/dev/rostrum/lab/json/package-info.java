/** JSON that other programs wrote. No state, any thread. */
@NullMarked
package dev.rostrum.lab.json;

import org.jspecify.annotations.NullMarked;
