/** Tables and their rows in the embedded engine. */
@NullMarked
package dev.waybill.local.clickhouse.table;

import org.jspecify.annotations.NullMarked;
