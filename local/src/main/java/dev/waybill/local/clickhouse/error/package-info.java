/** Refusals in ClickHouse's words and codes. */
@NullMarked
package dev.waybill.local.clickhouse.error;

import org.jspecify.annotations.NullMarked;
