/** Statements that read, turned from ClickHouse's SQL into that of the embedded engine, and their answers. */
@NullMarked
package dev.waybill.local.clickhouse.query;

import org.jspecify.annotations.NullMarked;
