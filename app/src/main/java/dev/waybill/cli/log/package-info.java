/** Logging, set up in code: quiet about others, plain about ourselves. */
@NullMarked
package dev.waybill.cli.log;

import org.jspecify.annotations.NullMarked;
