package dev.waybill.jobs.worker;

import java.util.Optional;

/**
 * How a command ended.
 *
 * @param status its exit status; 128 and more: ended by a signal
 * @param lastWords the last line of its standard error, or of its standard output where that is empty; for a person
 * @param said the last line of its standard output
 * @param written the first line of the file that was there for its output path
 */
record CommandEnd(int status, String lastWords, Optional<String> said, Optional<String> written) {}
