@NullMarked
package dev.waybill.batch.ledger;

import org.jspecify.annotations.NullMarked;
