/** The commands as pages of {@code man}, made when the distribution is. */
@NullMarked
package dev.waybill.cli.manual;

import org.jspecify.annotations.NullMarked;
