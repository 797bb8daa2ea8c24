package dev.waybill.jobs.processor;

/** How the text of a pattern is held against a uri, of which any part may match. Upper and lower case differ. */
public enum PatternMode {
    /** As it is: no character has a meaning of its own. */
    LITERAL,
    /** With SQL's {@code %} and {@code _}; a backslash takes their meaning. */
    LIKE,
    /** A regular expression of PostgreSQL's. */
    REGEX
}
