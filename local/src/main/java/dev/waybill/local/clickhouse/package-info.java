/** A ClickHouse server for development: the HTTP interface before an engine, embedded or real. */
@NullMarked
package dev.waybill.local.clickhouse;

import org.jspecify.annotations.NullMarked;
