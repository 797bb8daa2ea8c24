/** The batch workload: uploaded files, block by block, checked and into ClickHouse, with every row accounted for. */
@NullMarked
package dev.waybill.batch;

import org.jspecify.annotations.NullMarked;
