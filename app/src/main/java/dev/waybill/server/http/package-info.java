/** What every HTTP door of Waybill shares: listening, limits, headers, TLS, and how answers and errors look. */
@NullMarked
package dev.waybill.server.http;

import org.jspecify.annotations.NullMarked;
