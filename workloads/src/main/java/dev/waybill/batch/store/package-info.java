/** Blocks of rows in ClickHouse: the client, the tables, and rows that are stored once however often they are sent. */
@NullMarked
package dev.waybill.batch.store;

import org.jspecify.annotations.NullMarked;
