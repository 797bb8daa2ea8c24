/** Open pages of the console, and something to look at. */
@NullMarked
package dev.waybill.bench.console;

import org.jspecify.annotations.NullMarked;
