/** What a unit runs: capture, the pipeline, and those who tell the building of it. */
@NullMarked
package dev.rostrum.service;

import org.jspecify.annotations.NullMarked;
