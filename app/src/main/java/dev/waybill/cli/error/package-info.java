/** How a command ends: exit codes, and the one place where a failure becomes an error line. */
@NullMarked
package dev.waybill.cli.error;

import org.jspecify.annotations.NullMarked;
