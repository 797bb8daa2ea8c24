/** Where records come from and where progress is kept. */
@NullMarked
package dev.waybill.source;

import org.jspecify.annotations.NullMarked;
