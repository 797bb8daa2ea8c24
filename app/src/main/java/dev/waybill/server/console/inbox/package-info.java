/** Pages about what failed and what was done about it. */
@NullMarked
package dev.waybill.server.console.inbox;

import org.jspecify.annotations.NullMarked;
