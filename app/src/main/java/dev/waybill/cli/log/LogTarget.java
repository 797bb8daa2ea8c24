package dev.waybill.cli.log;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How much to log, and where.
 *
 * @param level of our own loggers; others say only what they warn about
 * @param file absent: standard error
 */
public record LogTarget(LogLevel level, Optional<Path> file) {}
