/** What proves Rostrum, and is never packaged: evaluation, studies, bench, demo, soak and fleet. */
@NullMarked
package dev.rostrum.lab;

import org.jspecify.annotations.NullMarked;
