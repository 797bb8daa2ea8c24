/** The chunks of data files as OpenMSIStream puts them on a topic: their values and their bytes. */
@NullMarked
package dev.waybill.files.chunk;

import org.jspecify.annotations.NullMarked;
