/** From an upload to blocks on the topic: kept on disk first, accepted in the ledger, then cut and sent. */
@NullMarked
package dev.waybill.batch.upload;

import org.jspecify.annotations.NullMarked;
