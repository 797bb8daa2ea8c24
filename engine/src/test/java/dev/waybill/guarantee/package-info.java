/** The rules that never bend: recorded histories of runs, whatever was done to them, and one judge per rule. */
@NullMarked
package dev.waybill.guarantee;

import org.jspecify.annotations.NullMarked;
