/** The real engine of ClickHouse, as the library chDB, in a JVM of its own. */
@NullMarked
package dev.waybill.local.clickhouse.chdb;

import org.jspecify.annotations.NullMarked;
