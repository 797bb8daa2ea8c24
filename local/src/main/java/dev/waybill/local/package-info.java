/** The development stack: starts the services of a laptop's Waybill in one process, and ends them with it. */
@NullMarked
package dev.waybill.local;

import org.jspecify.annotations.NullMarked;
