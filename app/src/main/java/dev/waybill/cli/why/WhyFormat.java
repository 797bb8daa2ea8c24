package dev.waybill.cli.why;

/** How an answer is printed. */
enum WhyFormat {
    /** One sentence, and a table of the partitions. */
    TABLE,
    /** One object. */
    JSON
}
