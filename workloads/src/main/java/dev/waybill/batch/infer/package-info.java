/** A model for a file of which none is known. */
@NullMarked
package dev.waybill.batch.infer;

import org.jspecify.annotations.NullMarked;
