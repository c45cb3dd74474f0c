/** Meetings that ended become files, where somebody wants that: who spoke when, and never sound. One thread of its own writes. */
@NullMarked
package dev.rostrum.service.record;

import org.jspecify.annotations.NullMarked;
