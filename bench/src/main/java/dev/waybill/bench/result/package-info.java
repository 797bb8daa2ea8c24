/** How to measure, and what was measured: shown as a line or as JSON. */
@NullMarked
package dev.waybill.bench.result;

import org.jspecify.annotations.NullMarked;
