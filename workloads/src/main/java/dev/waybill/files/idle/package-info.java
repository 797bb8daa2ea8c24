/** What becomes of files of which no further chunk comes. */
@NullMarked
package dev.waybill.files.idle;

import org.jspecify.annotations.NullMarked;
