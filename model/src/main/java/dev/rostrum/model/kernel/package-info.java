/** Plain numeric kernels: the reference that any faster one is compared with. */
@NullMarked
package dev.rostrum.model.kernel;

import org.jspecify.annotations.NullMarked;
