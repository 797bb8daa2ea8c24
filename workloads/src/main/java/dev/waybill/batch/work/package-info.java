/** Blocks from their topic into ClickHouse, and what became of each into the ledger. */
@NullMarked
package dev.waybill.batch.work;

import org.jspecify.annotations.NullMarked;
