/** Rows on the wire: the formats in which they come, and those in which they are answered. */
@NullMarked
package dev.waybill.local.clickhouse.format;

import org.jspecify.annotations.NullMarked;
