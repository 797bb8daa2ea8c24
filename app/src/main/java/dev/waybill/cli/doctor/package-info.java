/** The command {@code doctor}: what would keep a pipeline from running well, before it is started. */
@NullMarked
package dev.waybill.cli.doctor;

import org.jspecify.annotations.NullMarked;
