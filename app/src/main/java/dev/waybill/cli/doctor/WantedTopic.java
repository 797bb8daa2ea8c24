package dev.waybill.cli.doctor;

/**
 * A topic that something reads or writes.
 *
 * @param next the command that makes it
 * @param ifMissing a warning where the first use makes it
 */
record WantedTopic(String name, String next, Verdict ifMissing) {}
