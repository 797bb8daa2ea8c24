package dev.waybill.cli.log;

/** How much our own loggers say. */
public enum LogLevel {
    DEBUG,
    INFO,
    WARNING,
    ERROR
}
