/** Commands that a server runs for somebody: processes of their own, replays among them. */
@NullMarked
package dev.waybill.server.replays;

import org.jspecify.annotations.NullMarked;
