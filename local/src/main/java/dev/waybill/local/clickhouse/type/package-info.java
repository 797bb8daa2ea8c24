/** ClickHouse's types: their texts, their binary form, and what holds them in the embedded engine. */
@NullMarked
package dev.waybill.local.clickhouse.type;

import org.jspecify.annotations.NullMarked;
