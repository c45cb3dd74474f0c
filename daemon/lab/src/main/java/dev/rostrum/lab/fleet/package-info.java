/** Many units in one process, to size a broker. */
@NullMarked
package dev.rostrum.lab.fleet;

import org.jspecify.annotations.NullMarked;
