/** The part of ClickHouse's SQL that is understood here. */
@NullMarked
package dev.waybill.local.clickhouse.sql;

import org.jspecify.annotations.NullMarked;
