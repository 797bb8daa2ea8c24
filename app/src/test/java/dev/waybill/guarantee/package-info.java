/** Runs that are disturbed on purpose, each judged by what the broker and the Handle service have in the end. */
@NullMarked
package dev.waybill.guarantee;

import org.jspecify.annotations.NullMarked;
