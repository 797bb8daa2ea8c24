/** Files as rows: formats, compression, and where one row ends and the next begins. */
@NullMarked
package dev.waybill.batch.read;

import org.jspecify.annotations.NullMarked;
