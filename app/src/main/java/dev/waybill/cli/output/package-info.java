/** Rows for a person or a program: table, JSON, JSON Lines, CSV. */
@NullMarked
package dev.waybill.cli.output;

import org.jspecify.annotations.NullMarked;
