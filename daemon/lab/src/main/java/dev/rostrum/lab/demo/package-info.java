/** The whole daemon shown on its own meeting: simulated room, microphones, light and button, and a broker of its own. */
@NullMarked
package dev.rostrum.lab.demo;

import org.jspecify.annotations.NullMarked;
