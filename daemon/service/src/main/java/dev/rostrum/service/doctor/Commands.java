package dev.rostrum.service.doctor;

import java.util.List;

/** Runs a program of the system and gives what it printed; empty where there is no such program. */
@FunctionalInterface
interface Commands {
    String output(List<String> words);
}
