/** Puts files together from chunks that come in any order, and hands over those that are whole. */
@NullMarked
package dev.waybill.files.assembly;

import org.jspecify.annotations.NullMarked;
