/** Puts data files on a topic in chunks, and knows which have arrived. */
@NullMarked
package dev.waybill.files.upload;

import org.jspecify.annotations.NullMarked;
