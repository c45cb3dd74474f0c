/** What listening costs, stage by stage, in one run. Caller's thread; times are nanoseconds. */
@NullMarked
package dev.rostrum.lab.bench;

import org.jspecify.annotations.NullMarked;
