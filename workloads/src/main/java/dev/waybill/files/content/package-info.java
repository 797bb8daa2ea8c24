/** The bytes of a file, wherever they lie. */
@NullMarked
package dev.waybill.files.content;

import org.jspecify.annotations.NullMarked;
