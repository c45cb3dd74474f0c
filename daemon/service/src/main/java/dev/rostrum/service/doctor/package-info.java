/**
 * What is wrong with this unit, by name, and what to do next: each part of the path is looked at by itself, all at once
 * and within ten seconds. Opens devices only where no daemon holds them. Caller's thread, and one for each check.
 */
@NullMarked
package dev.rostrum.service.doctor;

import org.jspecify.annotations.NullMarked;
