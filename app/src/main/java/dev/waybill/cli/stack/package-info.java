/** The local stack as a child process. */
@NullMarked
package dev.waybill.cli.stack;

import org.jspecify.annotations.NullMarked;
