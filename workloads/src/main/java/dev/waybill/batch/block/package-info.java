/** Files cut into blocks: runs of whole rows, each one record of a topic. */
@NullMarked
package dev.waybill.batch.block;

import org.jspecify.annotations.NullMarked;
