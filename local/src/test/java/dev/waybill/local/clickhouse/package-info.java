/** The ClickHouse stand-in: what the real engine says it has to answer, and its fault switches. */
@NullMarked
package dev.waybill.local.clickhouse;

import org.jspecify.annotations.NullMarked;
