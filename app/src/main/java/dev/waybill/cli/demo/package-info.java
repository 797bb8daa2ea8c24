/** Stories that show, on a stack of their own and in a minute, what Waybill guarantees; each checks its own end. */
@NullMarked
package dev.waybill.cli.demo;

import org.jspecify.annotations.NullMarked;
